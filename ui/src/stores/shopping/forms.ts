/** The forms of the shopping list: asking, deciding, and what became of what was ordered. */
import { chooseFrom, type ActForm, type Context, type FieldSpec } from "../../act";
import { words } from "../../words";
import { itemHref } from "../places";
import LiveStock from "../stock/LiveStock.svelte";
import { chosen } from "./chosen.svelte";
import ChosenItems from "./ChosenItems.svelte";
import ReviewLines from "./ReviewLines.svelte";

const f = words.shopping.form;

/** The program's own text rules, in characters. */
const LINE_CHARACTERS_MAX = 200;
const UNIT_CHARACTERS_MAX = 20;
const NOTE_CHARACTERS_MAX = 1000;
const URGENCY_REASON_CHARACTERS_MAX = 500;
const REJECT_REASON_CHARACTERS_MIN = 10;
const REJECT_REASON_CHARACTERS_MAX = 500;
const REASON_CHARACTERS_MIN = 3;
const REASON_CHARACTERS_MAX = 200;
const WITHDRAW_REASON_CHARACTERS_MAX = 1000;

const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : null);
const isKnown = ({ values }: Context) => text(values["part"]) !== null;
const isGiven = (key: string) => (context: Context) => context.given?.[key] !== undefined;

interface NamedPart {
  name?: string;
  unit?: string;
}

const partOf = ({ facts }: Context) => facts["part"] as NamedPart | undefined;
const unitOf = (context: Context) => partOf(context)?.unit ?? text(context.values["unit"]) ?? "";

const quantity: FieldSpec = {
  kind: "quantity",
  key: "quantity",
  label: f.quantity,
  required: true,
  unit: unitOf,
};
const urgency: FieldSpec = {
  kind: "segments",
  key: "urgency",
  label: f.urgency,
  options: Object.entries(words.enumerations.urgency).map(([value, label]) => ({
    value,
    label,
    detail: f.urgencyMeaning[value as keyof typeof f.urgencyMeaning],
  })),
};
const urgencyReason: FieldSpec = {
  kind: "textarea",
  key: "urgency_reason",
  label: f.urgencyReason,
  limit: URGENCY_REASON_CHARACTERS_MAX,
  rows: 2,
  hidden: ({ values }) => values["urgency"] !== "critical" && values["urgency"] !== "high",
};
const department: FieldSpec = {
  kind: "select",
  key: "department",
  label: f.department,
  options: Object.entries(words.enumerations.department).map(([value, label]) => ({
    value,
    label,
  })),
};
const note = (clearable: boolean): FieldSpec => ({
  kind: "textarea",
  key: "note",
  label: f.note,
  limit: NOTE_CHARACTERS_MAX,
  rows: 2,
  clearable,
});
const record = (
  key: string,
  label: string,
  table: Parameters<typeof chooseFrom>[0],
  more: Partial<FieldSpec> = {},
): FieldSpec => ({ kind: "record", key, label, ...chooseFrom(table), ...more }) as FieldSpec;

const line = (
  key: string,
  label: string,
  help?: string,
  limit = LINE_CHARACTERS_MAX,
): FieldSpec => ({
  kind: "text",
  key,
  label,
  limit,
  hidden: isKnown,
  ...(help ? { help } : {}),
});
const reason = (label: string, least: number, limit: number, help?: string): FieldSpec => ({
  kind: "textarea",
  key: "reason",
  label,
  required: true,
  least,
  limit,
  rows: 3,
  ...(help ? { help } : {}),
});
const shortReason = (label: string) => reason(label, REASON_CHARACTERS_MIN, REASON_CHARACTERS_MAX);

interface OrderedLine {
  line: string;
  order: string;
}

const linesOf = ({ facts }: Context) =>
  Array.isArray(facts["lines"]) ? (facts["lines"] as OrderedLine[]) : [];
/** Only where an item was ordered twice must a person say which order it is about. */
const orderLine: FieldSpec = {
  kind: "select",
  key: "line",
  label: f.onOrder,
  required: true,
  refills: true,
  hidden: (context) => linesOf(context).length < 2,
  options: (context) => linesOf(context).map(({ line, order }) => ({ value: line, label: order })),
};

