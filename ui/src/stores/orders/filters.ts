/** What the list of orders is narrowed to, and how the program is asked for it. Pure. */
import type { WindowArgs } from "../../ipc";

/** Kept under these names on this workstation; the empty text means all. */
export type OrderFilters = Record<"text" | "state" | "department" | "supplier", string>;

export const ORDER_FILTERS: OrderFilters = { text: "", state: "", department: "", supplier: "" };

/** Filters by the names that the list knows. */
const COLUMNS = { state: "state", department: "department", supplier: "supplier_id" } as const;

export function asked(values: OrderFilters): Pick<WindowArgs, "text" | "filters"> {
  const filters: Record<string, string[]> = {};
  for (const [key, column] of Object.entries(COLUMNS)) {
    const value = values[key as keyof typeof COLUMNS];
    if (value !== "") filters[column] = [value];
  }
  const text = values.text.trim();
  return { ...(text === "" ? {} : { text }), filters };
}
