//! The plan of an act as its rows add to it, with what earlier rows of the same act will have made.

use super::{Needs, Seen};
use crate::act::Ctx;
use crate::acts::locations;
use crate::facts::Facts;
use crate::plan::{Plan, Planned};
use crate::refusal::Refusal;
use crate::schema::Row;
use crate::tables::{Crew, Department, EquipmentPart, Location};
use journal::{RowId, Value};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// A record, or one that an earlier row of the act adds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Node {
    Known(RowId),
    New(u32),
}

impl From<Node> for Planned {
    fn from(node: Node) -> Self {
        match node {
            Node::Known(id) => Self::Is(Value::Id(id)),
            Node::New(k) => Self::NewRow(k),
        }
    }
}

/// Whether something can stand where a row wants it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stands {
    Well,
    InItself,
    TooDeep,
}

/// A piece of equipment that an earlier row adds.
#[derive(Clone, Debug)]
pub(super) struct FreshEquipment {
    pub(super) node: Node,
    pub(super) name: String,
    pub(super) department: Department,
    pub(super) is_retired: bool,
}

/// A storage place, known or added by an earlier row.
#[derive(Clone, Debug)]
pub(super) struct FreshPlace {
    pub(super) node: Node,
    pub(super) name: String,
    pub(super) department: Department,
    pub(super) is_retired: bool,
}

/// Number and maker, by which a part is known, and whether it is no longer kept; the maker is empty where none
/// is named.
pub(super) type PartKey = (String, String, bool);

pub(super) struct Draft<'s> {
    pub(super) plan: Plan,
    pub(super) needs: Needs,
    pub(super) seen: &'s mut Seen,
    pub(super) equipment: HashMap<String, FreshEquipment>,
    /// What each new or moved piece of equipment, or storage place, will stand under.
    pub(super) above: HashMap<Node, Option<Node>>,
    pub(super) parts: HashMap<PartKey, Node>,
    pub(super) places: HashMap<String, FreshPlace>,
    lines: HashMap<RowId, Vec<EquipmentPart>>,
    /// The people as earlier rows leave them; read once for an act.
    pub(super) crew: Option<Vec<Crew>>,
}

impl<'s> Draft<'s> {
    pub(super) fn new(action: &'static str, seen: &'s mut Seen) -> Self {
        Self {
            plan: Plan::new(action),
            needs: Needs::new(),
            seen,
            equipment: HashMap::new(),
            above: HashMap::new(),
            parts: HashMap::new(),
            places: HashMap::new(),
            lines: HashMap::new(),
            crew: None,
        }
    }

    /// The row stands for that act on a record of that department.
    pub(super) fn need(&mut self, action: &'static str, department: Department) {
        self.needs.insert((action, Some(department)));
    }

    /// The storage place of that code; none where it has to be added.
    pub(super) fn place(&self, ctx: &Ctx<'_>, code: &str) -> Result<Option<FreshPlace>, Refusal> {
        if let Some(fresh) = self.places.get(code) {
            return Ok(Some(fresh.clone()));
        }
        let known = known_place(ctx, code)?;
        Ok(known.map(|place| FreshPlace {
            node: Node::Known(place.id),
            name: place.name,
            department: place.department,
            is_retired: place.is_retired,
        }))
    }

    /// Plans a storage place; it is called by its code where it has no name.
    pub(super) fn add_place(&mut self, code: &str, name: Option<String>, department: Department) -> Node {
        let code = code.to_owned();
        let name = name.unwrap_or_else(|| code.clone());
        let values = locations::new_location(&code, &name, department).set(Location::is_retired, &false);
        let node = Node::New(self.plan.insert::<Location>(values));
        self.need("add_location", department);
        let fresh = FreshPlace {
            node,
            name,
            department,
            is_retired: false,
        };
        self.places.insert(code, fresh);
        node
    }

    /// Whether something can stand under that, as earlier rows leave the tree.
    pub(super) fn stands_under(
        &self,
        own: Option<Node>,
        parent: Node,
        levels_max: usize,
        above_of: impl Fn(RowId) -> Result<Option<RowId>, Refusal>,
    ) -> Result<Stands, Refusal> {
        let mut above = Some(parent);
        let mut levels = 0;
        while let Some(node) = above {
            if Some(node) == own {
                return Ok(Stands::InItself);
            }
            levels += 1;
            if levels > levels_max {
                return Ok(Stands::TooDeep);
            }
            above = match (self.above.get(&node), node) {
                (Some(above), _) => *above,
                (None, Node::Known(id)) => above_of(id)?.map(Node::Known),
                (None, Node::New(_)) => None,
            };
        }
        Ok(Stands::Well)
    }

    /// The spare-part list of an equipment, read once for an act.
    pub(super) fn lines(&mut self, facts: &Facts<'_>, equipment: RowId) -> Result<&[EquipmentPart], Refusal> {
        if let Entry::Vacant(place) = self.lines.entry(equipment) {
            let mut lines = facts.glance_by::<EquipmentPart>(EquipmentPart::equipment_id, &Value::Id(equipment))?;
            lines.retain(|line| !line.is_unlinked);
            place.insert(lines);
        }
        Ok(self.lines.get(&equipment).map_or(&[], Vec::as_slice))
    }
}

/// The storage place of that code, rather one in use than a retired one.
pub(super) fn known_place(ctx: &Ctx<'_>, code: &str) -> Result<Option<Location>, Refusal> {
    let same = ctx
        .facts
        .glance_by::<Location>(Location::code, &Value::Text(code.to_owned()))?;
    Ok(alive_first(same, |place| place.is_retired))
}

/// Of records with one code: the newest that is in use, else the newest.
pub(super) fn alive_first<R: Row>(mut rows: Vec<R>, is_retired: impl Fn(&R) -> bool) -> Option<R> {
    let at = rows.iter().position(|row| !is_retired(row)).unwrap_or(0);
    (!rows.is_empty()).then(|| rows.swap_remove(at))
}
