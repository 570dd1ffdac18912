/** Signing that the work was done, and correcting that statement. */
import { chooseFrom, type ActForm, type Context } from "../../act";
import { words } from "../../words";
import { factOf, optionsOf, TEXT_MAX, textOf, TITLE_MIN } from "./fields";
import HoursField from "./HoursField.svelte";
import ResolveFaultField from "./ResolveFaultField.svelte";
import SignedStatement from "./SignedStatement.svelte";

const said = words.work.form;

const hasCounter = ({ facts }: Context) => factOf(facts, "equipment")["has_counter"] === true;
const hasOpenFault = ({ facts }: Context) => textOf(factOf(facts, "fault"), "status") === "open";

const complete: ActForm = {
  action: "mark_work_order_complete",
  preview: true,
  // Planned parts that are not logged are listed before anything is filled in.
  check: "before",
  goOnLabel: said.goOnWithout,
  detours: {
    unlogged_parts: {
      label: words.work.usage.logNow,
      action: "log_part_usage",
      given: ({ work_order }) => ({ work_order }),
    },
  },
  fields: [
    {
      key: "outcome",
      kind: "segments",
      label: said.outcome,
      required: true,
      options: optionsOf(words.enumerations.outcome),
    },
    {
      key: "completion_note",
      kind: "textarea",
      label: said.completionNote,
      help: said.completionHelp,
      required: true,
      least: TITLE_MIN,
      limit: TEXT_MAX,
      rows: 5,
    },
    {
      key: "resolve_fault",
      kind: "custom",
      label: said.resolveFault,
      component: ResolveFaultField,
      hidden: (context) => !hasOpenFault(context),
    },
    {
      key: "hours",
      kind: "number",
      label: said.hours,
      help: said.hoursHelp,
      unit: said.hoursUnit,
    },
    { key: "done_at", kind: "instant", label: said.doneAt, notFuture: true },
    {
      key: "done_by",
      kind: "records",
      label: said.doneBy,
      required: true,
      ...chooseFrom("pms_crew"),
    },
    {
      key: "running_hours",
      kind: "custom",
      label: said.runningHours,
      component: HoursField,
      hidden: (context) => !hasCounter(context),
    },
  ],
};

const correct: ActForm = {
  action: "correct_work_order",
  preview: true,
  check: "never",
  facts: SignedStatement,
  fields: [
    {
      key: "text",
      kind: "textarea",
      label: said.correction,
      help: said.correctionHelp,
      required: true,
      least: TITLE_MIN,
      limit: TEXT_MAX,
      rows: 5,
    },
  ],
};

export const completionForms: readonly ActForm[] = [complete, correct];
