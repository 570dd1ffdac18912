//! A small ship for trying acts: one chief engineer, one clock.
#![allow(clippy::unwrap_used, unreachable_pub)]

use crate::memory::{LETTER, Memory};
use domain::RowId;
use domain::act::{Ctx, Prefill};
use domain::acts::{FIRST_PERSON_ROW, FoundVessel, act, found_vessel};
use domain::facts::{Facts, Source};
use domain::permission::{self, Subject};
use domain::plan::{Findings, Plan};
use domain::refusal::Refusal;
use domain::schema::Row;
use domain::tables::{Crew, Permission, Role, SignMethod, Signing, table_named};
use domain::time::Instant;
use journal::Value;
use serde_json::{Value as Json, json};

/// The ship, and this moment aboard.
pub struct Ship {
    memory: Memory,
    me: RowId,
    now: Instant,
}

impl Ship {
    pub fn new() -> Self {
        let now = Instant::parse("2026-11-22T12:00:00Z").unwrap();
        let plan = found_vessel(&FoundVessel {
            vessel: "M/Y Aurelia",
            letter: LETTER,
            person: "Marta Nowak",
            rank: "Chief engineer",
            pin_hash: "$argon2id$x",
            device: "0123456789ab",
            public_key: &[7; 32],
            workstation: "Engine control room",
            now,
        })
        .unwrap();
        let mut memory = Memory::default();
        let ids = memory.write(&plan, None, now);
        Self {
            memory,
            me: ids[FIRST_PERSON_ROW as usize],
            now,
        }
    }

    /// As if the vessel had been founded before that act existed.
    pub fn founded_before(&mut self, action: &str) {
        let names = |raw: &domain::schema::RawRow| raw.values.contains(&Value::Text(action.to_owned()));
        self.memory.without(Permission::TABLE, names);
        self.memory.without(Signing::TABLE, names);
    }

    /// Whether the chief engineer in that role may carry out the act, and how it is signed.
    pub fn right(&self, action: &str, role: Role) -> (bool, SignMethod) {
        let facts = Facts::new(&self.memory);
        let person = Crew {
            role,
            ..facts.glance::<Crew>(self.me).unwrap()
        };
        // Another person than the one of the record: whoever has that role.
        let person = Crew {
            id: RowId::natural(0, &[b"somebody else"]),
            ..person
        };
        let may = permission::may(&facts, &person, action, &Subject::vessel()).unwrap();
        (may, permission::signing(&facts, action).unwrap())
    }

    pub fn me(&self) -> String {
        self.me.to_string()
    }

    pub fn now(&self) -> Instant {
        self.now
    }

    pub fn wait_minutes(&mut self, minutes: i64) {
        self.now = self.now.plus_minutes(minutes);
    }

    fn ask<T>(&self, question: impl FnOnce(&Ctx<'_>) -> Result<T, Refusal>) -> Result<T, Refusal> {
        self.ask_as(self.me, question)
    }

    fn ask_as<T>(&self, person: RowId, question: impl FnOnce(&Ctx<'_>) -> Result<T, Refusal>) -> Result<T, Refusal> {
        let facts = Facts::new(&self.memory);
        let me = facts.glance::<Crew>(person)?;
        let ship = facts.ship_time()?;
        question(&Ctx {
            facts: &facts,
            now: self.now,
            ship,
            actor: &me,
            signer: None,
        })
    }

    pub fn prefill(&self, name: &str, given: Json) -> Json {
        let Prefill { mut values, .. } = self.ask(|ctx| (act(name).unwrap().prefill)(ctx, &given)).unwrap();
        for (field, value) in given.as_object().unwrap() {
            values.entry(field.clone()).or_insert(value.clone());
        }
        Json::Object(values)
    }

    pub fn check(&self, name: &str, given: Json) -> Findings {
        self.ask(|ctx| (act(name).unwrap().check)(ctx, &given)).unwrap()
    }

    pub fn plan(&self, name: &str, params: Json) -> Result<Plan, Refusal> {
        self.ask(|ctx| {
            let (plan, subject) = (act(name).unwrap().plan)(ctx, &params)?;
            ctx.authorise(name, &subject)?;
            Ok(plan)
        })
    }

    /// As [`Ship::plan`], by another person.
    pub fn plan_as(&self, person: &str, name: &str, params: &Json) -> Result<Plan, Refusal> {
        self.ask_as(person.parse().unwrap(), |ctx| {
            let (plan, subject) = (act(name).unwrap().plan)(ctx, params)?;
            ctx.authorise(name, &subject)?;
            Ok(plan)
        })
    }

    /// Writes what that person planned.
    pub fn carry_out(&mut self, person: &str, plan: &Plan) {
        self.memory.write(plan, Some(person.parse().unwrap()), self.now);
    }

    /// As [`Ship::plan_as`], carried out unless it is refused.
    pub fn act_as(&mut self, person: &str, name: &str, params: &Json) -> Result<(), Refusal> {
        let plan = self.plan_as(person, name, params)?;
        self.carry_out(person, &plan);
        Ok(())
    }

    /// Carries out the act; the id of its first new row, empty when it made none.
    pub fn act(&mut self, name: &str, params: Json) -> String {
        let plan = self.plan(name, params).unwrap();
        let ids = self.memory.write(&plan, Some(self.me), self.now);
        ids.first().map(RowId::to_string).unwrap_or_default()
    }

    pub fn count(&self, table: &str) -> usize {
        self.memory.rows(table_named(table).unwrap()).len()
    }

    /// Rows of a table, oldest first.
    pub fn rows<R: Row>(&self) -> Vec<R> {
        self.memory.read::<R>()
    }

    /// Questions to the record.
    pub fn ask_facts(&self, question: impl FnOnce(&Facts<'_>)) {
        question(&Facts::new(&self.memory));
    }

    /// Ids of a table, oldest first.
    pub fn ids(&self, table: &str) -> Vec<String> {
        self.memory
            .rows(table_named(table).unwrap())
            .iter()
            .map(|row| row.id.to_string())
            .collect()
    }

    pub fn value(&self, table: &str, id: &str, column: &str) -> Json {
        let table = table_named(table).unwrap();
        let row = self.memory.row(table, id.parse().unwrap()).unwrap().unwrap();
        let place = table.columns.iter().position(|other| other.name == column).unwrap();
        match &row.values[place] {
            Value::Text(text) => json!(text),
            Value::Int(number) => json!(number),
            Value::Bool(flag) => json!(flag),
            Value::Id(id) => json!(id.to_string()),
            _ => Json::Null,
        }
    }
}
