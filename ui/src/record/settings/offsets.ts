/** Offsets of the ship's clocks in quarter hours. Pure. */
import { showOffset } from "../../kit";

/** domain: ship's time lies between UTC−14:00 and UTC+14:00, on a quarter hour. */
const OFFSET_MINUTES_MAX = 14 * 60;
export const QUARTER_MINUTES = 15;
export const HOUR_MINUTES = 60;

/** `330` → `UTC+05:30`. */
export function offsetName(minutes: number): string {
  return `UTC${showOffset(minutes)}`;
}

/** The next offset on a quarter hour, within what clocks may show. */
export function stepOffset(minutes: number, step: number): number {
  const stepped = Math.round((minutes + step) / QUARTER_MINUTES) * QUARTER_MINUTES;
  return Math.min(OFFSET_MINUTES_MAX, Math.max(-OFFSET_MINUTES_MAX, stepped));
}

/** What an arrow or page key does to an offset; null for other keys. */
export function keyOffset(minutes: number, key: string): number | null {
  const steps: Record<string, number> = {
    ArrowUp: QUARTER_MINUTES,
    ArrowRight: QUARTER_MINUTES,
    ArrowDown: -QUARTER_MINUTES,
    ArrowLeft: -QUARTER_MINUTES,
    PageUp: HOUR_MINUTES,
    PageDown: -HOUR_MINUTES,
  };
  const step = steps[key];
  return step === undefined ? null : stepOffset(minutes, step);
}
