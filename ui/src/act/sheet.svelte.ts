/** The one sheet that may be open. The frame draws it beside the page. */
import type { ActForm, Values } from "./form";
import { formOf } from "./registry";
import { ActSession } from "./session.svelte";

export const sheet = $state<{ session: ActSession | null }>({ session: null });

/** Opens an act's form. An unfinished form that is open stays; it must be closed first. */
export function openAct(action: string | ActForm, given: Values = {}, about?: string): void {
  const form = typeof action === "string" ? formOf(action) : action;
  if (!form || (sheet.session?.dirty ?? false)) return;
  const session = new ActSession(form, given, about);
  sheet.session = session;
  void session.open();
}

/** Closes the sheet. A form that was not committed leaves no trace at all. */
export function closeAct(): void {
  sheet.session = null;
}
