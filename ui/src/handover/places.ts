/** Links between the pages of handover. */
import { href } from "../kit";

export const handoverHref = href("handover");
export const signedListHref = href("handover", "signed");
export const signedHref = (id: string): string => href("handover", "signed", id);
export const entryHref = (id: string): string => href("handover", "entries", id);
