import { expect, it } from "vitest";
import { leftOut, money, sumSaid, tallySaid } from "./said";

const none = { ordered: "0", cancelled: "0", accepted: "0", installed: "0", missing: "0" };

it("shows an amount with its thousands apart and every digit", () => {
  expect(money("1250.50 EUR")).toBe("1,250.50 EUR");
  expect(money("1200000 JPY")).toBe("1,200,000 JPY");
  expect(money("0.125 EUR")).toBe("0.125 EUR");
});

it("never counts a price that nobody knows as nothing", () => {
  expect(sumSaid({ amount: null, unpriced: 2, is_beyond: false })).toBe("Without prices");
  expect(sumSaid({ amount: null, unpriced: 0, is_beyond: true })).toBe("More than can be added up");
  const partly = { amount: "12.50 EUR", unpriced: 1, is_beyond: false };
  expect([sumSaid(partly), leftOut(partly)]).toEqual(["12.50 EUR", "1 line without a price"]);
  expect(leftOut({ ...partly, unpriced: 0 })).toBeNull();
});

it("says what came of a line, and of a draft that it is not ordered", () => {
  const line = { awaited: "0", unit: "pcs", tally: none };
  expect(tallySaid(line)).toEqual(["Not ordered yet"]);
  const placed = { ...line, awaited: "3", tally: { ...none, ordered: "1000", installed: "997" } };
  expect(tallySaid(placed)).toEqual(["3 pcs awaited", "997 pcs installed"]);
});
