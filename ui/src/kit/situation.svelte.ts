/**
 * A situation that takes the whole window: a delivery is counted. The navigation is folded away
 * until the page that entered it is left.
 */
class Situation {
  private entered = $state(0);

  get isModal(): boolean {
    return this.entered > 0;
  }

  /** Until the returned function is called; to be called in an effect. */
  enter(): () => void {
    this.entered += 1;
    return () => (this.entered -= 1);
  }
}

export const situation = new Situation();
