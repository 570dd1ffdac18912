/** Faults and work orders as lines of a short list. Pure. */
import type { FaultLine, HandoverLine, WorkOrderLine } from "../ipc";
import type { LinkRow } from "../kit";
import { nameOf, words } from "../words";

export interface NowLine extends LinkRow {
  /** What stands at the end of the line, where the heading does not say it already. */
  word: string | null;
  /** A fact that needs a person. */
  alarm: "critical" | "overdue" | null;
}

/** What of a work order the list's heading says already. */
export type Said = "assignee" | "state" | "overdue";

/** Where records have their pages, and how the ship's clocks show a time and a date. */
export interface Showing {
  href: (table: string, id: string) => string;
  time: (at: string) => string;
  date: (day: string) => string;
}

const joined = (texts: readonly (string | null)[]) => texts.filter(Boolean).join(" · ");

export function faultLine(fault: FaultLine, show: Showing): NowLine {
  return {
    id: fault.id,
    href: show.href("pms_faults", fault.id),
    label: fault.title,
    detail: joined([
      fault.number,
      fault.equipment?.label ?? null,
      words.now.noticed(show.time(fault.noticed_at)),
    ]),
    word: nameOf(words.enumerations.severity, fault.severity),
    alarm: fault.severity === "critical" ? "critical" : null,
  };
}

export function workLine(order: WorkOrderLine, show: Showing, said: readonly Said[] = []): NowLine {
  return {
    id: order.id,
    href: show.href("pms_work_orders", order.id),
    label: order.title,
    detail: joined([
      order.number,
      said.includes("assignee") ? null : (order.assigned_to?.name ?? words.now.notAssigned),
      order.due_on === null ? null : words.now.due(show.date(order.due_on)),
    ]),
    word: said.includes("state") ? null : nameOf(words.states.workOrder, order.status),
    alarm: order.is_overdue && !said.includes("overdue") ? "overdue" : null,
  };
}

export function handoverLine({ entry, by, record }: HandoverLine, show: Showing): NowLine {
  return {
    id: entry.id,
    href: show.href("pms_handover", entry.id),
    label: entry.title,
    detail: joined([
      record === null ? null : `${record.code} ${record.state}`,
      by?.name ?? null,
      show.time(entry.created_at),
    ]),
    word: nameOf(words.enumerations.handoverCategory, entry.category),
    alarm: null,
  };
}
