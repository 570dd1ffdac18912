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

/** The link to a record's page, by its table (`pms_work_orders`). */
export function registerPage(table: string, page: (id: string) => string): void {
  pages.set(table, page);
}

export function pageOf(table: string, id: string): string | undefined {
  return pages.get(table)?.(id);
}
