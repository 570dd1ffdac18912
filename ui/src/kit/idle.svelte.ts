/** The lock after a time without use. The frame keeps the time among the workstation's preferences. */

/** Offered in the settings, in minutes; 0 never locks by itself. */
export const IDLE_CHOICES: readonly number[] = [2, 5, 10, 30, 0];
const DEFAULT_MIN = 10;
const LOOK_MS = 5_000;

class Idle {
  /** Minutes without use until the lock; 0 never. */
  minutes = $state(DEFAULT_MIN);

  /** Calls `lock` once nobody has touched mouse, keys or screen for the chosen time. */
  watch(lock: () => void): () => void {
    let last = Date.now();
    const touched = () => (last = Date.now());
    const events = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const;
    for (const event of events) window.addEventListener(event, touched, { passive: true });
    const timer = setInterval(() => {
      if (this.minutes > 0 && Date.now() - last > this.minutes * 60_000) {
        touched();
        lock();
      }
    }, LOOK_MS);
    return () => {
      clearInterval(timer);
      for (const event of events) window.removeEventListener(event, touched);
    };
  }
}

export const idle = new Idle();
