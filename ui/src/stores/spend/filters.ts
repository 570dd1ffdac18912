/** What the list of a figure is narrowed to, in the link and as the program is asked. Pure. */
import type { PostingArgs, SpendArgs } from "../../ipc";
import { postingsHref } from "../places";

export const FIGURES = ["actual", "committed", "outstanding"] as const;
export type Figure = (typeof FIGURES)[number];
export const GROUPS = ["department", "supplier", "system", "month"] as const;
export type Group = (typeof GROUPS)[number];

/** The filters that a figure was made with. */
export type SpendFilters = Pick<
  SpendArgs,
  "department" | "supplier" | "system" | "from" | "before" | "period"
>;

/** With those that narrow its list further. */
export type ListFilters = SpendFilters &
  Pick<PostingArgs, "order" | "item" | "currency"> & { unpriced?: boolean };

export type View = Figure | "budgets";

const WORDS = [
  "supplier",
  "system",
  "from",
  "before",
  "period",
  "order",
  "item",
  "currency",
] as const;
const DEPARTMENTS = ["engineering", "deck", "interior", "management"] as const;

/** A link to what makes a figure, narrowed as the figure was. */
export function spendHref(view: View, filters: ListFilters = {}): string {
  const query = new URLSearchParams();
  if (view !== "actual") query.set("show", view);
  if (filters.department) query.set("department", filters.department);
  for (const key of WORDS) {
    const value = filters[key];
    if (value) query.set(key, value);
  }
  if (filters.unpriced) query.set("unpriced", "yes");
  const text = query.toString();
  return text === "" ? postingsHref : `${postingsHref}?${text}`;
}

/** What a link asks for; what it does not know is left out. */
export function readLink(query: ReadonlyMap<string, string>): {
  view: View;
  filters: ListFilters;
} {
  const shown = query.get("show");
  const view = [...FIGURES, "budgets" as const].find((known) => known === shown) ?? "actual";
  const filters: ListFilters = {};
  const department = DEPARTMENTS.find((known) => known === query.get("department"));
  if (department) filters.department = department;
  for (const key of WORDS) {
    const value = query.get(key);
    if (value) filters[key] = value;
  }
  if (query.get("unpriced") === "yes") filters.unpriced = true;
  return { view, filters };
}

/** The filters that figures have too. */
export function ofFigures(filters: ListFilters): SpendFilters {
  const { department, supplier, system, from, before, period } = filters;
  return {
    ...(department ? { department } : {}),
    ...(supplier ? { supplier } : {}),
    ...(system ? { system } : {}),
    ...(from ? { from } : {}),
    ...(before ? { before } : {}),
    ...(period ? { period } : {}),
  };
}

/** The same without one of them. */
export function without(filters: ListFilters, key: keyof ListFilters): ListFilters {
  return Object.fromEntries(Object.entries(filters).filter(([known]) => known !== key));
}

/** As the program's list is asked. */
export function asked(figure: Figure, filters: ListFilters): Omit<PostingArgs, "offset"> {
  const { order, item, currency, unpriced } = filters;
  return {
    figure,
    ...ofFigures(filters),
    ...(order ? { order } : {}),
    ...(item ? { item } : {}),
    ...(currency ? { currency } : {}),
    unpriced: unpriced ?? false,
  };
}

/** The month, the quarter and the year that hold the day (`2026-11-22`), and those before them. */
export function periodsOf(day: string): string[] {
  const [year = "", month = ""] = day.split("-");
  const back = (years: number) => String(BigInt(year) - BigInt(years));
  const quarter = ["Q1", "Q2", "Q3", "Q4"][Math.floor((parseInt(month, 10) - 1) / 3)] ?? "Q1";
  const before =
    month === "01"
      ? `${back(1)}-12`
      : `${year}-${String(parseInt(month, 10) - 1).padStart(2, "0")}`;
  return [`${year}-${month}`, before, `${year}-${quarter}`, year, back(1)];
}

/** The figures of what a list is narrowed to; the empty text means all. */
export function ofList({
  department,
  supplier,
}: {
  department: string;
  supplier: string;
}): SpendFilters {
  const known = DEPARTMENTS.find((one) => one === department);
  return { ...(known ? { department: known } : {}), ...(supplier === "" ? {} : { supplier }) };
}
