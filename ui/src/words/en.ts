/**
 * The catalogue: every string of the window in English. Texts with a value in them are functions,
 * so a translation may order words as its language wants. Each noun has its own file in `en/`.
 */
import { act } from "./en/act";
import { acts } from "./en/acts";
import { columns, tables } from "./en/columns";
import { equipment } from "./en/equipment";
import { frame } from "./en/frame";
import { kit } from "./en/kit";
import { record } from "./en/record";
import { settings } from "./en/settings";
import { now } from "./en/now";
import { enumerations, states } from "./en/states";
import { stores } from "./en/stores";
import { work } from "./en/work";

export const en = {
  act,
  acts,
  frame,
  kit,
  now,
  work,
  enumerations,
  states,
  equipment,
  stores,
  record,
  settings,
  columns,
  tables,
};
