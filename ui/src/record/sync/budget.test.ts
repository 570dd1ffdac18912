import { expect, it } from "vitest";
import { bytesOf, megabytesOf } from "./budget";

it("takes a budget in megabytes of 1,000,000 bytes, parts of one too", () => {
  expect(["5", "0.5", "0.25", null].map(bytesOf)).toEqual([5_000_000, 500_000, 250_000, null]);
});

it("shows a kept budget as it was typed", () => {
  expect([5_000_000, 500_000, 250_000, null].map(megabytesOf)).toEqual(["5", "0.5", "0.25", null]);
});
