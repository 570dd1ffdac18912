/** The tree of storage places as the kit draws it. Pure. */
import type { LocationNode } from "../ipc";
import type { TreeNode } from "../kit";
import { words } from "../words";

export function locationNodes(rows: readonly LocationNode[], withRetired: boolean): TreeNode[] {
  const w = words.stores;
  return rows
    .filter(({ location }) => withRetired || !location.is_retired)
    .map(({ location, parts }) => ({
      id: location.id,
      parent: location.parent_id,
      label: location.name,
      lead: location.code,
      mark: location.is_retired ? w.retiredMark : null,
      counts: [{ value: parts, meaning: w.partsHere(parts) }],
    }));
}
