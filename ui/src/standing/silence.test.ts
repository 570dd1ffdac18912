import { expect, it } from "vitest";
import { silenceOf } from "./silence";

it("says which workstations were not heard, and since when", () => {
  const silent = [
    { name: "Bridge", since: "2026-11-22T06:10:00Z" },
    { name: "Mess", since: null },
  ];
  expect(silenceOf(silent, (at) => at.slice(11, 16))).toBe(
    "without Bridge since 06:10 · without Mess, never heard",
  );
  expect(silenceOf([], String)).toBe("");
});
