/** What the list of deliveries is narrowed to, and how the program is asked for it. Pure. */
import type { ListedDelivery, DeliverySection, WindowArgs } from "../../ipc";

/** Kept under these names on this workstation; the empty text means all. */
export type DeliveryFilters = Record<"text" | "status" | "department" | "supplier", string>;

export const DELIVERY_FILTERS: DeliveryFilters = {
  text: "",
  status: "",
  department: "",
  supplier: "",
};

/** Filters by the names that the list knows. */
const COLUMNS = { status: "status", department: "department", supplier: "supplier_id" } as const;

export const SECTIONS: readonly DeliverySection[] = ["open", "to_look_through", "history"];

/** States that a part of the list may be narrowed to. */
export const STATES_IN: Readonly<Record<DeliverySection, readonly ListedDelivery["state"][]>> = {
  open: ["candidate", "active"],
  to_look_through: ["candidate", "active", "review"],
  history: ["committed", "cancelled"],
};

/** The part of the list that a link names; the first where it names none. */
export const sectionOf = (named: string | undefined): DeliverySection =>
  SECTIONS.find((section) => section === named) ?? "open";

export function asked(
  section: DeliverySection,
  values: DeliveryFilters,
): Pick<WindowArgs, "text" | "filters"> {
  const filters: Record<string, string[]> = { section: [section] };
  for (const [key, column] of Object.entries(COLUMNS)) {
    const value = values[key as keyof typeof COLUMNS];
    const isHere = key !== "status" || STATES_IN[section].some((state: string) => state === value);
    if (value !== "" && isHere) filters[column] = [value];
  }
  const text = values.text.trim();
  return { ...(text === "" ? {} : { text }), filters };
}
