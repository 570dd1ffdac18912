/** What the page of entries is narrowed by. Pure. */
import type { HandoverArgs } from "../ipc";

export interface HandoverFilters extends Record<string, string | boolean | null> {
  /** None: the person's own. */
  department: string | null;
  kind: string;
  status: string;
  from: string | null;
  to: string | null;
  onlyNew: boolean;
}

export const NO_FILTERS: HandoverFilters = {
  department: null,
  kind: "watch",
  status: "open",
  from: null,
  to: null,
  onlyNew: false,
};

/** Days are the ship's own; "to" means up to and with that day. */
export function argsOf(
  filters: HandoverFilters,
  midnight: (date: string) => string | null,
): HandoverArgs {
  const from_at = filters.from === null ? null : midnight(filters.from);
  const to_at = filters.to === null ? null : midnight(dayAfter(filters.to));
  return {
    // The program refuses a word that it does not know; the window needs no list of its own.
    ...(filters.department === null ? {} : { department: filters.department }),
    kind: filters.kind,
    status: filters.status,
    only_new: filters.onlyNew,
    ...(from_at === null ? {} : { from_at }),
    ...(to_at === null ? {} : { to_at }),
  } as HandoverArgs;
}

function dayAfter(date: string): string {
  const day = new Date(`${date}T00:00:00.000Z`);
  day.setUTCDate(day.getUTCDate() + 1);
  return day.toISOString().slice(0, 10);
}
