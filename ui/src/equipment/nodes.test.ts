import { expect, it } from "vitest";
import type { EquipmentNode } from "../ipc";
import { openUnder, treeNodes } from "./nodes";

const node = (id: string, parent: string | null, more: Partial<EquipmentNode> = {}) =>
  ({
    id,
    parent_id: parent,
    code: id.toUpperCase(),
    name: `Name of ${id}`,
    kind: "machine",
    department: "engineering",
    is_retired: false,
    open_faults: 0,
    open_work_orders: 0,
    ...more,
  }) satisfies EquipmentNode;

const ROWS = [
  node("room", null),
  node("gen", "room", { open_faults: 1, open_work_orders: 2 }),
  node("pump", "gen", { open_faults: 2 }),
  node("old", "room", { is_retired: true }),
];

it("counts what is open on a node and under it", () => {
  const open = openUnder(ROWS);
  expect(open.get("room")).toEqual({ faults: 3, work: 2 });
  expect(open.get("pump")).toEqual({ faults: 2, work: 0 });
});

it("says in the tooltip whether the count reaches below the node", () => {
  const [room, gen, pump] = treeNodes(ROWS, false);
  expect(room?.counts?.[0]?.meaning).toBe("3 open faults, on it and under it");
  expect(gen?.counts?.[1]?.meaning).toBe("2 open work orders");
  expect(pump?.counts?.[0]?.meaning).toBe("2 open faults");
});

it("hides retired equipment until it is asked for", () => {
  expect(treeNodes(ROWS, false).map(({ id }) => id)).toEqual(["room", "gen", "pump"]);
  expect(treeNodes(ROWS, true).at(-1)).toMatchObject({ id: "old", mark: "Retired" });
});

it("counts a ring of two moves made apart once", () => {
  const ring = [node("a", "b", { open_faults: 1 }), node("b", "a")];
  expect(openUnder(ring).get("b")).toEqual({ faults: 1, work: 0 });
});
