/** Where a row of the search leads. */
import { openAct, pageOf } from "../act";
import type { HitLine, ManualHitLine, SearchKind } from "../ipc";
import { href } from "../kit";
import { findHref, manualsHref, readHref } from "../manuals";
import type { Command } from "./commands";
import type { Subject } from "./lines";

/** The table whose page shows a kind. */
const TABLES: Readonly<Record<SearchKind, string>> = {
  equipment: "pms_equipment",
  fault: "pms_faults",
  work_order: "pms_work_orders",
  part: "pms_parts",
  manual: "pms_documents",
  handover: "pms_handover",
  note: "pms_work_orders",
  supplier: "pms_suppliers",
  purchase_order: "pms_purchase_orders",
  delivery: "pms_receiving_sessions",
  person: "pms_crew",
};

/** The page that shows a hit. */
export function hitHref(hit: HitLine): string {
  return pageOf(TABLES[hit.kind], hit.on_page) ?? href("settings", "people");
}

/** The page of a manual on which the words stand. */
export function passageHref({ document, page }: ManualHitLine, sought: string): string {
  return readHref(document, { page, words: sought });
}

/** Opens what a command names: a prefilled form, or a place. Returns the place to go to, if any. */
export function carryOut({ verb, rest }: Command, on: Subject | null): string | null {
  if (verb === "stock")
    return `${href("stores")}${rest ? `?text=${encodeURIComponent(rest)}` : ""}`;
  if (verb === "manual") {
    if (!on && !rest) return manualsHref;
    return findHref({ ...(on ? { equipment: on.id } : {}), ...(rest ? { words: rest } : {}) });
  }
  openAct(verb, {
    ...(rest ? { title: rest } : {}),
    ...(on ? { equipment: on.id } : {}),
  });
  return null;
}

/** Whether the key opens the search: not while somebody types, or a form or menu takes the key. */
export function opensSearch(event: KeyboardEvent): boolean {
  if (event.ctrlKey && !event.altKey && event.key.toLowerCase() === "k") return true;
  if (event.key !== "/" || event.ctrlKey || event.altKey || event.metaKey) return false;
  return !event.composedPath().some(takesText);
}

function takesText(target: EventTarget): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
}
