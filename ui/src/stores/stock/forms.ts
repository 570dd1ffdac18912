/** The forms that move stock. A number is never edited: each of them writes movements. */
import { chooseFrom, type ActForm, type FieldSpec } from "../../act";
import { words } from "../../words";
import { countDrafts } from "../counting/drafts.svelte";
import { locationHref, movementsHref } from "../places";
import LiveStock from "./LiveStock.svelte";

const w = words.stock;

/** The program's own text rules, in characters. */
const REASON_CHARACTERS_MIN = 3;
const REASON_CHARACTERS_MAX = 200;
const NOTE_CHARACTERS_MAX = 500;

const reason = (help?: string): FieldSpec => ({
  kind: "textarea",
  key: "reason",
  label: w.reason,
  required: true,
  least: REASON_CHARACTERS_MIN,
  limit: REASON_CHARACTERS_MAX,
  rows: 3,
  ...(help ? { help } : {}),
});
const part: FieldSpec = {
  kind: "record",
  key: "part",
  label: w.part,
  required: true,
  refills: true,
  ...chooseFrom("pms_parts"),
};
const place = (key: string, label: string): FieldSpec => ({
  kind: "record",
  key,
  label,
  required: true,
  ...chooseFrom("pms_locations"),
});
const quantity: FieldSpec = {
  kind: "number",
  key: "quantity",
  label: w.quantityField,
  required: true,
  positive: true,
};

const opensMovements: NonNullable<ActForm["opens"]> = (_, { values }) => {
  const { part: id } = values;
  return typeof id === "string" ? { label: w.movements, href: movementsHref(id) } : null;
};

/** Only what a shortage or a difference warns of leads back to the filled form. */
const moves = {
  facts: LiveStock,
  check: "after",
  goesBack: true,
  goOnLabel: w.anyway,
  opens: opensMovements,
} as const;

export const stockForms: readonly ActForm[] = [
  {
    action: "adjust_stock",
    ...moves,
    intro: w.adjustIntro,
    preview: true,
    fields: [
      part,
      place("location", w.place),
      {
        kind: "number",
        key: "counted",
        label: w.countedField,
        help: w.countedHelp,
        required: true,
      },
      reason(w.reasonOfCount),
    ],
  },
  {
    action: "write_off",
    ...moves,
    intro: w.writeOffIntro,
    preview: true,
    fields: [part, place("location", w.place), quantity, reason()],
  },
  {
    action: "transfer_stock",
    ...moves,
    intro: w.transferIntro,
    preview: false,
    fields: [
      part,
      place("from", w.from),
      place("to", w.to),
      quantity,
      { kind: "textarea", key: "note", label: w.note, limit: NOTE_CHARACTERS_MAX, rows: 2 },
    ],
  },
  {
    action: "count_location",
    preview: true,
    check: "never",
    fields: [reason(w.reasonOfCount)],
    opens: (_, { values }) => {
      const { location } = values;
      if (typeof location !== "string") return null;
      return { label: words.stores.locations, href: locationHref(location) };
    },
    ondone: ({ location }) => {
      if (typeof location === "string") countDrafts.drop(location);
    },
  },
  {
    action: "reverse_movement",
    preview: true,
    check: "never",
    intro: w.reverseIntro,
    fields: [reason()],
  },
];
