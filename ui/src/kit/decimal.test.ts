import { describe, expect, it } from "vitest";
import { isPositive, negated, parseDecimal, showDecimal, stepDecimal, sumOf } from "./decimal";

describe("parseDecimal", () => {
  it.each([
    ["1,5", "1.5"],
    ["1.50", "1.5"],
    [" 007 ", "7"],
    [".5", "0.5"],
    ["-3", "-3"],
    ["−3", "-3"],
    ["-0", "0"],
    ["0,0", "0"],
    ["123456789012345.0123456789", "123456789012345.0123456789"],
  ])("reads %s as %s", (typed, stored) => expect(parseDecimal(typed)).toBe(stored));

  it.each(["", "  ", "1e30", "1,000.5", "1.2.3", "abc", "1 000", "٣", "1.", "--1"])(
    "refuses %s",
    (typed) => expect(parseDecimal(typed)).toBeNull(),
  );
});

it("steps exactly and never below the least", () => {
  expect(stepDecimal("0.1", 1, "0")).toBe("1.1");
  expect(stepDecimal("1.1", -1, "0")).toBe("0.1");
  expect(stepDecimal("0.5", -1, "0")).toBe("0");
  expect(stepDecimal("-2.25", 1, "-5")).toBe("-1.25");
  expect(stepDecimal("9007199254740993", 1, "0")).toBe("9007199254740994");
});

it("tells positive from zero and negative", () => {
  expect(["0.001", "0", "-1"].map(isPositive)).toEqual([true, false, false]);
});

it("shows a true minus and groups thousands", () => {
  expect(showDecimal("-1234567.25")).toBe("−1,234,567.25");
  expect(showDecimal("999")).toBe("999");
  expect(showDecimal(null)).toBe("");
});

it("adds exactly, whatever the places behind the point", () => {
  expect(sumOf([])).toBe("0");
  expect(sumOf(["0.1", "0.2"])).toBe("0.3");
  expect(sumOf(["2", "-3"])).toBe("-1");
  expect(sumOf(["-0.5", "0.25", "12345678901234567890"])).toBe("12345678901234567889.75");
  expect([negated("1.5"), negated("-2"), negated("0")]).toEqual(["-1.5", "2", "0"]);
});
