/** Shapes that screens hand to the kit. */
import type { Snippet } from "svelte";
import type { IconName } from "./icons";
import type { RowLoader, Sort } from "./rowWindow.svelte";

export interface RecordOption {
  id: string;
  label: string;
  /** A second line: code, location, stock. */
  detail?: string;
}

export interface MenuItem {
  label: string;
  shortcut?: string;
  disabled?: boolean;
  /** Said under the label: why it is there, or whose signature is missing. */
  detail?: string;
  onselect: () => void;
}

/** A row of `LinkList`; a screen may add what its `end` draws. */
export interface LinkRow {
  id: string;
  href: string;
  label: string;
  /** A second, quiet line. */
  detail?: string | null;
}

export interface TimelineEvent {
  id: string;
  /** RFC 3339. */
  at: string;
  /** Who, in bold; absent for lines the program wrote. */
  person?: string | null;
  /** After the name: "diagnosis". */
  kind?: string | null;
  text: string;
  /** Under the text: "corrects the note of 13:55". */
  detail?: string | null;
}

export interface PersonTile {
  id: string;
  name: string;
  rank: string;
  /** A stored department, or null where people are not grouped. */
  department?: string | null;
  /** Said instead of the rank when the tile cannot be chosen. */
  unavailable?: string;
}

export interface Place {
  label: string;
  href: string;
  icon: IconName;
  /** A plain count; `countMeaning` names it in the tooltip. */
  count?: number;
  countMeaning?: string;
}

export interface Column<R> {
  key: string;
  label: string;
  /** The rows say what it is: only screen readers are told the head. */
  labelHidden?: boolean;
  /** A CSS grid track: "1fr", "minmax(200px, 2fr)", "120px". */
  width: string;
  /** Numbers stand right with tabular figures. */
  align?: "start" | "end";
  sortable?: boolean;
  text?: (row: R) => string | null | undefined;
  /** A second, quiet line: part number, code. */
  detail?: (row: R) => string | null | undefined;
  /** Draws the cell instead of `text`. */
  cell?: Snippet<[R]>;
}

/** What a list is, for `Table` and `ListPage`. */
export interface TableProps<R> {
  /** Names the list for what is remembered about it: "work_orders". */
  id: string;
  label: string;
  columns: readonly Column<R>[];
  /** A new function means another list (other filters): it starts at the top. */
  load: RowLoader<R>;
  rowKey: (row: R) => string;
  onopen: (row: R) => void;
  /** Space on a row: it is chosen, or not any more. */
  onmark?: (row: R) => void;
  /** Counts up when records changed: what is in sight is fetched again. */
  version?: number;
  sort?: Sort | null;
  empty?: Snippet;
  /** Rows that need two lines of text are taller. */
  tall?: boolean;
  /** The height of the scrolled box; by default what the page leaves. */
  height?: string;
}
