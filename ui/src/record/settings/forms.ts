/** The forms of people and of ship's time. All of them are signed or change what is signed. */
import { registerForms, type ActForm, type FieldSpec } from "../../act";
import { words } from "../../words";
import OffsetField from "./OffsetField.svelte";
import PinField from "./PinField.svelte";

const w = words.settings;
const LINE_CHARACTERS_MAX = 200;
const NAME_CHARACTERS_MIN = 2;
/** The program's own rule, in characters. */
const WORD_CHARACTERS_MAX = 80;

const options = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));

const line = (key: string, label: string): FieldSpec => ({
  kind: "text",
  key,
  label,
  required: true,
  least: NAME_CHARACTERS_MIN,
  limit: LINE_CHARACTERS_MAX,
});
const role: FieldSpec = {
  kind: "select",
  key: "role",
  label: w.role,
  required: true,
  options: options(words.enumerations.role),
};
const department: FieldSpec = {
  kind: "select",
  key: "department",
  label: w.department,
  required: true,
  options: options(words.enumerations.department),
};

const ownWord = (key: string, label: string, help: string): FieldSpec => ({
  kind: "text",
  key,
  label,
  help,
  required: true,
  limit: WORD_CHARACTERS_MAX,
});

const forms: readonly ActForm[] = [
  {
    action: "edit_synonyms",
    preview: true,
    check: "after",
    fields: [
      ownWord("word", words.search.ownWord, words.search.ownWordHelp),
      ownWord("means", words.search.ownMeans, words.search.ownMeansHelp),
      {
        kind: "tick",
        key: "withdraw",
        label: words.search.ownWithdraw,
        hidden: ({ given }) => !given?.["synonym"],
      },
    ],
  },
  {
    action: "set_open_search",
    preview: true,
    check: "never",
    fields: [
      {
        kind: "tick",
        key: "is_open",
        label: words.search.openSearchField,
        help: words.search.openSearchHelp,
      },
    ],
  },
  {
    action: "add_crew",
    preview: true,
    check: "never",
    fields: [
      line("name", w.name),
      line("rank", w.rank),
      role,
      department,
      { kind: "custom", key: "pin", label: w.pinFirst, component: PinField },
    ],
  },
  {
    action: "set_role",
    preview: true,
    check: "never",
    fields: [
      role,
      department,
      line("rank", w.rank),
      { kind: "tick", key: "is_active", label: w.serves },
    ],
  },
  {
    action: "choose_pin",
    preview: true,
    check: "never",
    fields: [{ kind: "custom", key: "pin", label: w.pinNew, required: true, component: PinField }],
  },
  {
    action: "set_ship_time",
    preview: true,
    check: "never",
    fields: [
      {
        kind: "custom",
        key: "offset_minutes",
        label: w.offsetField,
        required: true,
        component: OffsetField,
      },
      { kind: "instant", key: "from_at", label: w.from, help: w.fromHelp, required: true },
    ],
  },
];

export function registerSettings(): void {
  registerForms(...forms);
}
