/**
 * The catalogue: every string of the window in English. Texts with a value in them are functions,
 * so a translation may order words as its language wants. Each noun has its own file in `en/`.
 */
import { act } from "./en/act";
import { acts } from "./en/acts";
import { columns, tables } from "./en/columns";
import { deliveries } from "./en/deliveries";
import { devices } from "./en/devices";
import { equipment } from "./en/equipment";
import { files } from "./en/files";
import { frame } from "./en/frame";
import { handover } from "./en/handover";
import { kit } from "./en/kit";
import { labels } from "./en/labels";
import { lists } from "./en/lists";
import { manuals } from "./en/manuals";
import { orders } from "./en/orders";
import { print } from "./en/print";
import { receiving } from "./en/receiving";
import { record } from "./en/record";
import { scan } from "./en/scan";
import { search } from "./en/search";
import { settings } from "./en/settings";
import { now } from "./en/now";
import { shopping } from "./en/shopping";
import { spend } from "./en/spend";
import { standing } from "./en/standing";
import { enumerations, states } from "./en/states";
import { stock } from "./en/stock";
import { stores } from "./en/stores";
import { sync } from "./en/sync";
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
  files,
  stock,
  stores,
  orders,
  deliveries,
  shopping,
  labels,
  handover,
  print,
  receiving,
  record,
  scan,
  search,
  settings,
  lists,
  manuals,
  sync,
  devices,
  spend,
  standing,
  columns,
  tables,
};
