/** The forms that settle what was written apart. */
import { registerForms, type ActForm } from "../../act";
import { words } from "../../words";
import KeepField from "./KeepField.svelte";

const w = words.standing;

const resolve: ActForm = {
  action: "resolve_conflict",
  preview: true,
  check: "never",
  intro: w.keepIntro,
  fields: [{ kind: "custom", key: "keep", label: w.keep, required: true, component: KeepField }],
};

const cameTwice: ActForm = {
  action: "confirm_over_delivery",
  preview: true,
  check: "never",
  intro: w.cameIntro,
  fields: [],
};

export function registerConflicts(): void {
  registerForms(resolve, cameTwice);
}
