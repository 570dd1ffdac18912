/** Photos and papers: the part of a record's page that shows them, and the forms of their acts. */
import { registerForms } from "../act";
import { fileForms } from "./forms";

export { default as Attachments } from "./Attachments.svelte";
export { default as FilesField } from "./FilesField.svelte";
export { forget } from "./forms";
export { handOver, handToNext, takeHanded } from "./handed";
export { carriesFiles, filesOf } from "./wishes";

/** Makes the acts on files known to the window. */
export function registerFiles(): void {
  registerForms(...fileForms);
}
