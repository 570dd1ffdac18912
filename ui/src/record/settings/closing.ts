/** What the form that closes a workstation knows and takes. Pure. */

/** How many entries of the workstation this replica holds. */
export function entriesHeld(facts: Readonly<Record<string, unknown>>): number {
  const device = facts["device"];
  if (typeof device !== "object" || device === null || !("entries" in device)) return 0;
  return typeof device.entries === "number" ? device.entries : 0;
}

/** The typed number of an entry, blanks and thousands' commas aside; null when it is none held. */
export function entryNumber(typed: string, held: number): number | null {
  const digits = typed.replaceAll(/[\s,]/g, "");
  if (!/^\d{1,15}$/.test(digits)) return null;
  const entry = Number(digits);
  return entry <= held ? entry : null;
}
