//! The script: acts that exist, by people who may, in the order of time, the same for the same seed.
#![allow(clippy::unwrap_used)]

use demo::content::{crew, equipment};
use demo::{Sink, Step, carry_out, references, script};
use domain::RowId;
use domain::permission::seeded;
use domain::tables::{Role, Scope};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};

/// 22 November 2026, 12:57 UTC.
const NOW_MS: i64 = 1_795_352_220_000;

fn steps(rows: Option<usize>) -> Vec<Step> {
    script(7, NOW_MS, rows).collect()
}

#[test]
fn the_same_seed_gives_the_same_script() {
    assert_eq!(steps(None), steps(None));
    assert_eq!(steps(Some(6_000)), steps(Some(6_000)));
    assert_ne!(steps(None), script(8, NOW_MS, None).collect::<Vec<_>>());
}

#[test]
fn time_never_runs_backwards_and_stops_before_now() {
    for rows in [None, Some(20_000)] {
        let steps = steps(rows);
        let back = steps.windows(2).find(|pair| pair[0].at_ms > pair[1].at_ms);
        assert_eq!(back, None);
        assert!(steps.iter().all(|step| step.at_ms < NOW_MS));
    }
}

#[test]
fn the_script_grows_to_the_rows_asked_for() {
    for wanted in [5_000, 20_000, 60_000] {
        let rows: usize = script(7, NOW_MS, Some(wanted)).map(|step| step.rows).sum();
        assert!(
            (wanted..wanted + 40).contains(&rows),
            "{rows} rows where {wanted} were asked for"
        );
    }
}

#[test]
fn every_name_is_made_before_it_is_used_and_not_after_it_is_let_go() {
    for rows in [None, Some(20_000)] {
        let mut known = BTreeSet::from([format!("crew:{}", crew::FIRST)]);
        for step in steps(rows) {
            assert!(
                known.contains(&format!("crew:{}", step.by)),
                "{} by {}",
                step.act,
                step.by
            );
            for name in references(&step.params) {
                assert!(known.contains(name), "{} names {name}", step.act);
            }
            for name in &step.makes {
                assert!(known.insert(name.clone()), "{name} is made twice");
            }
            for name in &step.forgets {
                assert!(known.remove(name), "{name} is let go twice");
            }
        }
    }
}

#[test]
fn every_act_exists_and_every_field_is_one_of_its_fields() {
    for step in steps(Some(20_000)) {
        let act = domain::acts::act(step.act).unwrap_or_else(|| panic!("no act {}", step.act));
        let schema = (act.schema)();
        let fields = schema["properties"].as_object().unwrap();
        let given = step.params.as_object().unwrap();
        for field in given.keys() {
            assert!(fields.contains_key(field), "{} has no field {field}", step.act);
        }
        for field in act.required {
            let optional = *field == "priority";
            assert!(
                optional || given.contains_key(*field),
                "{} lacks {field}: {}",
                step.act,
                step.params
            );
        }
    }
}

/// What a work order or fault is known by while the script runs.
#[derive(Clone, Default)]
struct Record {
    department: String,
    assigned_to: String,
    state: &'static str,
}

fn name_of(value: &Json) -> String {
    demo::referred(value).unwrap_or_default().to_owned()
}

/// Follows the states that the acts make, and refuses what a vessel would refuse.
#[derive(Default)]
struct Watch {
    departments: BTreeMap<String, String>,
    orders: BTreeMap<String, Record>,
    items: BTreeMap<String, String>,
    faults: BTreeMap<String, (&'static str, String)>,
}

impl Watch {
    fn follow(&mut self, step: &Step) -> Option<Record> {
        let params = &step.params;
        match step.act {
            "add_equipment" => {
                let department = params["department"].as_str().unwrap().to_owned();
                self.departments.insert(step.makes[0].clone(), department);
                None
            }
            "report_fault" => {
                self.faults.insert(step.makes[0].clone(), ("open", String::new()));
                None
            }
            "resolve_fault" | "reopen_fault" => {
                let fault = self.faults.get_mut(&name_of(&params["fault"])).unwrap();
                let next = if step.act == "resolve_fault" {
                    "resolved"
                } else {
                    "open"
                };
                assert_ne!(fault.0, next, "{params}");
                fault.0 = next;
                None
            }
            "create_work_order" | "create_work_order_from_fault" => {
                let record = Record {
                    department: self.departments[&name_of(&params["equipment"])].clone(),
                    assigned_to: name_of(&params["assigned_to"]),
                    state: "candidate",
                };
                if let Some(fault) = self.faults.get(&name_of(&params["fault"])) {
                    assert!(fault.0 == "open", "{params}");
                }
                self.orders.insert(step.makes[0].clone(), record.clone());
                Some(record)
            }
            "tick_checklist" => {
                let order = self.items[&name_of(&params["item"])].clone();
                self.touch(step, &order)
            }
            "change_part_line" => None,
            _ => {
                let order = name_of(&params["work_order"]);
                if order.is_empty() {
                    None
                } else {
                    self.touch(step, &order)
                }
            }
        }
    }

