/** What the record is filtered by, and what the filters offer. */
import { call, type AuditArgs } from "../ipc";
import { words } from "../words";

export interface RecordFilters extends Record<string, string | null> {
  person: string;
  action: string;
  device: string;
  from: string | null;
  to: string | null;
}

/** Days are the ship's own; "to" means up to and with that day. */
export function auditArgs(
  filters: RecordFilters,
  midnight: (date: string) => string | null,
): Omit<AuditArgs, "offset" | "limit"> {
  const { person, action, device, from, to } = filters;
  const from_at = from === null ? null : midnight(from);
  const to_at = to === null ? null : midnight(dayAfter(to));
  return {
    ...(person ? { person } : {}),
    ...(action ? { action } : {}),
    ...(device ? { device } : {}),
    ...(from_at === null ? {} : { from_at }),
    ...(to_at === null ? {} : { to_at }),
  };
}

export function dayAfter(date: string): string {
  const day = new Date(`${date}T00:00:00.000Z`);
  day.setUTCDate(day.getUTCDate() + 1);
  return day.toISOString().slice(0, 10);
}

/** Workstations are known by the entries with which they introduced themselves. */
export async function workstations(): Promise<{ value: string; label: string }[]> {
  const INTRODUCTIONS = ["found_vessel", "introduce_workstation"];
  const found = await Promise.all(
    INTRODUCTIONS.map((action) => call("audit_list", { action, offset: 0 })),
  );
  const letters = new Map(
    found.flatMap(({ rows }) => rows.map((line) => [line.entry.device, line.letter] as const)),
  );
  return [...letters]
    .map(([value, letter]) => ({ value, label: words.record.workstationName(letter) }))
    .sort((a, b) => a.label.localeCompare(b.label));
}
