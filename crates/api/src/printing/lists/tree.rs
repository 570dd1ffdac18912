//! Things that stand under each other, each under what it stands under.

use super::cells;
use domain::RowId;
use paper::Cell;
use paper::list::Row;
use std::collections::{HashMap, HashSet};

/// Stands before a name, once for each level of the tree.
const LEVEL: &str = "› ";

/// One thing of a tree.
pub(super) struct Node {
    pub(super) id: RowId,
    pub(super) parent: Option<RowId>,
    pub(super) code: String,
    pub(super) name: String,
    pub(super) is_retired: bool,
    /// What is counted on it.
    pub(super) counts: [u32; 2],
}

/// How the figures of a tree are read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Counts {
    /// On a thing and on everything under it.
    Under,
    /// On the thing alone; one figure.
    Own,
}

/// The rows of a tree, of those things that hold all words, and of what stands above them.
pub(super) fn rows(nodes: &[Node], text: &str, counts: Counts) -> Vec<Row> {
    let tree = Tree::of(nodes, text, counts);
    let mut rows = Vec::new();
    tree.lay(None, 0, &mut HashSet::new(), &mut rows);
    rows
}

/// What a tree is narrowed to.
pub(super) fn narrowed(text: &str, retired: bool) -> Vec<String> {
    let text = text.trim();
    let words = (!text.is_empty()).then(|| format!("Only: “{text}”, and what stands above it"));
    let retired = retired.then(|| "With what is retired".to_owned());
    words.into_iter().chain(retired).collect()
}

struct Tree<'n> {
    /// By what they stand under; what stands under nothing that is shown stands at the top.
    children: HashMap<Option<RowId>, Vec<&'n Node>>,
    kept: HashSet<RowId>,
    sums: HashMap<RowId, [u32; 2]>,
    counts: Counts,
}

impl<'n> Tree<'n> {
    fn of(nodes: &'n [Node], text: &str, counts: Counts) -> Self {
        let text = text.to_lowercase();
        let wanted: Vec<&str> = text.split_whitespace().collect();
        let parents: HashMap<RowId, Option<RowId>> = nodes.iter().map(|node| (node.id, node.parent)).collect();
        let mut tree = Self {
            children: HashMap::new(),
            kept: HashSet::new(),
            sums: HashMap::new(),
            counts,
        };
        for node in nodes {
            let parent = node.parent.filter(|parent| parents.contains_key(parent));
            tree.children.entry(parent).or_default().push(node);
            let said = format!("{} {}", node.code, node.name).to_lowercase();
            let holds = wanted.iter().all(|word| said.contains(word));
            for above in climb(&parents, node.id) {
                if holds {
                    tree.kept.insert(above);
                }
                if counts == Counts::Under || above == node.id {
                    let sum = tree.sums.entry(above).or_default();
                    *sum = [sum[0] + node.counts[0], sum[1] + node.counts[1]];
                }
            }
        }
        tree
    }

    fn lay(&self, under: Option<RowId>, level: usize, laid: &mut HashSet<RowId>, rows: &mut Vec<Row>) {
        let children = self.children.get(&under).map(Vec::as_slice).unwrap_or_default();
        for node in children.iter().filter(|node| self.kept.contains(&node.id)) {
            // Two moves made apart may form a ring; each thing is laid down once.
            if !laid.insert(node.id) {
                continue;
            }
            let [first, second] = self.sums.get(&node.id).copied().unwrap_or_default();
            let figure = |count: u32| Cell::from(if count == 0 { String::new() } else { count.to_string() });
            let retired = node.is_retired.then(|| "Retired".to_owned());
            let code = Cell::from(node.code.as_str());
            let name = Cell::from(format!("{}{}", LEVEL.repeat(level), node.name)).with_detail(retired);
            rows.push(match self.counts {
                Counts::Under => cells([code, name, figure(first), figure(second)]),
                Counts::Own => cells([code, name, figure(first)]),
            });
            self.lay(Some(node.id), level + 1, laid, rows);
        }
    }
}

/// A thing and what stands above it; each once, also in a ring.
fn climb(parents: &HashMap<RowId, Option<RowId>>, from: RowId) -> Vec<RowId> {
    let mut passed = Vec::new();
    let mut at = Some(from);
    while let Some(id) = at.filter(|id| !passed.contains(id) && parents.contains_key(id)) {
        passed.push(id);
        at = parents.get(&id).copied().flatten();
    }
    passed
}
