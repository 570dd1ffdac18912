/** How long ago something was, in whole units. Pure. */
import { words } from "../words";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

export function ageOf(at: string, nowMs: number): string {
  const ms = Math.max(0, nowMs - Date.parse(at));
  const said = words.kit.age;
  if (ms < MINUTE_MS) return said.justNow;
  if (ms < HOUR_MS) return said.minutes(Math.floor(ms / MINUTE_MS));
  if (ms < 2 * DAY_MS) return said.hours(Math.floor(ms / HOUR_MS));
  return said.days(Math.floor(ms / DAY_MS));
}
