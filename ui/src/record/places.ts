/** Links between the pages of the record and the settings. */
import type { EntryName } from "../ipc";
import { href } from "../kit";

export const recordHref = href("record");
export const entryHref = ({ device, seq }: EntryName): string =>
  href("record", device, String(seq));

/** What was done without knowing that the right to it had been revoked. */
export const unseenHref = href("record", "unseen");

/** What was written apart; and the page of one record's share of it, where it has no page. */
export const conflictsHref = href("record", "conflicts");
export const conflictHref = (id: string): string => href("record", "conflicts", id);

export const settingsHref = href("settings");
export const peopleHref = href("settings", "people");
export const shipTimeHref = href("settings", "time");
export const syncHref = href("settings", "sync");
export const workstationsHref = href("settings", "workstations");
export const exchangesHref = href("settings", "exchanges");
/** Import and export. */
export const listsHref = href("settings", "lists");
/** The vessel's own words, and search on the lock screen. */
export const ownWordsHref = href("settings", "words");
export const aboutHref = href("settings", "about");
