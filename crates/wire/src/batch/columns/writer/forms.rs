//! What an entry looks like: its form, the shapes of its changes, and how each value is told.

use journal::{Actor, Change, ChangeKind, Entry, GroupWrite, Hlc, RowId, Stamp, Value};
use serde_json::Value as JsonValue;

use super::{CannotHold, Writer, subject_of};
use crate::batch::columns::shape::{
    Base, Class, ClockForm, Form, Json, Kind, PrivateForm, Shape, SignatureForm, Subject,
};
use crate::batch::columns::stream::number;
use crate::batch::columns::{ABSENT, NEAR_MS_MAX, names_of, text};

impl Writer {
    pub(super) fn form(&mut self, entry: &Entry) -> Result<Form, CannotHold> {
        let mut own_rows = 0;
        let mut changes = Vec::with_capacity(entry.changes.len());
        for change in &entry.changes {
            let shape = self.shape(entry, change, &mut own_rows);
            let (shape_number, is_new) = self.shapes.of(shape.clone());
            if is_new {
                shape.write(self.streams.of(number::SHAPES));
            }
            changes.push(shape_number);
        }
        let private = entry.private.as_ref().map(|private| match &private.values {
            None => PrivateForm::Struck,
            Some(values) => PrivateForm::Whole(
                values
                    .iter()
                    .map(|value| self.class(entry, None, value, &mut 0))
                    .collect(),
            ),
        });
        let signature = entry.signature.as_ref().map(|signature| SignatureForm {
            role: self.name(&signature.role),
            method: self.name(&signature.method),
            at_wall: signature.signed_at == entry.wall_at,
        });
        Ok(Form {
            action: self.name(&entry.action),
            action_version: entry.action_version,
            role: self.name(&entry.role),
            is_suspect: entry.clock_suspect,
            clock: self.clock_form(entry),
            is_operator: matches!(entry.actor, Actor::Operator(_)),
            has_seen: !entry.seen.is_empty(),
            is_reissue: entry.reissue_of.is_some(),
            private,
            signature,
            parameters: self.json_form(&entry.parameters)?,
            changes,
        })
    }

    pub(super) fn clock_form(&self, entry: &Entry) -> ClockForm {
        let follows =
            |last: Hlc| last.millis == entry.hlc.millis && last.counter.checked_add(1) == Some(entry.hlc.counter);
        if entry.hlc.millis == entry.wall_at && entry.hlc.counter == 0 {
            ClockForm::Wall
        } else if self.hlc.is_some_and(follows) {
            ClockForm::Next
        } else {
            ClockForm::Told
        }
    }

    pub(super) fn shape(&self, entry: &Entry, change: &Change, own_rows: &mut u32) -> Shape {
        let subject = subject_of(entry, change, *own_rows);
        *own_rows += u32::from(subject == Subject::Next);
        let columns = |values: &[(u16, Value)]| -> Vec<(u16, Class)> {
            let mut next_private = 0;
            let class = |(column, value): &(u16, Value)| {
                let place = Some((change.table, *column));
                (*column, self.class(entry, place, value, &mut next_private))
            };
            values.iter().map(class).collect()
        };
        let kind = match &change.kind {
            ChangeKind::Insert { values } => Kind::Insert(columns(values)),
            ChangeKind::Update { groups } => Kind::Update(
                groups
                    .iter()
                    .map(|group| (self.base_form(change.row, group), columns(&group.values)))
                    .collect(),
            ),
        };
        Shape {
            table: change.table,
            subject,
            kind,
        }
    }

    pub(super) fn base_form(&self, row: RowId, group: &GroupWrite) -> Base {
        let first = group.values.first().map(|(column, _)| *column);
        let expected = match self.memory.known(row) {
            Some(handle) => self.memory.expected_base(handle, first),
            None => row.author().map(|(device, seq, _)| Stamp { device, seq }),
        };
        if expected.as_slice() == group.base {
            Base::Expected
        } else {
            Base::Told
        }
    }

    pub(super) fn class(
        &self,
        entry: &Entry,
        place: Option<(u16, u16)>,
        value: &Value,
        next_private: &mut u16,
    ) -> Class {
        match value {
            Value::Null => Class::Null,
            Value::Bool(false) => Class::False,
            Value::Bool(true) => Class::True,
            Value::Int(number) if *number == entry.wall_at => Class::AtWall,
            Value::Int(number) if number.abs_diff(entry.wall_at) < NEAR_MS_MAX => Class::NearWall,
            Value::Int(_) => Class::Int,
            Value::Text(_) => Class::Text,
            Value::Bytes(_) => Class::Bytes,
            Value::Id(_) => Class::Id(place.map_or(ABSENT, |place| self.lists.of_column(place))),
            Value::Private(index) if *index == *next_private => {
                *next_private += 1;
                Class::NextPrivate
            }
            Value::Private(_) => Class::Private,
        }
    }

    pub(super) fn json_form(&mut self, json: &JsonValue) -> Result<Json, CannotHold> {
        Ok(match json {
            JsonValue::Null => Json::Null,
            JsonValue::Bool(false) => Json::False,
            JsonValue::Bool(true) => Json::True,
            JsonValue::Number(number) if number.is_i64() => Json::Int,
            JsonValue::Number(_) => return Err(CannotHold),
            JsonValue::String(_) => Json::Text,
            JsonValue::Array(items) => Json::List(
                items
                    .iter()
                    .map(|item| self.json_form(item))
                    .collect::<Result<_, _>>()?,
            ),
            JsonValue::Object(members) => {
                let mut forms = Vec::with_capacity(members.len());
                for name in names_of(members) {
                    forms.push((self.name(name), self.json_form(&members[name])?));
                }
                Json::Object(forms)
            }
        })
    }

    pub(super) fn name(&mut self, name: &str) -> u64 {
        let (name_number, is_new) = self.names.of(name.to_owned());
        if is_new {
            let names = self.streams.of(number::NAMES);
            names.extend_from_slice(name.as_bytes());
            names.push(text::END);
        }
        name_number
    }
}
