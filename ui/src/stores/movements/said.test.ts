import { expect, it } from "vitest";
import type { MovementLine } from "../../ipc";
import { detailOf, marksOf, signed } from "./said";

const line = (more: Partial<MovementLine>) =>
  ({
    kind: "used",
    quantity: "-2",
    by: { id: "p", name: "Marta Nowak", rank: "2nd engineer" },
    work_order: null,
    other_place: null,
    reason: null,
    reversed_by: null,
    crossed_zero: false,
    may_be_counted_twice: false,
    is_after_completion: false,
    ...more,
  }) as MovementLine;

it("always says the direction of a movement", () => {
  expect([signed("3", "pcs"), signed("-1500.5", "l"), signed("0", "pcs")]).toEqual([
    "+3 pcs",
    "−1,500.5 l",
    "0 pcs",
  ]);
});

it("says who, for what and where to", () => {
  const place = { id: "l", label: "Deck store", code: "D-01" };
  const order = { id: "w", number: "WO-2026-E0042", title: "Coolant" };
  expect(detailOf(line({ work_order: order }))).toBe("Marta Nowak · WO-2026-E0042");
  expect(detailOf(line({ other_place: place }))).toBe("Marta Nowak · To Deck store");
  expect(detailOf(line({ other_place: place, quantity: "2", reason: "Refit" }))).toBe(
    "Marta Nowak · From Deck store · Refit",
  );
});

it("marks what needs a second look, and nothing else", () => {
  expect(marksOf(line({}))).toEqual([]);
  expect(marksOf(line({ reversed_by: "m", crossed_zero: true }))).toEqual([
    "Reversed",
    "Here it went below zero",
  ]);
});
