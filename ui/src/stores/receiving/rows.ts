/** The rows of a delivery as they are looked at: filtered, sorted, found by words. Pure. */
import type { DeliveryRow } from "../../ipc";

export const FILTERS = ["all", "open", "ticked", "wrong", "unknown"] as const;
export type RowFilter = (typeof FILTERS)[number];

export const SORTS = ["position", "name", "number", "place"] as const;
export type RowSort = (typeof SORTS)[number];

export function isIn(filter: RowFilter, row: DeliveryRow, isTicked: boolean): boolean {
  switch (filter) {
    case "all":
      return true;
    case "open":
      return !isTicked;
    case "ticked":
      return isTicked;
    case "wrong":
      return row.wrong.length > 0 || row.is_in_conflict;
    case "unknown":
      return row.is_unknown;
  }
}

/** What a row is called: the part, or the words of the slip. */
export const nameOfRow = (row: DeliveryRow): string => row.part?.name ?? row.description ?? "";

export function matches(row: DeliveryRow, text: string): boolean {
  const wanted = text.trim().toLocaleLowerCase();
  if (wanted === "") return true;
  const said = [row.part?.name, row.part?.number, row.description, row.order?.number, row.note];
  return said.some((one) => one?.toLocaleLowerCase().includes(wanted));
}

const key: Record<Exclude<RowSort, "position">, (row: DeliveryRow) => string> = {
  name: nameOfRow,
  number: (row) => row.part?.number ?? "",
  place: (row) => row.place?.code ?? "",
};

export function sorted(rows: readonly DeliveryRow[], by: RowSort): readonly DeliveryRow[] {
  if (by === "position") return rows;
  const of = key[by];
  const order = (some: readonly DeliveryRow[]) =>
    [...some].sort((a, b) => of(a).localeCompare(of(b)) || a.position - b.position);
  // Rows without one stand last.
  return [...order(rows.filter((row) => of(row) !== "")), ...rows.filter((row) => of(row) === "")];
}

/** Where a hand goes after a tick: the next row without one, from the top again. */
export function nextRow(
  rows: readonly DeliveryRow[],
  after: string,
  isTicked: (row: DeliveryRow) => boolean,
): DeliveryRow | null {
  const at = rows.findIndex(({ id }) => id === after);
  const isOpen = (row: DeliveryRow) => row.id !== after && !isTicked(row);
  return rows.slice(at + 1).find(isOpen) ?? rows.find(isOpen) ?? null;
}