const ofPart = (context: Context) => partOf(context)?.name;
const opensItem: NonNullable<ActForm["opens"]> = ({ ids }) => {
  const [id] = ids;
  return id ? { label: words.shopping.openItem, href: itemHref(id) } : null;
};
const chosenItems: FieldSpec = {
  kind: "custom",
  key: "items",
  label: f.lines,
  required: true,
  component: ChosenItems,
};
const clearChosen = () => chosen.clear();

export const itemForms: readonly ActForm[] = [
  {
    action: "add_shopping_item",
    preview: false,
    check: "after",
    facts: LiveStock,
    fields: [
      record("part", f.part, "pms_parts", {
        refills: true,
        help: f.partHelp,
        hidden: (context) => isGiven("part")(context) || isGiven("part_line")(context),
      }),
      line("name", f.unknown, f.unknownHelp),
      quantity,
      urgency,
      urgencyReason,
      line("number", f.number, f.numberHelp),
      line("maker", f.maker),
      line("unit", f.unit, f.unitHelp, UNIT_CHARACTERS_MAX),
      note(false),
      record("supplier", f.supplier, "pms_suppliers"),
      record("equipment", f.equipment, "pms_equipment"),
      department,
    ],
    subject: ofPart,
    opens: opensItem,
  },
  {
    action: "edit_shopping_item",
    preview: false,
    check: "never",
    subject: ofPart,
    fields: [
      quantity,
      urgency,
      urgencyReason,
      note(true),
      record("supplier", f.supplier, "pms_suppliers", {
        hidden: ({ values }) => values["without_supplier"] === true,
      }),
      { kind: "tick", key: "without_supplier", label: f.withoutSupplier },
      record("equipment", f.equipment, "pms_equipment", {
        hidden: ({ values }) => values["without_equipment"] === true,
      }),
      { kind: "tick", key: "without_equipment", label: f.withoutEquipment },
      department,
    ],
  },
  {
    action: "withdraw_shopping_item",
    preview: false,
    check: "never",
    subject: ofPart,
    fields: [reason(f.withdrawReason, REASON_CHARACTERS_MIN, WITHDRAW_REASON_CHARACTERS_MAX)],
  },
  {
    action: "start_review",
    preview: true,
    check: "never",
    intro: f.reviewIntro,
    fields: [chosenItems],
    ondone: clearChosen,
  },
  {
    action: "approve_shopping_items",
    preview: true,
    check: "after",
    intro: f.linesIntro,
    fields: [
      { kind: "custom", key: "lines", label: f.lines, required: true, component: ReviewLines },
    ],
    ondone: clearChosen,
  },
  {
    action: "reject_shopping_items",
    preview: true,
    check: "never",
    fields: [
      reason(
        f.rejectReason,
        REJECT_REASON_CHARACTERS_MIN,
        REJECT_REASON_CHARACTERS_MAX,
        f.rejectReasonHelp,
      ),
      chosenItems,
    ],
    ondone: clearChosen,
  },
  {
    action: "promote_candidate_part",
    preview: true,
    check: "after",
    intro: f.verifyIntro,
    fields: [
      record("same_as", f.sameAs, "pms_parts", { help: f.sameAsHelp }),
      ...[
        line("number", f.number, f.numberHelp),
        line("name", f.part),
        line("maker", f.maker),
        line("unit", f.unit, f.unitHelp, UNIT_CHARACTERS_MAX),
        department,
      ].map((field): FieldSpec => ({
        ...field,
        hidden: ({ values }) => text(values["same_as"]) !== null,
      })),
    ],
  },
  {
    action: "mark_item_missing",
    preview: true,
    check: "never",
    subject: ofPart,
    fields: [orderLine, quantity, shortReason(f.missingReason)],
  },
  {
    action: "mark_item_installed",
    preview: true,
    check: "never",
    subject: ofPart,
    fields: [
      orderLine,
      quantity,
      record("work_order", f.installedOn, "pms_work_orders"),
      record("equipment", f.installedIn, "pms_equipment"),
      { kind: "text", key: "reason", label: f.word, limit: REASON_CHARACTERS_MAX },
    ],
  },
  {
    action: "take_back_mark",
    preview: true,
    check: "never",
    fields: [shortReason(f.takeBackReason)],
  },
];
