//! What buying costs: figures, groups, postings, budgets and files, through the same commands as the window.

use crate::{Scene, first, intact};
use domain::refusal::Code;
use domain::tables::{Department, Role};
use serde_json::{Value as Json, json};

struct Bought {
    item: String,
    order: String,
}

/// Buys that many impellers; without a currency there is no price either.
fn buy(scene: &mut Scene, supplier: &str, department: &str, (quantity, price): (&str, Option<(&str, &str)>)) -> Bought {
    let ask = json!({ "part": scene.impeller, "quantity": quantity, "department": department,
                      "equipment": (department == "engineering").then_some(&scene.generator) });
    let item = first(&mut scene.story, "add_shopping_item", ask);
    let story = &mut scene.story;
    story.act("approve_shopping_items", json!({ "lines": [{ "item": item }] }));
    let line = json!({ "item": item, "unit_price": price.map(|(price, _)| price) });
    let params = json!({ "supplier": supplier, "lines": [line], "currency": price.map(|(_, currency)| currency) });
    let order = first(story, "create_purchase_order", params);
    Bought { item, order }
}

/// Signs in whoever decides about what every department asks for.
fn as_captain(scene: &mut Scene) {
    let captain = scene
        .story
        .add_person("Elena Kovač", Role::Captain, Department::Management);
    scene.story.sign_in(captain);
}

fn place(scene: &mut Scene, bought: &Bought) {
    scene
        .story
        .act("place_purchase_order", json!({ "order": bought.order }));
}

/// Returns the mark and the posting.
fn install(scene: &mut Scene, bought: &Bought, quantity: &str) -> (String, String) {
    let params = json!({ "item": bought.item, "quantity": quantity });
    let ids = scene.story.act("mark_item_installed", params).ids;
    (ids[0].to_string(), ids[1].to_string())
}

fn ask(scene: &Scene, args: Json) -> Json {
    scene.story.call("spend_figures", args).unwrap()
}

fn figure(figures: &Json, name: &str) -> Vec<String> {
    let amounts = figures[name]["amounts"].as_array().unwrap().iter();
    let mut shown: Vec<String> = amounts
        .map(|one| {
            format!(
                "{} {}",
                one["amount"].as_str().unwrap(),
                one["currency"].as_str().unwrap()
            )
        })
        .collect();
    if figures[name]["unpriced"] != json!(0) {
        shown.push(format!("{} unpriced", figures[name]["unpriced"]));
    }
    shown
}

fn shown(scene: &Scene, args: Json) -> [Vec<String>; 3] {
    let figures = ask(scene, args);
    ["outstanding", "committed", "actual"].map(|name| figure(&figures, name))
}

fn supplier(scene: &mut Scene, name: &str) -> String {
    first(&mut scene.story, "add_supplier", json!({ "name": name }))
}

fn row_count(scene: &Scene, args: Json) -> u64 {
    scene.story.call("posting_list", args).unwrap()["total"]
        .as_u64()
        .unwrap()
}

