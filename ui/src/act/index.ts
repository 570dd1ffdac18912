/** The sheet engine: declare a form, register it, open it. */
export { default as ActSheet } from "./ActSheet.svelte";
export { default as Answer } from "./Answer.svelte";
export { chooseFrom } from "./choices";
export { NO_FORM } from "./form";
export type {
  ActForm,
  Context,
  CustomFieldProps,
  Detour,
  FieldSpec,
  Option,
  RecordSource,
  Values,
} from "./form";
export { default as OfferedActs } from "./OfferedActs.svelte";
export { default as RecordAnswer } from "./RecordAnswer.svelte";
export { default as RecordControl } from "./RecordControl.svelte";
export { formOf, pageOf, registerForms, registerPage } from "./registry";
export { closeAct, openAct, openDetour, sheet } from "./sheet.svelte";
export { default as SignStep } from "./SignStep.svelte";
export type { Signs } from "./signs";
export { signedIn } from "./signer.svelte";
