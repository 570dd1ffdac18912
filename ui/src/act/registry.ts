/** Which acts have a form and which kinds of record have a page. Filled by the nouns at start. */
import type { ActForm } from "./form";

const forms = new Map<string, ActForm>();
const pages = new Map<string, (id: string) => string>();

export function registerForms(...added: readonly ActForm[]): void {
  for (const form of added) forms.set(form.action, form);
}

/** The form of an act; undefined for acts that have none yet, which are then not offered. */
export function formOf(action: string): ActForm | undefined {
  return forms.get(action);
}

/** `kind` is a record's kind as commands name it (`work_order`); `page` gives its link. */
export function registerPage(kind: string, page: (id: string) => string): void {
  pages.set(kind, page);
}

export function pageOf(kind: string, id: string): string | undefined {
  return pages.get(kind)?.(id);
}
