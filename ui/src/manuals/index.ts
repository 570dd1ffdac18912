/** Manuals: kept, found, read. */
import { registerForms, registerPage } from "../act";
import { manualForms } from "./forms";
import { manualHref } from "./places";

export { default as ManualLink } from "./ManualLink.svelte";
export { default as ManualsOf } from "./ManualsOf.svelte";
export { default as PinnedPages } from "./PinnedPages.svelte";
export { findHref, manualsHref, readHref } from "./places";

export const manualScreens = [
  { path: ["manuals"], page: () => import("./ManualsPage.svelte") },
  { path: ["manuals", "find"], page: () => import("./FindPage.svelte") },
  { path: ["manuals", ":id"], page: () => import("./ManualPage.svelte") },
  { path: ["manuals", ":id", "read"], page: () => import("./ReaderPage.svelte") },
];

/** Makes the acts on manuals known to the window, and where manuals have their pages. */
export function registerManuals(): void {
  registerForms(...manualForms);
  registerPage("pms_documents", manualHref);
}
