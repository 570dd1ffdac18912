import { expect, it } from "vitest";
import { IpcError } from "../ipc";
import { changedFields } from "./changed";
import type { ActForm } from "./form";

const NOBODY = { search: () => Promise.resolve([]), resolve: () => Promise.resolve(null) };
const FORM: ActForm = {
  action: "edit_work_order",
  preview: false,
  check: "never",
  fields: [
    { key: "title", kind: "text", label: "Title", limit: 200 },
    {
      key: "priority",
      kind: "select",
      label: "Priority",
      options: [{ value: "high", label: "High" }],
    },
    { key: "done_by", kind: "records", label: "Done by", ...NOBODY },
  ],
};
const CONTEXT = { values: {}, facts: {}, given: {} };

it("names what changed as the person reads it, and nothing that stayed", () => {
  const refusal = new IpcError("changed", "The record changed.", {
    values: { title: "Pump", priority: "high", done_by: ["p2"], unknown: 1 },
  });
  const prefilled = { title: "Pump", priority: "normal", done_by: ["p1"] };
  expect(changedFields(FORM, prefilled, refusal, CONTEXT)).toEqual([
    { label: "Priority", now: "High" },
    { label: "Done by", now: null },
  ]);
});

it("says nothing where the refusal tells no values", () => {
  expect(changedFields(FORM, {}, new IpcError("changed", "", null), CONTEXT)).toEqual([]);
});
