/** How fast rows are ticked: somebody who ticks without looking is asked once. Pure. */

/** So many ticks within the span are asked about. */
export const TICKS_MAX = 30;
export const SPAN_MS = 5_000;

export class Pace {
  private ticks: number[] = [];
  private wasAsked = false;

  /** Another tick at `atMs`; true where the person is to be asked, which happens once. */
  tick(atMs: number): boolean {
    this.ticks = [...this.ticks, atMs].filter((earlier) => atMs - earlier < SPAN_MS);
    if (this.wasAsked || this.ticks.length < TICKS_MAX) return false;
    this.wasAsked = true;
    return true;
  }
}
