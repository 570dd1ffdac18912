/** The forms around a delivery: it is opened, taken over by somebody else, or given up. */
import { chooseFrom, type ActForm } from "../../act";
import { words } from "../../words";
import { deliveryHref } from "../places";
import StartOrders from "./StartOrders.svelte";
import TakenFrom from "./TakenFrom.svelte";

const f = words.deliveries.form;

/** The program's own text rules, in characters. */
const LINE_CHARACTERS_MAX = 200;
const TEXT_CHARACTERS_MAX = 5000;
const REASON_CHARACTERS_MIN = 3;
const REASON_CHARACTERS_MAX = 1000;

export const startForms: readonly ActForm[] = [
  {
    action: "start_receiving",
    preview: false,
    check: "after",
    goes: true,
    fields: [
      {
        kind: "record",
        key: "supplier",
        label: f.supplier,
        help: f.supplierHelp,
        ...chooseFrom("pms_suppliers"),
      },
      { kind: "custom", key: "orders", label: f.orders, component: StartOrders },
      { kind: "text", key: "slip_number", label: f.slip, limit: LINE_CHARACTERS_MAX },
      {
        kind: "select",
        key: "department",
        label: f.department,
        options: Object.entries(words.enumerations.department).map(([value, label]) => ({
          value,
          label,
        })),
      },
      { kind: "textarea", key: "remark", label: f.remark, limit: TEXT_CHARACTERS_MAX, rows: 2 },
    ],
    opens: ({ ids }) => {
      const [id] = ids;
      return id ? { label: f.open, href: deliveryHref(id) } : null;
    },
  },
  {
    action: "cancel_receiving",
    preview: true,
    check: "never",
    intro: f.cancelIntro,
    fields: [
      {
        kind: "textarea",
        key: "reason",
        label: f.cancelReason,
        required: true,
        least: REASON_CHARACTERS_MIN,
        limit: REASON_CHARACTERS_MAX,
        rows: 3,
      },
    ],
  },
  {
    action: "take_over_session",
    preview: false,
    check: "never",
    intro: f.takeOverIntro,
    facts: TakenFrom,
    fields: [],
  },
];
