import { expect, it } from "vitest";
import type { DeliveryRow } from "../../ipc";
import { isIn, matches, nextRow, sorted } from "./rows";

const row = (id: string, more: Partial<DeliveryRow> = {}): DeliveryRow =>
  ({
    id,
    position: id.charCodeAt(0),
    part: { id, name: id, number: `N-${id}`, unit: "pcs", is_candidate: false },
    description: null,
    order: null,
    note: null,
    place: null,
    wrong: [],
    is_in_conflict: false,
    is_unknown: false,
    is_ticked: false,
    ...more,
  }) as unknown as DeliveryRow;

const ids = (rows: readonly DeliveryRow[]) => rows.map(({ id }) => id).join("");

it("leads to the next row without a tick, from the top again, and nowhere when all have one", () => {
  const rows = [row("a"), row("b"), row("c"), row("d")];
  const ticked = new Set(["b", "c"]);
  const is = ({ id }: DeliveryRow) => ticked.has(id);
  expect(nextRow(rows, "b", is)?.id).toBe("d");
  expect(nextRow(rows, "d", is)?.id).toBe("a");
  for (const { id } of rows) ticked.add(id);
  expect(nextRow(rows, "d", is)).toBeNull();
});

it("sorts by what a row has, and rows without it stand last", () => {
  const shelf = (code: string) => ({ place: { id: code, code, label: code } });
  const rows = [row("a"), row("b", shelf("Z")), row("c", shelf("A")), row("d")];
  expect(ids(sorted(rows, "place"))).toBe("cbad");
  expect(ids(sorted(rows, "position"))).toBe("abcd");
});

it("finds rows by every word that stands in them", () => {
  const found = row("x", { description: "GASKET SET W/P", note: "wet box" });
  expect(["gasket", "n-x", "WET", " "].every((text) => matches(found, text))).toBe(true);
  expect(matches(found, "impeller")).toBe(false);
});

it("takes for wrong what a person said, and what two counted differently", () => {
  const wrong = row("w", { wrong: [{ kind: "damaged", quantity: "1", note: null }] });
  expect(isIn("wrong", wrong, true)).toBe(true);
  expect(isIn("wrong", row("c", { is_in_conflict: true }), false)).toBe(true);
  expect(isIn("wrong", row("o"), false)).toBe(false);
  expect([isIn("open", wrong, true), isIn("ticked", wrong, true)]).toEqual([false, true]);
});