#[test]
fn an_approved_item_becomes_committed_and_then_spent_and_never_stands_in_two_figures() {
    let mut scene = Scene::begin();
    assert_eq!(shown(&scene, json!({})), [vec![], vec![], vec![]] as [Vec<String>; 3]);
    let jabsco = supplier(&mut scene, "Jabsco Marine");
    let bought = buy(&mut scene, &jabsco, "engineering", ("3", Some(("12.50", "EUR"))));
    let eur = |amount: &str| vec![format!("{amount} EUR")];
    assert_eq!(shown(&scene, json!({})), [eur("37.50"), vec![], vec![]]);
    place(&mut scene, &bought);
    assert_eq!(shown(&scene, json!({})), [vec![], eur("37.50"), vec![]]);
    let (mark, posting) = install(&mut scene, &bought, "2");
    assert_eq!(shown(&scene, json!({})), [vec![], eur("12.50"), eur("25.00")]);
    let lines = scene.story.call("posting_list", json!({})).unwrap();
    assert_eq!(
        lines["rows"][0]["amount"],
        json!({ "currency": "EUR", "amount": "25.00" })
    );
    assert_eq!(lines["rows"][0]["equipment"]["label"], json!("Generator 2"));
    let back = json!({ "mark": mark, "reason": "Wrong machine" });
    scene.story.act("take_back_mark", back);
    assert_eq!(shown(&scene, json!({})), [vec![], eur("37.50"), vec![]]);
    let page = scene.story.call("posting_page", json!({ "id": posting })).unwrap();
    assert_eq!(page["line"]["is_taken_back"], json!(true));
    assert_eq!(page["taken_back_because"], json!("Wrong machine"));
    assert_eq!(page["offers"], json!([]), "what was taken back needs no price");
    assert_eq!(row_count(&scene, json!({ "currency": "EUR" })), 0);
    assert_eq!(row_count(&scene, json!({})), 1, "it stays readable");
    intact(&scene.story);
}

#[test]
fn currencies_are_summed_apart_and_never_converted() {
    let mut scene = Scene::begin();
    let jabsco = supplier(&mut scene, "Jabsco Marine");
    for (price, currency) in [("0.1", "EUR"), ("0.2", "EUR"), ("1200", "JPY"), ("7", "USD")] {
        let bought = buy(&mut scene, &jabsco, "engineering", ("1", Some((price, currency))));
        place(&mut scene, &bought);
        install(&mut scene, &bought, "1");
    }
    let [_, _, actual] = shown(&scene, json!({}));
    assert_eq!(actual, ["0.30 EUR", "1200 JPY", "7.00 USD"]);
    let charts = ask(&scene, json!({ "by": "department" }))["charts"].clone();
    let currencies: Vec<&Json> = charts
        .as_array()
        .unwrap()
        .iter()
        .map(|chart| &chart["currency"])
        .collect();
    assert_eq!(currencies, ["EUR", "JPY", "USD"]);
    assert_eq!(row_count(&scene, json!({ "currency": "EUR" })), 2);
}

#[test]
fn what_came_without_a_price_is_counted_and_then_priced_by_an_event_of_its_own() {
    let mut scene = Scene::begin();
    let jabsco = supplier(&mut scene, "Jabsco Marine");
    let bought = buy(&mut scene, &jabsco, "engineering", ("4", None));
    place(&mut scene, &bought);
    let (_, posting) = install(&mut scene, &bought, "4");
    assert_eq!(shown(&scene, json!({}))[2], ["1 unpriced"]);
    assert_eq!(row_count(&scene, json!({ "unpriced": true })), 1);
    let price = |price: &str| json!({ "posting": posting, "unit_price": price, "currency": "EUR" });
    scene.story.act("price_posting", price("10"));
    scene.story.act("price_posting", price("9.5"));
    assert_eq!(shown(&scene, json!({}))[2], ["38.00 EUR"]);
    assert_eq!(row_count(&scene, json!({ "unpriced": true })), 0);
    let page = scene.story.call("posting_page", json!({ "id": posting })).unwrap();
    let prices: Vec<(Json, Json)> = page["prices"]
        .as_array()
        .unwrap()
        .iter()
        .map(|price| (price["unit_price"]["amount"].clone(), price["counts"].clone()))
        .collect();
    assert_eq!(
        prices,
        [
            (json!("9.50"), json!(true)),
            (json!("10.00"), json!(false)),
            (Json::Null, json!(false))
        ]
    );
    assert_eq!(page["line"]["is_priced_later"], json!(true));
    intact(&scene.story);
}

