/** Handover: entries, signatures, packs. */
import { registerForms, registerPage } from "../act";
import { handoverForms } from "./forms";
import { entryHref, signedHref } from "./places";

export const handoverScreens = [
  { path: ["handover"], page: () => import("./HandoverPage.svelte") },
  { path: ["handover", "signed"], page: () => import("./SignedList.svelte") },
  { path: ["handover", "signed", ":id"], page: () => import("./SignedPage.svelte") },
  { path: ["handover", "entries", ":id"], page: () => import("./EntryPage.svelte") },
];

/** Makes the acts of handover known to the window, and where its records have their pages. */
export function registerHandover(): void {
  registerForms(...handoverForms);
  registerPage("pms_handover", entryHref);
  registerPage("pms_handover_signatures", signedHref);
}
