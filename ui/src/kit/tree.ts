/** A tree as the flat list of lines a person sees, pure. */

export interface TreeNode {
  id: string;
  parent: string | null;
  label: string;
  /** A quiet text before the label: the code that people order by. */
  lead?: string | null;
  /** A quiet second text: maker and model. */
  detail?: string | null;
  /** A word at the end of the line: "Retired". */
  mark?: string | null;
  /** Plain counts in columns at the end of the line, each named by its tooltip. */
  counts?: readonly { value: number; meaning: string }[];
}

export interface TreeLine {
  node: TreeNode;
  level: number;
  hasChildren: boolean;
  isOpen: boolean;
  /** 1-based place among its siblings, and how many there are. */
  place: number;
  siblings: number;
}

/** Children by parent, in the order given. A node whose parent is absent stands at the root. */
export function childrenOf(nodes: readonly TreeNode[]): Map<string | null, TreeNode[]> {
  const known = new Set(nodes.map((node) => node.id));
  const children = new Map<string | null, TreeNode[]>();
  for (const node of nodes) {
    const parent = node.parent !== null && known.has(node.parent) ? node.parent : null;
    const list = children.get(parent);
    if (list) list.push(node);
    else children.set(parent, [node]);
  }
  return children;
}

/** The lines in sight when the nodes in `open` are open. */
export function linesOf(
  children: ReadonlyMap<string | null, readonly TreeNode[]>,
  open: ReadonlySet<string>,
): TreeLine[] {
  const lines: TreeLine[] = [];
  const seen = new Set<string>();
  const walk = (parent: string | null, level: number): void => {
    const list = children.get(parent) ?? [];
    list.forEach((node, index) => {
      // Two moves made apart may form a ring; each node is drawn once.
      if (seen.has(node.id)) return;
      seen.add(node.id);
      const hasChildren = children.has(node.id);
      const isOpen = hasChildren && open.has(node.id);
      const place = { place: index + 1, siblings: list.length };
      lines.push({ node, level, hasChildren, isOpen, ...place });
      if (isOpen) walk(node.id, level + 1);
    });
  };
  walk(null, 1);
  return lines;
}

/** The nodes above `id`, nearest first. */
export function ancestorsOf(nodes: readonly TreeNode[], id: string): string[] {
  return climb(new Map(nodes.map((node) => [node.id, node.parent])), id);
}

function climb(parents: ReadonlyMap<string, string | null>, id: string): string[] {
  const above: string[] = [];
  let at = parents.get(id) ?? null;
  while (at !== null && !above.includes(at)) {
    above.push(at);
    at = parents.get(at) ?? null;
  }
  return above;
}

/** What remains when only nodes containing all words, and the way to them, are kept. */
export function filterTree(nodes: readonly TreeNode[], text: string): TreeNode[] {
  const wanted = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return [...nodes];
  const parents = new Map(nodes.map((node) => [node.id, node.parent]));
  const kept = new Set<string>();
  for (const node of nodes) {
    const said = `${node.lead ?? ""} ${node.label} ${node.detail ?? ""}`.toLocaleLowerCase();
    if (!wanted.every((word) => said.includes(word))) continue;
    kept.add(node.id);
    for (const above of climb(parents, node.id)) kept.add(above);
  }
  return nodes.filter((node) => kept.has(node.id));
}
