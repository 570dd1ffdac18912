/** What the shopping list is narrowed to, and how the program is asked for it. Pure. */
import type { ItemLine, Tab, WindowArgs } from "../../ipc";

const ANY = "";

/** Kept under these names on this workstation; the empty text means all. */
export type ItemFilters = Record<
  "text" | "department" | "supplier" | "urgency" | "source" | "age" | "status",
  string
>;

export const ITEM_FILTERS: ItemFilters = {
  text: "",
  department: ANY,
  supplier: ANY,
  urgency: ANY,
  source: ANY,
  age: ANY,
  status: ANY,
};

/** Filters by the names that the list knows. */
const COLUMNS = {
  department: "department",
  supplier: "supplier_id",
  urgency: "urgency",
  source: "source",
  age: "age_days",
} as const;

export const TABS: readonly Tab[] = [
  "candidate",
  "under_review",
  "ordered",
  "awaiting_receipt",
  "history",
];

/** States that one tab holds several of, as they are stored. */
export const STATES_IN: Partial<Record<Tab, readonly string[]>> = {
  under_review: ["under_review", "approved"],
  history: ["ordered", "rejected", "cancelled"],
};

export function tabOf(asked: string | undefined): Tab {
  return TABS.find((tab) => tab === asked) ?? "candidate";
}

/** Without the tab: what the counts of all tabs are asked by. */
export function narrowedTo(values: ItemFilters): Pick<WindowArgs, "text" | "filters"> {
  const filters: Record<string, string[]> = {};
  for (const [key, column] of Object.entries(COLUMNS)) {
    const value = values[key as keyof typeof COLUMNS];
    if (value !== ANY) filters[column] = [value];
  }
  const text = values.text.trim();
  return { ...(text === "" ? {} : { text }), filters };
}

export function askedOf(tab: Tab, values: ItemFilters): Pick<WindowArgs, "text" | "filters"> {
  const { filters, ...text } = narrowedTo(values);
  const isHeld = STATES_IN[tab]?.includes(values.status) ?? false;
  return {
    ...text,
    filters: { ...filters, tab: [tab], ...(isHeld ? { status: [values.status] } : {}) },
  };
}

/** Acts on several items at once, as people reach for them. */
export const TOGETHER = [
  "start_review",
  "approve_shopping_items",
  "create_purchase_order",
  "reject_shopping_items",
] as const;

/** The acts on several items that a row offers. */
export function togetherOf(row: ItemLine): readonly string[] {
  const offered = row.offers.filter(({ by_other }) => !by_other).map(({ action }) => action);
  return TOGETHER.filter((action) => offered.includes(action));
}
