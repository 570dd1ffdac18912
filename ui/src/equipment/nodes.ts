/** The equipment tree as the kit draws it: what is hidden, and what is counted. Pure. */
import type { EquipmentNode } from "../ipc";
import type { TreeNode } from "../kit";
import { words } from "../words";

interface Open {
  faults: number;
  work: number;
}

/** Open faults and work orders on each node and on everything under it. */
export function openUnder(rows: readonly EquipmentNode[]): Map<string, Open> {
  const parents = new Map(rows.map((row) => [row.id, row.parent_id]));
  const open = new Map<string, Open>(rows.map((row) => [row.id, { faults: 0, work: 0 }]));
  for (const row of rows) {
    const passed = new Set<string>();
    let at: string | null = row.id;
    // Two moves made apart may form a ring; each node on the way up is counted once.
    while (at !== null && !passed.has(at)) {
      passed.add(at);
      const sum = open.get(at);
      if (sum) {
        sum.faults += row.open_faults;
        sum.work += row.open_work_orders;
      }
      at = parents.get(at) ?? null;
    }
  }
  return open;
}

function meaning(said: string, own: number, all: number): string {
  return own === all ? said : words.equipment.andUnder(said);
}

/** Retired equipment is left out unless asked for. */
export function treeNodes(rows: readonly EquipmentNode[], withRetired: boolean): TreeNode[] {
  const open = openUnder(rows);
  const w = words.equipment;
  return rows
    .filter((row) => withRetired || !row.is_retired)
    .map((row) => {
      const { faults, work } = open.get(row.id) ?? { faults: 0, work: 0 };
      return {
        id: row.id,
        parent: row.parent_id,
        label: row.name,
        lead: row.code,
        mark: row.is_retired ? w.retiredMark : null,
        counts: [
          { value: faults, meaning: meaning(w.openFaults(faults), row.open_faults, faults) },
          { value: work, meaning: meaning(w.openWork(work), row.open_work_orders, work) },
        ],
      };
    });
}
