//! The life of an item as people read it: a table and a diagram, both made from [`super::LIFE`].

use super::life::{Guard, LIFE, Who};
use crate::tables::ItemStatus;
use crate::words;
use std::collections::BTreeMap;
use std::fmt::Write;

fn state(status: Option<ItemStatus>) -> &'static str {
    status.map_or("(none)", ItemStatus::word)
}

const fn who(who: Who) -> &'static str {
    match who {
        Who::Everyone => "everyone",
        Who::Asker => "whoever asked for it; heads of its department, captain, purser, manager",
        Who::Reviewer => "heads of its department, captain, purser, manager",
        Who::Head => "every head of department",
        Who::Engineer => "engineers, electro-technical officers, every head of department",
    }
}

const fn guard(guard: Guard) -> &'static str {
    match guard {
        Guard::Nothing => "",
        Guard::Free => "it stands on no order, not even on a draft",
        Guard::NotOrdered => {
            "its part is verified, it stands on no other order, and no decision about it waits to be settled"
        }
        Guard::Outstanding => "some of it is still awaited",
        Guard::Standing => "the mark stands",
    }
}

/// The table, in Markdown.
#[must_use]
pub fn as_table() -> String {
    let mut text = "| from | act | to | who | when |\n|---|---|---|---|---|\n".to_owned();
    for line in LIFE {
        // Writing into a string cannot fail.
        let _ = writeln!(
            text,
            "| {} | `{}` | {} | {} | {} |",
            state(line.from),
            line.act,
            line.to.word(),
            who(line.who),
            guard(line.guard)
        );
    }
    text
}

/// The diagram, in Mermaid: acts that lead from one state to the same other share an arrow.
#[must_use]
pub fn as_diagram() -> String {
    let mut arrows: Vec<(Option<ItemStatus>, ItemStatus)> = Vec::new();
    let mut acts: BTreeMap<(Option<ItemStatus>, ItemStatus), Vec<String>> = BTreeMap::new();
    for line in LIFE {
        let arrow = (line.from, line.to);
        if !arrows.contains(&arrow) {
            arrows.push(arrow);
        }
        acts.entry(arrow).or_default().push(words::plain(line.act));
    }
    let mut text = "stateDiagram-v2\n".to_owned();
    for (from, to) in arrows {
        let from_state = from.map_or("[*]", ItemStatus::word);
        let named = acts.get(&(from, to)).map(|acts| acts.join(", ")).unwrap_or_default();
        let _ = writeln!(text, "    {from_state} --> {}: {named}", to.word());
    }
    text
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::path::Path;

    /// The page with what stands between the mark and its end put anew.
    fn put(page: &str, mark: &str, made: &str) -> String {
        let (before, rest) = page.split_once(&format!("<!-- {mark} -->\n")).unwrap();
        let (_, after) = rest.split_once("<!-- end -->").unwrap();
        format!("{before}<!-- {mark} -->\n{made}<!-- end -->{after}")
    }

    #[test]
    fn the_page_shows_the_table_and_the_diagram_of_the_code() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/shopping-list.md");
        let page = std::fs::read_to_string(&file).unwrap().replace("\r\n", "\n");
        let diagram = format!("```mermaid\n{}```\n", as_diagram());
        let made = put(&put(&page, "diagram", &diagram), "table", &as_table());
        if std::env::var_os("UPDATE_GENERATED").is_some() {
            std::fs::write(&file, &made).unwrap();
            return;
        }
        assert!(
            page == made,
            "docs/shopping-list.md is stale; UPDATE_GENERATED=1 writes it anew"
        );
    }

    #[test]
    fn the_diagram_names_every_state_and_the_table_every_line() {
        let diagram = as_diagram();
        for status in ItemStatus::ALL {
            assert!(diagram.contains(&format!("--> {}:", status.word())), "{status:?}");
        }
        assert_eq!(as_table().lines().count(), LIFE.len() + 2);
    }
}
