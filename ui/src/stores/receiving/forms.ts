/** The forms of deliveries: what is counted, where it goes, and the signature. */
import { chooseFrom, type ActForm, type Context, type FieldSpec } from "../../act";
import { words } from "../../words";
import { awaitedLines } from "./awaited";
import ResolveField from "./ResolveField.svelte";

const f = words.receiving.form;

/** The program's own text rules, in characters. */
const LINE_CHARACTERS_MAX = 200;
const REASON_CHARACTERS_MIN = 3;
const REASON_CHARACTERS_MAX = 200;

interface RowFacts {
  unit?: string | null;
}

const unit = ({ facts }: Context) => (facts["row"] as RowFacts | undefined)?.unit ?? "";
const note: FieldSpec = {
  kind: "text",
  key: "note",
  label: f.note,
  limit: LINE_CHARACTERS_MAX,
  clearable: true,
};
const quantity = (label: string, help?: string): FieldSpec => ({
  kind: "quantity",
  key: "quantity",
  label,
  unit,
  required: true,
  least: "0",
  ...(help === undefined ? {} : { help }),
});

/** A step that is written where it is made; its sheet opens where the vessel wants it signed. */
const step = (action: string, fields: readonly FieldSpec[] = []): ActForm => ({
  action,
  preview: false,
  check: "never",
  quick: true,
  fields,
});

export const receivingForms: readonly ActForm[] = [
  step("begin_counting"),
  step("tick_line"),
  step("untick_line"),
  step("set_delivered", [quantity(words.receiving.counting.delivered)]),
  step("set_line_note", [note]),
  step("set_discrepancy", [
    {
      kind: "segments",
      key: "kind",
      label: f.kind,
      required: true,
      refills: true,
      options: Object.entries(f.kinds).map(([value, said]) => ({ value, ...said })),
    },
    quantity(f.quantity, f.zeroTakesBack),
    note,
  ]),
  step("set_install_now", [
    quantity(f.quantity, f.installHelp),
    { kind: "record", key: "work_order", label: f.workOrder, ...chooseFrom("pms_work_orders") },
    {
      kind: "record",
      key: "equipment",
      label: f.equipment,
      help: f.equipmentHelp,
      ...chooseFrom("pms_equipment"),
    },
  ]),
  step("set_storage_location", [
    {
      kind: "record",
      key: "location",
      label: f.place,
      required: true,
      ...chooseFrom("pms_locations"),
    },
  ]),
  step("set_return_to_list", [
    { kind: "tick", key: "returns", label: f.returns, detail: f.returnsDetail },
  ]),
  {
    action: "resolve_unknown_line",
    preview: false,
    check: "never",
    quick: true,
    fields: [{ kind: "custom", key: "order_line", label: f.whatIsIt, component: ResolveField }],
  },
  {
    action: "add_receiving_line",
    preview: false,
    check: "after",
    quick: true,
    fields: [
      {
        kind: "record",
        key: "order_line",
        label: f.orderLine,
        help: f.orderLineHelp,
        search: (text, context) =>
          awaitedLines(() => context.given?.["session"]).search(text, context),
        resolve: (id, context) =>
          awaitedLines(() => context.given?.["session"]).resolve(id, context),
      },
      {
        kind: "record",
        key: "part",
        label: f.part,
        help: f.partHelp,
        hidden: ({ values }) => Boolean(values["order_line"]),
        ...chooseFrom("pms_parts"),
      },
      {
        kind: "text",
        key: "description",
        label: f.description,
        limit: LINE_CHARACTERS_MAX,
      },
      { kind: "quantity", key: "quantity", label: f.delivered, required: true, least: "0" },
      { kind: "record", key: "location", label: f.place, ...chooseFrom("pms_locations") },
      { kind: "text", key: "note", label: f.note, limit: LINE_CHARACTERS_MAX },
    ],
  },
  {
    action: "move_to_review",
    preview: false,
    check: "never",
    quick: true,
    intro: f.reviewIntro,
    fields: [],
  },
  { action: "back_to_counting", preview: false, check: "never", quick: true, fields: [] },
  {
    action: "commit_receiving",
    preview: true,
    straight: true,
    check: "never",
    intro: f.commitIntro,
    fields: [],
  },
  {
    action: "take_back_installed",
    preview: true,
    check: "never",
    fields: [
      {
        kind: "text",
        key: "reason",
        label: f.reason,
        required: true,
        least: REASON_CHARACTERS_MIN,
        limit: REASON_CHARACTERS_MAX,
      },
    ],
  },
];
