/** A note, and the lines of a checklist: short forms without preview or signature. */
import type { ActForm, FieldSpec } from "../../act";
import { words } from "../../words";
import CorrectedNote from "./CorrectedNote.svelte";
import { isFact, LINE_NOTE_MAX, optionsOf, TEXT_MAX, textOf } from "./fields";
import NothingToCopy from "./NothingToCopy.svelte";
import TickedLine from "./TickedLine.svelte";

const said = words.work.form;
/** Above this many characters a note is warned about, as the program does. */
const NOTE_WARN = 2000;
/** Lines of 500 characters, 200 of them: the program counts each. */
const LINES_MAX = 100_000;

const note: ActForm = {
  action: "add_note_to_work_order",
  preview: false,
  check: "after",
  anyway: "add_anyway",
  goOnLabel: said.addAnyway,
  facts: CorrectedNote,
  fields: [
    {
      key: "text",
      kind: "textarea",
      label: said.noteText,
      required: true,
      limit: TEXT_MAX,
      warnAbove: NOTE_WARN,
      rows: 6,
    },
    {
      key: "category",
      kind: "segments",
      label: said.category,
      options: optionsOf(words.enumerations.noteCategory),
    },
  ],
};

const addLines: ActForm = {
  action: "add_checklist_item",
  preview: false,
  check: "never",
  fields: [
    {
      key: "lines",
      kind: "textarea",
      label: said.lines,
      help: said.linesHelp,
      required: true,
      limit: LINES_MAX,
      rows: 8,
    },
  ],
};

/** Earlier work orders that the prefill found, as options. */
function earlierIn(facts: Readonly<Record<string, unknown>>): { value: string; label: string }[] {
  const earlier = facts["earlier"];
  if (!Array.isArray(earlier)) return [];
  return earlier
    .filter(isFact)
    .map((one) => ({ value: textOf(one, "id"), label: textOf(one, "label") }))
    .filter(({ value }) => value !== "");
}

const from: FieldSpec = {
  key: "from",
  kind: "select",
  label: said.copyFrom,
  required: true,
  hidden: ({ facts }) => earlierIn(facts).length === 0,
  options: ({ facts }) => earlierIn(facts),
};

const copy: ActForm = {
  action: "copy_checklist",
  preview: false,
  check: "never",
  facts: NothingToCopy,
  fields: [from],
};

/** Ticks are carried out in the list; this form appears where a vessel wants them signed. */
const tick: ActForm = {
  action: "tick_checklist",
  preview: false,
  check: "never",
  quick: true,
  facts: TickedLine,
  fields: [
    { key: "ticked", kind: "tick", label: said.ticked },
    { key: "remark", kind: "text", label: words.work.checklist.remark, limit: LINE_NOTE_MAX },
  ],
};

export const noteForms: readonly ActForm[] = [note, addLines, copy, tick];
