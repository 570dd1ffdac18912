import { expect, it } from "vitest";
import type { ConflictLine, RecordWhereabouts } from "../ipc";
import { headOf, whereaboutsOf } from "./said";

const show = (at: string) => at.slice(11, 16);
const HERE: RecordWhereabouts = {
  state: "workstation_only",
  ashore_at: null,
  held: false,
  parked: false,
  void: false,
};
const value = (text: string) => ({
  text,
  by: "Marta Nowak",
  at: "2026-11-22T14:20:00.000Z",
  workstation: "B “Bridge”",
  is_shown: false,
  keep: "0123456789ab:7",
  movement: null,
  offers: [],
});
const LINE: ConflictLine = {
  id: "1",
  record: { id: "r", table: "pms_faults", label: "F-2026-E0113" },
  column: "title",
  given: { table: "pms_faults", row: "r", group: 2 },
  values: [value("No suction"), value("Low suction")],
  kind: "field",
  offers: [],
};

it("says how far a record has got, with the time where one is known", () => {
  expect(whereaboutsOf(HERE, show)).toEqual(["On this workstation only"]);
  expect(whereaboutsOf({ ...HERE, state: "on_board" }, show)).toEqual(["On board"]);
  const ashore: RecordWhereabouts = {
    ...HERE,
    state: "ashore",
    ashore_at: "2026-11-22T09:30:00.000Z",
  };
  expect(whereaboutsOf(ashore, show)).toEqual(["Accepted ashore at 09:30"]);
  expect(whereaboutsOf({ ...ashore, ashore_at: null }, show)).toEqual(["Accepted ashore"]);
});

it("says beside it what waits and what has no effect", () => {
  expect(whereaboutsOf({ ...HERE, held: true, parked: true, void: true }, show)).toEqual([
    "On this workstation only",
    "waits for a record that has not arrived",
    "partly written by a newer version",
    "without effect: its workstation was closed",
  ]);
});

it("heads a conflict with what it is about and how many values there are", () => {
  expect(headOf(LINE)).toBe("Title: two values");
  expect(headOf({ ...LINE, values: [...LINE.values, value("None")] })).toBe("Title: 3 values");
  expect(headOf({ ...LINE, kind: "once", column: "status" })).toBe("State: done twice");
});
