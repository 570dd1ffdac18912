/** The vessel's ship's time, provided once by the frame, and the present minute. */
import { instantOf, shipClock, showDate, showInstant, showOffset, offsetAt } from "./shipTime";
import type { Offset, ShipClock } from "./shipTime";

const REFRESH_MS = 15_000;

class ShipTime {
  offsets = $state.raw<readonly Offset[]>([]);
  nowMs = $state(Date.now());

  /** Keeps "today" right while a page stands open. Returns how to stop. */
  run(): () => void {
    const timer = setInterval(() => (this.nowMs = Date.now()), REFRESH_MS);
    return () => clearInterval(timer);
  }

  /** Ship's clocks at an instant (RFC 3339), or now. */
  clock(instant?: string): ShipClock {
    return shipClock(this.offsets, instant === undefined ? this.nowMs : Date.parse(instant));
  }

  /** For reading: 24 h, with the date when it is not today. */
  show(instant: string): string {
    return showInstant(this.offsets, Date.parse(instant), this.nowMs);
  }

  /** A stored date (`YYYY-MM-DD`) for reading. */
  showDate(date: string): string {
    return showDate(date, this.clock().date.slice(0, 4));
  }

  /** The offset in force now, as `+05:30`. */
  get offset(): string {
    return showOffset(offsetAt(this.offsets, this.nowMs));
  }

  instant(date: string, time: string): string | null {
    return instantOf(this.offsets, date, time);
  }
}

export const shipTime = new ShipTime();
