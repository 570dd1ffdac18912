import { expect, it } from "vitest";
import { ancestorsOf, childrenOf, filterTree, linesOf, type TreeNode } from "./tree";

const node = (id: string, parent: string | null, label = id): TreeNode => ({ id, parent, label });
const NODES = [
  node("6", null, "Machinery"),
  node("65", "6", "Generator 2"),
  node("651", "65", "Sea water pump"),
  node("5", null, "Accommodation"),
];

it("shows the roots, and children of what is open", () => {
  const children = childrenOf(NODES);
  expect(linesOf(children, new Set()).map((line) => line.node.id)).toEqual(["6", "5"]);
  const open = linesOf(children, new Set(["6", "65"]));
  expect(open.map((line) => [line.node.id, line.level, line.place, line.siblings])).toEqual([
    ["6", 1, 1, 2],
    ["65", 2, 1, 1],
    ["651", 3, 1, 1],
    ["5", 1, 2, 2],
  ]);
});

it("puts a node whose parent is unknown at the root", () => {
  expect(linesOf(childrenOf([node("a", "gone")]), new Set())[0]?.level).toBe(1);
});

it("ends on a ring of two moves made apart", () => {
  const ring = [node("a", "b"), node("b", "a")];
  expect(ancestorsOf(ring, "a")).toEqual(["b", "a"]);
  expect(linesOf(childrenOf(ring), new Set(["a", "b"]))).toEqual([]);
});

it("filters to matches and the way to them", () => {
  expect(filterTree(NODES, "pump water").map((found) => found.id)).toEqual(["6", "65", "651"]);
  expect(filterTree(NODES, "  ")).toHaveLength(4);
});
