/** The sheet engine: declare a form, register it, open it. */
export { default as ActSheet } from "./ActSheet.svelte";
export type {
  ActForm,
  Context,
  CustomFieldProps,
  FieldSpec,
  Option,
  RecordSource,
  Values,
} from "./form";
export { formOf, pageOf, registerForms, registerPage } from "./registry";
export { closeAct, openAct, sheet } from "./sheet.svelte";
export { signedIn } from "./signer.svelte";