#[test]
fn groups_add_up_to_the_figure_and_each_leads_to_what_makes_it() {
    let mut scene = Scene::begin();
    as_captain(&mut scene);
    let suppliers: Vec<String> = (0..14)
        .map(|at| supplier(&mut scene, &format!("Chandler {at:02}")))
        .collect();
    for (at, of) in suppliers.iter().enumerate() {
        let department = ["engineering", "deck", "interior"][at % 3];
        let price = format!("{}.{:02}", at + 1, at);
        let bought = buy(&mut scene, of, department, ("3", Some((&price, "EUR"))));
        place(&mut scene, &bought);
        install(&mut scene, &bought, "2");
    }
    let hundredths = |amount: &Json| amount.as_str().unwrap().replace('.', "").parse::<u64>().unwrap();
    for figure in ["actual", "committed"] {
        for by in ["department", "supplier", "system", "month"] {
            let found = ask(&scene, json!({ "by": by, "figure": figure }));
            let chart = &found["charts"][0];
            assert_eq!(chart["amount"], found[figure]["amounts"][0]["amount"]);
            let bars = chart["bars"].as_array().unwrap();
            let others = chart["others"]
                .as_object()
                .map_or(0, |others| hundredths(&others["amount"]));
            let sum: u64 = bars.iter().map(|bar| hundredths(&bar["amount"])).sum::<u64>() + others;
            assert_eq!(sum, hundredths(&chart["amount"]), "{figure} by {by}");
            assert_eq!(
                bars.iter().map(|bar| bar["length"].as_u64().unwrap()).max(),
                Some(1_000)
            );
            for bar in bars.iter().filter(|bar| !bar["label"].is_null() || by == "department") {
                let mut args = bar["of"].clone();
                args["figure"] = json!(figure);
                let lines = scene.story.call("posting_list", args).unwrap();
                let rows = lines["rows"].as_array().unwrap();
                let listed: u64 = rows.iter().map(|row| hundredths(&row["amount"]["amount"])).sum();
                assert_eq!(listed, hundredths(&bar["amount"]), "{figure} by {by}: {bar}");
            }
        }
    }
    let by_supplier = ask(&scene, json!({ "by": "supplier" }))["charts"][0].clone();
    assert_eq!(by_supplier["bars"].as_array().unwrap().len(), 12);
    assert_eq!(by_supplier["others"]["count"], json!(2));
    assert_eq!(
        by_supplier["bars"][0]["label"],
        json!("Chandler 13"),
        "the largest first"
    );
}

#[test]
fn a_filter_that_cannot_be_read_is_refused_by_its_field() {
    let scene = Scene::begin();
    for (args, field) in [
        (json!({ "period": "2026-13" }), "period"),
        (json!({ "from": "yesterday" }), "from"),
        (json!({ "before": "2026-02-30" }), "before"),
    ] {
        for command in ["spend_figures", "posting_list"] {
            let refused = scene.story.call(command, args.clone()).unwrap_err();
            assert_eq!(
                (refused.code, &refused.detail["field"]),
                (Code::Invalid, &json!(field)),
                "{command}"
            );
        }
    }
}

#[test]
fn a_budget_shows_what_is_used_and_by_how_much_it_is_exceeded() {
    let mut scene = Scene::begin();
    let jabsco = supplier(&mut scene, "Jabsco Marine");
    let bought = buy(&mut scene, &jabsco, "engineering", ("3", Some(("100", "EUR"))));
    place(&mut scene, &bought);
    let year = scene
        .story
        .call("action_prefill", json!({ "action": "set_budget" }))
        .unwrap()["values"]["period"]
        .clone();
    let budget = |department: &str, amount: &str| json!({ "department": department, "period": year, "currency": "EUR", "amount": amount });
    scene.story.act("set_budget", budget("engineering", "250"));
    scene.story.act("set_budget", budget("deck", "10"));
    let line = |scene: &Scene| {
        scene
            .story
            .call("budget_list", json!({ "department": "engineering" }))
            .unwrap()["budgets"][0]
            .clone()
    };
    let before = line(&scene);
    assert_eq!(
        (&before["used"]["amount"], &before["left"]["amount"]),
        (&json!("0.00"), &json!("250.00"))
    );
    assert_eq!(before["over_once_come"]["amount"], json!("50.00"));
    install(&mut scene, &bought, "2");
    let half = line(&scene);
    assert_eq!(
        (&half["used"]["amount"], &half["length"]),
        (&json!("200.00"), &json!(800))
    );
    install(&mut scene, &bought, "1");
    let over = line(&scene);
    assert_eq!(
        (&over["over"]["amount"], &over["length"]),
        (&json!("50.00"), &json!(1000))
    );
    assert_eq!((&over["left"], &over["over_once_come"]), (&Json::Null, &Json::Null));
    let all = scene.story.call("budget_list", json!({})).unwrap();
    assert_eq!(all["budgets"].as_array().unwrap().len(), 2);
    assert_eq!(all["offers"][0]["action"], json!("set_budget"));
    scene.story.act("set_budget", budget("deck", ""));
    let all = scene.story.call("budget_list", json!({})).unwrap();
    assert_eq!(
        all["budgets"].as_array().unwrap().len(),
        1,
        "a budget that was taken back is none"
    );
    intact(&scene.story);
}

