import { expect, it } from "vitest";
import type { FaultLine, WorkOrderLine } from "../ipc";
import { faultLine, workLine, type Showing } from "./lines";

const SHOW: Showing = {
  href: (table, id) => `#/${table}/${id}`,
  time: () => "14:20",
  date: () => "22 Nov",
};
const FAULT: FaultLine = {
  id: "f1",
  number: "F-2026-E0113",
  title: "Coolant temperature high",
  code: "E047",
  severity: "high",
  status: "open",
  department: "engineering",
  equipment: { id: "e1", label: "Generator 2", code: "651.02" },
  noticed_at: "2026-11-22T12:20:00.000Z",
  open_work_orders: 1,
  recurring: null,
};
const ORDER: WorkOrderLine = {
  id: "w1",
  number: "WO-2026-E0042",
  title: "Generator 2 – coolant temperature high",
  status: "candidate",
  priority: "high",
  kind: "corrective",
  department: "engineering",
  equipment: { id: "e1", label: "Generator 2", code: "651.02" },
  assigned_to: null,
  due_on: "2026-11-22",
  is_overdue: true,
  created_at: "2026-11-20T12:20:00.000Z",
  done_at: null,
};

it("says of a fault what, where and since when", () => {
  expect(faultLine(FAULT, SHOW)).toEqual({
    id: "f1",
    href: "#/pms_faults/f1",
    label: "Coolant temperature high",
    detail: "F-2026-E0113 · Generator 2 · noticed 14:20",
    word: "High",
    alarm: null,
  });
});

it("marks only critical faults and overdue work", () => {
  expect(faultLine({ ...FAULT, severity: "critical" }, SHOW).alarm).toBe("critical");
  expect(workLine(ORDER, SHOW).alarm).toBe("overdue");
  expect(workLine({ ...ORDER, is_overdue: false }, SHOW).alarm).toBeNull();
});

it("does not repeat what the heading of the list says", () => {
  const line = workLine(ORDER, SHOW, ["assignee", "state", "overdue"]);
  expect([line.detail, line.word, line.alarm]).toEqual(["WO-2026-E0042 · due 22 Nov", null, null]);
});

it("shows no stored word and leaves out what is not known", () => {
  const line = workLine({ ...ORDER, due_on: null }, SHOW);
  expect([line.word, line.detail]).toEqual(["Not started", "WO-2026-E0042 · not assigned"]);
  expect(faultLine({ ...FAULT, equipment: null }, SHOW).detail).toBe(
    "F-2026-E0113 · noticed 14:20",
  );
});
