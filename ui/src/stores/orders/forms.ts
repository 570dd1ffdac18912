/** The forms of purchase orders. */
import { chooseFrom, type ActForm, type Context, type FieldSpec } from "../../act";
import { words } from "../../words";
import { orderHref } from "../places";
import { chosen } from "../shopping/chosen.svelte";
import DraftLines from "./DraftLines.svelte";
import NewLines from "./NewLines.svelte";
import OrderTotal from "./OrderTotal.svelte";

const f = words.orders.form;

/** The program's own text rules, in characters. */
const LINE_CHARACTERS_MAX = 200;
const CURRENCY_CHARACTERS = 3;
const DELIVER_TO_CHARACTERS_MAX = 1000;
const TEXT_CHARACTERS_MAX = 5000;
const REASON_CHARACTERS_MIN = 3;
const REASON_CHARACTERS_MAX = 60;

/** What stands above and below the lines; `clearable` where an emptied field empties the order. */
const currency = (clearable: boolean): FieldSpec => ({
  kind: "text",
  key: "currency",
  label: f.currency,
  help: f.currencyHelp,
  limit: CURRENCY_CHARACTERS,
  clearable,
});
const rest = (clearable: boolean): FieldSpec[] => [
  { kind: "date", key: "wanted_on", label: f.wantedOn, clearable },
  {
    kind: "textarea",
    key: "deliver_to",
    label: f.deliverTo,
    limit: DELIVER_TO_CHARACTERS_MAX,
    rows: 2,
    clearable,
  },
  {
    kind: "text",
    key: "supplier_reference",
    label: f.reference,
    help: f.referenceHelp,
    limit: LINE_CHARACTERS_MAX,
    clearable,
  },
  {
    kind: "textarea",
    key: "remark",
    label: f.remark,
    limit: TEXT_CHARACTERS_MAX,
    rows: 3,
    clearable,
  },
  {
    kind: "select",
    key: "department",
    label: f.department,
    options: Object.entries(words.enumerations.department).map(([value, label]) => ({
      value,
      label,
    })),
  },
];
const reason: FieldSpec = {
  kind: "text",
  key: "reason",
  label: f.cancelReason,
  required: true,
  least: REASON_CHARACTERS_MIN,
  limit: REASON_CHARACTERS_MAX,
};
const isDraft = ({ facts }: Context) =>
  (facts["order"] as { status?: string } | undefined)?.status === "draft";
const then = (label: string): FieldSpec => ({
  kind: "segments",
  key: "then",
  label,
  required: true,
  hidden: isDraft,
  options: [
    { value: "back_to_list", label: f.back, detail: f.backDetail },
    { value: "not_wanted", label: f.notWanted, detail: f.notWantedDetail },
  ],
});
const unit = ({ facts }: Context) => (facts["part"] as { unit?: string } | undefined)?.unit ?? "";
const opensOrder: NonNullable<ActForm["opens"]> = ({ ids }) => {
  const [id] = ids;
  return id ? { label: f.open, href: orderHref(id) } : null;
};

export const orderForms: readonly ActForm[] = [
  {
    action: "create_purchase_order",
    preview: true,
    check: "after",
    fields: [
      {
        kind: "record",
        key: "supplier",
        label: f.supplier,
        required: true,
        ...chooseFrom("pms_suppliers"),
      },
      currency(false),
      { kind: "custom", key: "lines", label: f.items, required: true, component: NewLines },
      ...rest(false),
    ],
    opens: opensOrder,
    ondone: () => chosen.clear(),
  },
  {
    action: "edit_purchase_order",
    preview: true,
    check: "after",
    fields: [
      currency(true),
      { kind: "custom", key: "change", label: f.onOrder, component: DraftLines },
      { kind: "custom", key: "add", label: f.toAdd, component: NewLines },
      ...rest(true),
    ],
  },
  {
    action: "place_purchase_order",
    preview: true,
    check: "never",
    intro: f.placeIntro,
    facts: OrderTotal,
    fields: [],
  },
  {
    action: "cancel_order_line",
    preview: true,
    check: "never",
    fields: [
      { kind: "quantity", key: "quantity", label: f.quantity, unit, required: true },
      reason,
      then(f.thenOne),
    ],
  },
  {
    action: "cancel_purchase_order",
    preview: true,
    check: "never",
    fields: [reason, then(f.then)],
  },
];
