import { expect, it } from "vitest";
import { actName, byRecord, columnName, parameterText, valueName } from "./readable";

const change = (table: string, row: string, column: string) => ({
  table,
  row,
  record: `Record ${row}`,
  column,
  before: null,
  after: "x",
  is_new: false,
});

it("names states as screens do, not as they are stored", () => {
  expect(valueName({ table: "pms_work_orders", column: "status" }, "candidate")).toBe(
    "Not started",
  );
  expect(valueName({ table: "pms_faults", column: "resolved_how" }, "false alarm")).toBe(
    "False alarm",
  );
  expect(valueName({ table: "pms_crew", column: "role" }, "chief engineer")).toBe("Chief engineer");
});

it("leaves a value alone that no list knows", () => {
  expect(valueName({ table: "pms_equipment", column: "name" }, "engineer")).toBe("engineer");
  expect(valueName({ table: "pms_work_orders", column: "status" }, "paused")).toBe("paused");
});

it("shows a column of a newer version by its plain name", () => {
  expect(columnName("due_on")).toBe("Due on");
  expect(columnName("cooling_circuit")).toBe("Cooling circuit");
});

it("names acts, also those that people cannot open", () => {
  expect(actName("report_fault")).toBe("Report fault");
  expect(actName("found_vessel")).toBe("Begin the record");
});

it("gathers changes by record in the order written", () => {
  const list = [
    change("pms_parts", "p1", "name"),
    change("pms_part_locations", "l1", "is_usual"),
    change("pms_parts", "p1", "unit"),
  ];
  expect(byRecord(list).map(({ row, changes }) => [row, changes.length])).toEqual([
    ["p1", 2],
    ["l1", 1],
  ]);
});

it("reads parameters of any kind", () => {
  expect([true, "why", 3, { a: 1 }, null].map(parameterText)).toEqual([
    "Yes",
    "why",
    "3",
    '{"a":1}',
    "",
  ]);
});
