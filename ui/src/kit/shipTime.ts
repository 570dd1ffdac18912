/**
 * Ship's time, pure. An instant is an RFC 3339 UTC string; the ship's clocks show it with the
 * offset that was in force at that instant. The PC's own zone is never used.
 */

/** From `from_at` on, ship's clocks are `offset_minutes` ahead of UTC. */
export interface Offset {
  offset_minutes: number;
  from_at: string;
}

export interface ShipClock {
  /** `2026-11-22` */
  date: string;
  /** `14:20` */
  time: string;
  /** `+05:30` */
  offset: string;
}

const MINUTE_MS = 60_000;
const two = (value: number): string => String(value).padStart(2, "0");

/** Minutes ahead of UTC at an instant. Before the first setting the first one holds. */
export function offsetAt(offsets: readonly Offset[], atMs: number): number {
  let found = offsets[0]?.offset_minutes ?? 0;
  let foundAt = -Infinity;
  for (const { offset_minutes, from_at } of offsets) {
    const fromMs = Date.parse(from_at);
    if (fromMs <= atMs && fromMs >= foundAt) {
      found = offset_minutes;
      foundAt = fromMs;
    }
  }
  return found;
}

export function showOffset(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? "−" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** What the ship's clocks show at an instant. */
export function shipClock(offsets: readonly Offset[], atMs: number): ShipClock {
  const minutes = offsetAt(offsets, atMs);
  const iso = new Date(atMs + minutes * MINUTE_MS).toISOString();
  return { date: iso.slice(0, 10), time: iso.slice(11, 16), offset: showOffset(minutes) };
}

/**
 * The instant at which the ship's clocks show a date and time, or null when the text is no such
 * thing. An hour that the clocks repeat means its later passing; an hour they skip is counted on
 * from the offset before.
 */
export function instantOf(offsets: readonly Offset[], date: string, time: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || !/^\d{1,2}:\d{2}$/.test(time)) return null;
  const [hours = "", minutes = ""] = time.split(":");
  const wallMs = Date.parse(`${date}T${hours.padStart(2, "0")}:${minutes}:00.000Z`);
  if (Number.isNaN(wallMs)) return null;
  if (!new Date(wallMs).toISOString().startsWith(date)) return null;
  const tried = new Set([0, ...offsets.map((offset) => offset.offset_minutes)]);
  const fitting = [...tried]
    .map((offset) => ({ offset, atMs: wallMs - offset * MINUTE_MS }))
    .filter(({ offset, atMs }) => offsetAt(offsets, atMs) === offset)
    .map(({ atMs }) => atMs);
  const atMs = fitting.length
    ? Math.max(...fitting)
    : wallMs - offsetAt(offsets, wallMs - offsetAt(offsets, wallMs) * MINUTE_MS) * MINUTE_MS;
  return new Date(atMs).toISOString();
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `22 Nov`, with the year when it is not `thisYear`. */
export function showDate(date: string, thisYear: string): string {
  const [year = "", month = "", day = ""] = date.split("-");
  const short = `${Number(day)} ${MONTHS[Number(month) - 1] ?? month}`;
  return year === thisYear ? short : `${short} ${year}`;
}

/** `14:20` today, `22 Nov 14:20` on other days, `22 Nov 2025 14:20` in other years. */
export function showInstant(offsets: readonly Offset[], atMs: number, nowMs: number): string {
  const then = shipClock(offsets, atMs);
  const today = shipClock(offsets, nowMs).date;
  if (then.date === today) return then.time;
  return `${showDate(then.date, today.slice(0, 4))} ${then.time}`;
}
