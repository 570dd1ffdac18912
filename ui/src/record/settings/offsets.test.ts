import { expect, it } from "vitest";
import { keyOffset, offsetName, stepOffset } from "./offsets";

it("names offsets east, west and on half hours", () => {
  expect([330, 0, -210, 825, -840].map(offsetName)).toEqual([
    "UTC+05:30",
    "UTC+00:00",
    "UTC−03:30",
    "UTC+13:45",
    "UTC−14:00",
  ]);
});

it("steps by quarter hours and stops at the ends", () => {
  expect(stepOffset(120, 15)).toBe(135);
  expect(stepOffset(830, 60)).toBe(840);
  expect(stepOffset(-840, -15)).toBe(-840);
});

it("steps through zero without a negative zero", () => {
  expect(Object.is(stepOffset(15, -15), 0)).toBe(true);
  expect(Object.is(stepOffset(-15, 15) + 0, 0)).toBe(true);
});

it("knows the keys of a spin button", () => {
  expect(keyOffset(0, "ArrowUp")).toBe(15);
  expect(keyOffset(0, "PageDown")).toBe(-60);
  expect(keyOffset(0, "a")).toBeNull();
});
