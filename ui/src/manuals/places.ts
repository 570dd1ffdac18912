/** Links between the pages of manuals. */
import { href } from "../kit";

export const manualsHref = href("manuals");
export const manualHref = (id: string): string => href("manuals", id);

/** What the reader shows beside the page: why it was opened, and what may be done with it. */
export interface ReadAt {
  page?: number;
  top?: number | null;
  why?: string;
  order?: string;
  code?: string;
  words?: string;
  /** What it was opened for: a fault, an equipment, or words that were asked. */
  fault?: string;
  equipment?: string;
  asked?: string;
}

/** The reader of a manual, at a page. */
export function readHref(id: string, at: ReadAt = {}): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(at)) {
    if (value !== undefined && value !== null && value !== "") query.set(key, String(value));
  }
  const text = query.toString();
  return href("manuals", id, "read") + (text === "" ? "" : `?${text}`);
}

/** From a record to the page that helps. */
export function findHref(of: {
  fault?: string;
  work_order?: string;
  equipment?: string;
  words?: string;
}): string {
  return `${href("manuals", "find")}?${new URLSearchParams(of).toString()}`;
}
