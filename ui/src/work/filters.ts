/** What the two lists can be narrowed by, as the person chooses and as the program is asked. Pure. */
import type { Sort } from "../kit";

export type Chosen = Record<string, string | null>;

/** Both lists begin with what is still open; null asks for everything. */
export const FAULT_DEFAULTS: Chosen = {
  text: "",
  status: "open",
  severity: null,
  department: null,
};

/** Not started or in progress. */
export const UNFINISHED = "unfinished";
/** Open, and due before today. */
export const OVERDUE = "overdue";
export const ORDER_DEFAULTS: Chosen = {
  text: "",
  status: UNFINISHED,
  priority: null,
  kind: null,
  department: null,
  assigned_to: null,
};

/** Whoever is signed in. */
export const ME = "me";

/** The filters of a call: column → words, any of which may stand there. */
export function asked(chosen: Chosen, me: string | null): Record<string, string[]> {
  const filters: Record<string, string[]> = {};
  for (const [column, value] of Object.entries(chosen)) {
    if (column === "text" || value === null) continue;
    if (value === OVERDUE) filters["is_overdue"] = ["true"];
    else if (value === UNFINISHED) filters[column] = ["candidate", "active"];
    else if (value !== ME) filters[column] = [value];
    else if (me !== null) filters[column] = [me];
  }
  return filters;
}

/** The order of a call. */
export function sorted(by: Sort | null): { sort?: string; descending?: boolean } {
  return by ? { sort: by.key, descending: by.descending } : {};
}

/**
 * The filters that a link names (`?status=active`, `any` for everything), with all others at their
 * default; null for a link that names none, which leaves what is remembered.
 */
export function fromQuery(query: ReadonlyMap<string, string>, defaults: Chosen): Chosen | null {
  const named = Object.keys(defaults).filter((key) => query.has(key));
  if (named.length === 0) return null;
  const chosen = { ...defaults };
  for (const key of named) {
    const value = query.get(key) ?? null;
    chosen[key] = value === "any" ? null : value;
  }
  return chosen;
}
