import { expect, it } from "vitest";
import type { Choice, Duplicate } from "../../ipc";
import { areReady, isUndecided, newLine, wishesOf } from "./partLines";

const IMPELLER: Choice = {
  id: "p1",
  label: "Impeller kit",
  code: "0634-1129",
  more: "Johnson",
  stock: "4",
  stock_status: "in_stock",
  unit: "pcs",
  fits: true,
};
const PLANNED: Duplicate = {
  table: "pms_work_order_parts",
  id: "l1",
  label: "Impeller kit",
  text: "1 pcs planned already",
  view_first: true,
};

it("plans one by default and leaves out what nobody wrote", () => {
  expect(wishesOf([newLine(IMPELLER, [])])).toEqual([{ part: "p1", quantity: "1" }]);
});

it("asks before the same part is planned twice", () => {
  const line = newLine(IMPELLER, [PLANNED]);
  expect([isUndecided(line), areReady([line])]).toEqual([true, false]);
  expect(areReady([{ ...line, answer: "separate" }])).toBe(true);
});

it("raises the line that was chosen, and sends a separate line as a plain one", () => {
  const line = { ...newLine(IMPELLER, [PLANNED]), quantity: "2.5", note: " aft pump " };
  expect(wishesOf([{ ...line, answer: "l1" }])).toEqual([
    { part: "p1", quantity: "2.5", note: "aft pump", raise_line: "l1" },
  ]);
  expect(wishesOf([{ ...line, answer: "separate" }])[0]).not.toHaveProperty("raise_line");
});

it("is not ready while a quantity is zero or no number", () => {
  for (const quantity of ["", "0", "-1"]) {
    expect(areReady([{ ...newLine(IMPELLER, []), quantity }])).toBe(false);
  }
});