#[test]
fn whoever_may_not_price_or_set_budgets_reads_all_the_same() {
    let mut scene = Scene::begin();
    let jabsco = supplier(&mut scene, "Jabsco Marine");
    let bought = buy(&mut scene, &jabsco, "engineering", ("3", None));
    place(&mut scene, &bought);
    let (_, posting) = install(&mut scene, &bought, "2");
    let wiper = scene.story.add_person("Ana Cruz", Role::Crew, Department::Engineering);
    scene.story.sign_in(wiper);
    assert_eq!(shown(&scene, json!({}))[2], ["1 unpriced"]);
    let page = scene.story.call("posting_page", json!({ "id": posting })).unwrap();
    assert_eq!(page["offers"], json!([]));
    assert_eq!(scene.story.call("budget_list", json!({})).unwrap()["offers"], json!([]));
    let price = json!({ "posting": posting, "unit_price": "1", "currency": "EUR" });
    assert_eq!(
        scene.story.try_act("price_posting", price).unwrap_err().code,
        Code::WrongRole
    );
    let budget = json!({ "department": "engineering", "period": "2026", "currency": "EUR", "amount": "1" });
    assert_eq!(
        scene.story.try_act("set_budget", budget).unwrap_err().code,
        Code::WrongRole
    );
}

#[test]
fn the_file_has_names_and_exact_decimals_and_runs_nothing() {
    let mut scene = Scene::begin();
    as_captain(&mut scene);
    let evil = supplier(&mut scene, "=HYPERLINK(\"http://x\")");
    let bought = buy(&mut scene, &evil, "engineering", ("3", Some(("1234.5678", "EUR"))));
    place(&mut scene, &bought);
    install(&mut scene, &bought, "2");
    let other = buy(&mut scene, &evil, "deck", ("1", None));
    place(&mut scene, &other);
    let (mark, _) = install(&mut scene, &other, "1");
    scene
        .story
        .act("take_back_mark", json!({ "mark": mark, "reason": "Wrong machine" }));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("spend.csv");
    let args = json!({ "args": {}, "path": path });
    let written = scene.story.call("posting_csv", args.clone()).unwrap();
    assert_eq!(written["rows"], json!(2));
    let text = std::fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines.len(), 3);
    let priced = lines.iter().find(|line| line.contains("1234,5678")).unwrap();
    assert!(priced.contains(";2469,1356;EUR;651.02;Generator 2;"), "{priced}");
    assert!(priced.contains("\"'=HYPERLINK(\"\"http://x\"\")\""), "{priced}");
    let back = lines.iter().find(|line| line.ends_with(";yes")).unwrap();
    assert!(back.contains(";0;;"), "{back}");
    let refused = scene.story.call("posting_csv", args).unwrap_err();
    assert_eq!(refused.detail["field"], json!("path"), "no file is written over");
}
