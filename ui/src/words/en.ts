/**
 * The catalogue: every string of the window in English. Texts with a value in them are functions,
 * so a translation may order words as its language wants. Each noun has its own file in `en/`.
 */
import { act } from "./en/act";
import { acts } from "./en/acts";
import { frame } from "./en/frame";
import { kit } from "./en/kit";
import { enumerations, states } from "./en/states";

export const en = { act, acts, frame, kit, enumerations, states };