    fn touch(&mut self, step: &Step, order: &str) -> Option<Record> {
        for item in step.makes.iter().filter(|name| name.starts_with("item:")) {
            self.items.insert(item.clone(), order.to_owned());
        }
        let record = self.orders.get_mut(order).unwrap();
        let is_open = matches!(record.state, "candidate" | "active");
        // What came from stores is logged and brought back after the completion too.
        // And whatever its state, people write of it to each other.
        let is_free = matches!(step.act, "log_part_usage" | "return_to_stores" | "add_to_handover");
        assert!(
            is_free || is_open == (step.act != "correct_work_order"),
            "{} on {order} ({})",
            step.act,
            record.state
        );
        match step.act {
            "start_work_order" => {
                assert_eq!(record.state, "candidate", "{order} is started twice");
                record.state = "active";
            }
            "add_note_to_work_order" | "tick_checklist" => record.state = "active",
            "log_part_usage" if record.state == "candidate" => record.state = "active",
            "assign_work_order" => record.assigned_to = name_of(&step.params["assigned_to"]),
            "mark_work_order_complete" => record.state = "completed",
            "cancel_work_order" => record.state = "cancelled",
            _ => {}
        }
        Some(record.clone())
    }
}

#[test]
fn nobody_does_what_state_or_role_forbid() {
    let rights: BTreeMap<(&str, Role), Scope> = seeded()
        .into_iter()
        .map(|(act, role, scope)| ((act, role), scope))
        .collect();
    let mut watch = Watch::default();
    for step in steps(Some(20_000)) {
        let record = watch.follow(&step);
        let person = crew::PEOPLE.iter().find(|person| person.key == step.by).unwrap();
        let scope = rights.get(&(step.act, person.role));
        let allowed = match (scope, &record) {
            (None, _) => false,
            (Some(Scope::Department), Some(record)) => record.department == person.department.word(),
            (Some(Scope::Assigned), Some(record)) => record.assigned_to == format!("crew:{}", person.key),
            (Some(_), _) => true,
        };
        assert!(allowed, "{} may not {}: {}", step.by, step.act, step.params);
    }
}

#[test]
fn the_faults_of_the_story_end_open_and_resolved() {
    let mut watch = Watch::default();
    for step in steps(None) {
        if step.act == "mark_work_order_complete" && step.params["resolve_fault"] == Json::Bool(true) {
            continue;
        }
        watch.follow(&step);
    }
    let open = watch.faults.values().filter(|fault| fault.0 == "open").count();
    assert!((20..=50).contains(&open), "{open} faults are open");
}

/// Counts what it is given and hands out ids.
struct Ledger {
    given: u64,
    acts: BTreeMap<String, usize>,
}

impl Sink for Ledger {
    fn act(&mut self, _by: RowId, act: &str, params: &Json, _at_ms: i64) -> Result<Vec<RowId>, String> {
        if !references(params).is_empty() {
            return Err(format!("a reference is left in {params}"));
        }
        *self.acts.entry(act.to_owned()).or_default() += 1;
        Ok((0..40).map(|_| self.id()).collect())
    }
}

impl Ledger {
    fn id(&mut self) -> RowId {
        self.given += 1;
        RowId::natural(1, &[&self.given.to_be_bytes()])
    }
}

#[test]
fn carrying_out_puts_ids_in_place_of_every_name() {
    let mut ledger = Ledger {
        given: 0,
        acts: BTreeMap::new(),
    };
    let founder = ledger.id();
    let count = carry_out(steps(None), founder, &mut ledger).unwrap();
    assert_eq!(count, ledger.acts.values().sum::<usize>());
    assert_eq!(ledger.acts["report_fault"], 60);
    assert_eq!(
        ledger.acts["create_work_order"] + ledger.acts["create_work_order_from_fault"],
        80
    );
    assert_eq!(ledger.acts["add_equipment"], equipment::all().count());
    assert_eq!(ledger.acts["add_part"], 400);
}

#[test]
fn a_refusal_stops_the_script_and_says_where() {
    struct Refuses;
    impl Sink for Refuses {
        fn act(&mut self, _: RowId, _: &str, _: &Json, _: i64) -> Result<Vec<RowId>, String> {
            Err("The disk is full.".to_owned())
        }
    }
    let error = carry_out(steps(None), RowId::natural(1, &[b"founder"]), &mut Refuses).unwrap_err();
    assert_eq!(
        error.to_string(),
        "step 1 (set_ship_time by papadakis) was refused: The disk is full."
    );
}
