/** Links between the pages of the record and the settings. */
import type { EntryName } from "../ipc";
import { href } from "../kit";

export const recordHref = href("record");
export const entryHref = ({ device, seq }: EntryName): string =>
  href("record", device, String(seq));

export const settingsHref = href("settings");
export const peopleHref = href("settings", "people");
export const shipTimeHref = href("settings", "time");
export const aboutHref = href("settings", "about");
