import { expect, it } from "vitest";
import { areReady, isTicked, likelyPlace, shortageAt, ticked, type PartStock } from "./usageLines";

const SEALS: PartStock = {
  name: "Shaft seal",
  number: "S-1",
  unit: "pcs",
  stock: { total: "3", status: "in_stock" },
  places: [
    { id: "a", code: "A1", name: "Shelf 1", onHand: "2" },
    { id: "b", code: "B1", name: "Box 1", onHand: "1" },
  ],
  usual: "b",
};

it("takes a line of quantity 0 as one without its tick", () => {
  const lines = [
    { part: "p", location: "a", quantity: "0" },
    { part: "p", location: "a", quantity: "" },
    { part: "p", location: "a", quantity: "0.5" },
    { part: "p", location: "a" },
  ];
  expect(lines.map(isTicked)).toEqual([false, false, true, true]);
  expect(ticked(lines)).toBe(2);
});

it("is ready once something is ticked and its place is named", () => {
  expect(areReady([])).toBe(false);
  expect(areReady([{ part: "p", location: "a", quantity: "0" }])).toBe(false);
  expect(areReady([{ part: "p", quantity: "1" }])).toBe(false);
  expect(areReady([{ part: "p", location: "a", quantity: "1" }])).toBe(true);
});

it("adds two lines from one place together before it says that nothing is short", () => {
  const line = { part: "p", location: "a", quantity: "1.5" };
  expect(shortageAt([line], line, SEALS)).toBeNull();
  expect(shortageAt([line, line], line, SEALS)).toEqual({ now: "2", logging: "3", then: "-1" });
  const elsewhere = { ...line, location: "b" };
  expect(shortageAt([line, elsewhere], line, SEALS)).toBeNull();
  expect(shortageAt([line, elsewhere], elsewhere, SEALS)).toEqual({
    now: "1",
    logging: "1.5",
    then: "-0.5",
  });
});

it("counts a place that the part never lay at as empty", () => {
  const line = { part: "p", location: "c", quantity: "1" };
  expect(shortageAt([line], line, SEALS)).toEqual({ now: "0", logging: "1", then: "-1" });
});

it("begins with the usual place, else where something lies", () => {
  expect(likelyPlace(SEALS)).toBe("b");
  expect(likelyPlace({ ...SEALS, usual: null })).toBe("a");
  expect(likelyPlace({ ...SEALS, usual: null, places: [] })).toBeNull();
});
