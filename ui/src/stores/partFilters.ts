/** What the list of parts is narrowed to, and how the program is asked for it. Pure. */
import type { WindowArgs } from "../ipc";

const ANY = "";

/** Kept under these names on this workstation; the empty text means all. */
export type PartFilters = Record<
  "text" | "status" | "department" | "category" | "kept" | "location" | "equipment",
  string
>;

export const PART_FILTERS: PartFilters = {
  text: "",
  status: ANY,
  department: ANY,
  category: ANY,
  kept: "kept",
  location: ANY,
  equipment: ANY,
};

/** Filters by the names that the list knows. */
const COLUMNS = {
  status: "stock_status",
  department: "department",
  category: "category",
  location: "location_id",
  equipment: "equipment_id",
} as const;

export function askedOf(values: PartFilters): Pick<WindowArgs, "text" | "filters"> {
  const filters: Record<string, string[]> = {};
  for (const [key, column] of Object.entries(COLUMNS)) {
    const value = values[key as keyof typeof COLUMNS];
    if (value !== ANY) filters[column] = [value];
  }
  if (values.kept !== "all") {
    filters["is_retired"] = [values.kept === "retired" ? "true" : "false"];
  }
  const text = values.text.trim();
  return { ...(text === "" ? {} : { text }), filters };
}
