/**
 * Stored words of an entry as people read them: names of acts, columns and tables, and of values
 * that come from a fixed list. Pure.
 */
import type { ColumnChange } from "../ipc";
import { nameOf, words } from "../words";

type Names = Readonly<Record<string, string>>;

const actNames: Names = {
  ...Object.fromEntries(Object.entries(words.acts).map(([action, said]) => [action, said.title])),
  ...words.record.acts,
};

export function actName(action: string): string {
  return nameOf(actNames, action);
}

/** Every act by its name, for the filter. */
export function actOptions(): { value: string; label: string }[] {
  return Object.entries(actNames)
    .map(([value, label]) => ({ value, label }))
    .sort((a, b) => a.label.localeCompare(b.label));
}

const { enumerations, states, equipment } = words;
const { values } = words.record;

/** Columns whose values come from a list, by column or by table and column. */
const valueNames: Readonly<Record<string, Names>> = {
  "pms_faults.status": states.fault,
  "pms_work_orders.status": states.workOrder,
  "pms_work_order_parts.status": states.partLine,
  "pms_work_orders.kind": enumerations.workOrderKind,
  "pms_equipment.kind": equipment.kinds,
  "pms_inventory_transactions.kind": enumerations.movement,
  "pms_work_order_notes.kind": values.noteKind,
  "pms_device_confirmations.kind": values.deviceKind,
  "pms_attachments.kind": words.files.kinds,
  "pms_documents.status": words.manuals.states,
  "pms_permissions.scope": values.scope,
  "pms_signing.method": values.signing,
  "pms_work_order_notes.category": enumerations.noteCategory,
  "pms_handover.category": enumerations.handoverCategory,
  "pms_handover.kind": enumerations.handoverKind,
  "pms_handover.status": states.handover,
  "pms_handover_signatures.kind": enumerations.handoverKind,
  "pms_handover_signatures.side": enumerations.handoverSide,
  "pms_shopping_list_items.status": states.shoppingItem,
  "pms_shopping_list_items.source": enumerations.itemSource,
  "pms_purchase_orders.status": states.purchaseOrder,
  "pms_shopping_list_marks.kind": enumerations.mark,
  "pms_finance_transactions.kind": enumerations.posting,
  "pms_finance_transactions.destination": enumerations.destination,
  "pms_receiving_sessions.status": states.delivery,
  "pms_receiving_lines.resolution": enumerations.rowResolution,
  "pms_receiving_discrepancies.kind": enumerations.discrepancy,
  urgency: enumerations.urgency,
  severity: enumerations.severity,
  priority: enumerations.priority,
  outcome: enumerations.outcome,
  resolved_how: enumerations.resolution,
  role: enumerations.role,
  department: enumerations.department,
  criticality: enumerations.criticality,
  action: actNames,
};

/** The program writes words with blanks; the catalogue knows them with underscores. */
export function valueName(change: Pick<ColumnChange, "table" | "column">, value: string): string {
  const names = valueNames[`${change.table}.${change.column}`] ?? valueNames[change.column];
  return names?.[value.replaceAll(" ", "_")] ?? value;
}

export function columnName(column: string): string {
  const name = nameOf(words.columns, column);
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** The changes of one record, in the order in which they were written. */
export interface RecordChanges {
  table: string;
  row: string;
  record: string;
  isNew: boolean;
  changes: readonly ColumnChange[];
}

export function byRecord(changes: readonly ColumnChange[]): RecordChanges[] {
  const rows = new Map<string, ColumnChange[]>();
  for (const change of changes) {
    const key = `${change.table}/${change.row}`;
    const known = rows.get(key);
    if (known) known.push(change);
    else rows.set(key, [change]);
  }
  return [...rows.values()].flatMap((list) => {
    const [first] = list;
    if (!first) return [];
    const { table, row, record, is_new } = first;
    return [{ table, row, record, isNew: is_new, changes: list }];
  });
}

/** A parameter as text: the entry keeps whatever the act was given. */
export function parameterText(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  if (typeof value === "boolean") return value ? words.kit.yes : words.kit.no;
  return value === null ? "" : JSON.stringify(value);
}
