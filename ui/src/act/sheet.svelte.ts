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

/**
 * Opens another act's form in front of the open one, which waits as it is and comes back when that
 * is done or closed.
 */
export function openDetour(action: string, given: Values, about?: string): void {
  const form = formOf(action);
  const waiting = sheet.session;
  if (!form || !waiting || waiting.busy) return;
  const session = new ActSession(form, given, about, waiting);
  sheet.session = session;
  void session.open();
}

/** Closes the sheet. A form that was not committed leaves no trace at all. */
export function closeAct(): void {
  const closed = sheet.session;
  if (closed && !closed.committed) closed.form.oncancel?.(closed.values);
  const waiting = closed?.waiting ?? null;
  sheet.session = waiting;
  if (waiting && closed?.committed) void waiting.comeBack(closed.form.action);
}
