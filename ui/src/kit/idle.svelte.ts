/** The lock after a time without use. The time is a setting of this workstation's window. */
import { recall, remember } from "./remembered.svelte";

/** Offered in the settings, in minutes; null never locks by itself. */
export const IDLE_CHOICES: readonly (number | null)[] = [2, 5, 10, 30, null];
const DEFAULT_MIN = 10;
const LOOK_MS = 5_000;
const KEY = "idle_minutes";

class Idle {
  private chosen = $state<number | null>(recall<number | null>(KEY, DEFAULT_MIN));

  get minutes(): number | null {
    return this.chosen;
  }

  set minutes(minutes: number | null) {
    this.chosen = minutes;
    remember(KEY, minutes);
  }

  /** Calls `lock` once nobody has touched mouse, keys or screen for the chosen time. */
  watch(lock: () => void): () => void {
    let last = Date.now();
    const touched = () => (last = Date.now());
    const events = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const;
    for (const event of events) window.addEventListener(event, touched, { passive: true });
    const timer = setInterval(() => {
      if (this.chosen !== null && Date.now() - last > this.chosen * 60_000) {
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
