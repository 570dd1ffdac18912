import { expect, it } from "vitest";
import { errorsOf, keepTyped, paramsOf } from "./fields";
import type { FieldSpec } from "./form";

const FIELDS: FieldSpec[] = [
  { key: "title", kind: "text", label: "Title", required: true, limit: 5, least: 3 },
  { key: "hours", kind: "number", label: "Hours" },
  { key: "reason", kind: "text", label: "Reason", required: true, limit: 9, hidden: () => true },
];
const errors = (values: Record<string, unknown>, wrong: string[] = []) =>
  Object.keys(errorsOf(FIELDS, { values, facts: {}, given: {} }, new Set(wrong)));

it("asks for what is required and visible", () => {
  expect(errors({ title: "  " })).toEqual(["title"]);
  expect(errors({ title: "Pump" })).toEqual([]);
});

it("counts characters as people see them, not code units", () => {
  expect(errors({ title: "⚓⚓🚢🚢🚢" })).toEqual([]);
  expect(errors({ title: "🚢🚢🚢🚢🚢🚢" })).toEqual(["title"]);
  expect(errors({ title: "ab" })).toEqual(["title"]);
});

it("does not go on over a number that is none", () => {
  expect(errors({ title: "Pump", hours: null }, ["hours"])).toEqual(["hours"]);
});

it("sends trimmed text, and null for what was emptied", () => {
  const params = paramsOf({ fault: "f1" }, { title: " Pump ", note: "  ", hours: undefined });
  expect(params).toEqual({ fault: "f1", title: "Pump", note: null, hours: null });
});

it("sends an emptied clearable field as empty text, because null leaves the record as it was", () => {
  const fields: FieldSpec[] = [
    { key: "code", kind: "text", label: "Code", limit: 200, clearable: true },
    { key: "due_on", kind: "date", label: "Due", clearable: true },
    { key: "equipment", kind: "text", label: "Equipment", limit: 200 },
  ];
  const params = paramsOf({}, { code: " ", due_on: null, equipment: "" }, fields);
  expect(params).toEqual({ code: "", due_on: "", equipment: null });
});

it("keeps typed values and takes the rest from the new state", () => {
  const before = { title: "Pump", priority: "normal", done_by: ["p1"] };
  const typed = { title: "Pump 2", priority: "normal", done_by: ["p1"] };
  const fresh = { title: "Pump", priority: "high", done_by: ["p1", "p2"] };
  expect(keepTyped(before, typed, fresh)).toEqual({
    title: "Pump 2",
    priority: "high",
    done_by: ["p1", "p2"],
  });
});
