import { expect, it } from "vitest";
import { entriesHeld, entryNumber } from "./closing";

it("takes a whole number up to the last entry held, also as people write thousands", () => {
  expect(entryNumber("1,204", 1500)).toBe(1204);
  expect(entryNumber(" 0 ", 1500)).toBe(0);
  expect(entryNumber("1501", 1500)).toBe(null);
  expect(entryNumber("12.5", 1500)).toBe(null);
  expect(entryNumber("-1", 1500)).toBe(null);
  expect(entryNumber("", 1500)).toBe(null);
});

it("knows how many entries of the workstation are held", () => {
  expect(entriesHeld({ device: { name: "workstation B “Bridge”", entries: 88 } })).toBe(88);
  expect(entriesHeld({})).toBe(0);
});
