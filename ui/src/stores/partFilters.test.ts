import { expect, it } from "vitest";
import { askedOf, PART_FILTERS } from "./partFilters";

it("asks for kept parts and nothing else at first", () => {
  expect(askedOf(PART_FILTERS)).toEqual({ filters: { is_retired: ["false"] } });
});

it("names stock, place and equipment as the list knows them", () => {
  const values = {
    ...PART_FILTERS,
    text: " seal ",
    status: "negative",
    location: "l1",
    equipment: "e1",
    kept: "all",
  };
  expect(askedOf(values)).toEqual({
    text: "seal",
    filters: { stock_status: ["negative"], location_id: ["l1"], equipment_id: ["e1"] },
  });
});
