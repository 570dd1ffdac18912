use manuals::code::key;
use manuals::finding::{Closeness, Found, Manual, Mapping, Question, Reason, find};
use manuals::structure::{Chunk, CodeRow, Section};

/// A manual as its rows in a database.
#[derive(Default)]
struct Rows {
    sections: Vec<Section>,
    rows: Vec<CodeRow>,
    chunks: Vec<Chunk>,
}

impl Rows {
    /// Sections as (level, title, page), two pages each.
    fn of(sections: &[(u32, &str, u32)]) -> Self {
        let section = |(level, title, page): &(u32, &str, u32)| Section {
            level: *level,
            path: vec![(*title).to_owned()],
            title: (*title).to_owned(),
            page: *page,
            top: 80.0,
            last_page: page + 1,
        };
        Self {
            sections: sections.iter().map(section).collect(),
            ..Self::default()
        }
    }

    fn row(mut self, code: &str, page: u32) -> Self {
        self.rows.push(CodeRow {
            code: code.to_owned(),
            key: key(code),
            page,
            remedy: "Stop.".to_owned(),
            ..CodeRow::default()
        });
        self
    }

    fn text(mut self, code: &str, page: u32) -> Self {
        self.chunks.push(Chunk {
            page,
            codes: vec![key(code)],
            ..Chunk::default()
        });
        self
    }

    fn manual(&self, closeness: Closeness) -> Manual<'_> {
        Manual {
            closeness,
            sections: &self.sections,
            rows: &self.rows,
            chunks: &self.chunks,
        }
    }
}

fn engine() -> Rows {
    Rows::of(&[
        (1, "1 Safety", 5),
        (1, "3 Cooling", 20),
        (2, "3.1 Sea water pump", 21),
        (2, "3.2 Coolant temperature", 23),
        (2, "3.3 Heat exchanger", 25),
        (1, "4 Lubricating oil", 40),
        (2, "4.1 Oil filter", 41),
        (1, "9 Troubleshooting", 90),
        (2, "9.1 Alarm E300 and its causes", 95),
    ])
    .row("E047", 91)
    .row("SPN 110 FMI 0", 92)
    .row("SPN 110 FMI 3", 93)
    .text("E047", 30)
    .text("E201", 44)
}

fn code(code: &str) -> Question<'_> {
    Question {
        code,
        ..Question::default()
    }
}

fn fault<'a>(title: &'a str, description: &'a str) -> Question<'a> {
    Question {
        title,
        description,
        ..Question::default()
    }
}

/// The best hit as "page reason", or "nothing".
fn best(found: &Option<Found>) -> String {
    found.as_ref().map_or_else(
        || "nothing".to_owned(),
        |found| format!("{} {}", found.best.page, told(&found.best.reason)),
    )
}

fn told(reason: &Reason) -> String {
    match reason {
        Reason::Asked => "asked".to_owned(),
        Reason::Mapped { code } => format!("mapped {code}"),
        Reason::CodeInTable { code } => format!("table {code}"),
        Reason::CodeInHeading { code } => format!("heading {code}"),
        Reason::CodeInText { code } => format!("text {code}"),
        Reason::Heading { words } => format!("words {}", words.join(" ")),
        Reason::Troubleshooting => "troubleshooting".to_owned(),
    }
}

#[test]
fn questions_are_answered_in_the_order_of_the_domain() {
    let rows = engine();
    let manuals = [rows.manual(Closeness::Linked)];
    let asked = |section| Question {
        section,
        code: "E047",
        ..Question::default()
    };
    for (question, wanted) in [
        (asked("3.1"), "21 asked"),
        (asked("sea water pump"), "21 asked"),
        (asked("3.1 Sea Water Pump"), "21 asked"),
        (asked("nowhere"), "91 table E047"),
        (code("e-047"), "91 table E047"),
        (code("E300"), "95 heading E300"),
        (code("E201"), "44 text E201"),
        (code("SPN 110"), "92 table SPN 110 FMI 0"),
        (code("spn110 fmi3"), "93 table SPN 110 FMI 3"),
        (fault("Generator 2 – E047", ""), "91 table E047"),
        (
            fault("Generator 2 – coolant temperature high", "96 °C at 55 %"),
            "23 words coolant temperature",
        ),
        (fault("Sea water pumps leaking", "drops"), "21 words pump sea water"),
        (
            fault("Oil filter difference pressure rising", ""),
            "41 words filter oil",
        ),
        (fault("Something rattles", "in the morning"), "90 troubleshooting"),
        (code("E999"), "90 troubleshooting"),
    ] {
        assert_eq!(best(&find(&question, &[], &manuals)), wanted, "{question:?}");
    }
}

#[test]
fn what_a_person_confirmed_goes_before_every_proposal() {
    let rows = engine();
    let mapping = Mapping {
        key: "E047",
        manual: 0,
        page: 24,
        heading: "3.2 Coolant temperature",
    };
    let found = find(&code("E 047"), &[mapping], &[rows.manual(Closeness::Linked)]).unwrap();
    assert_eq!(told(&found.best.reason), "mapped E 047");
    assert_eq!((found.best.page, found.best.section), (24, Some(3)));
    assert!(found.others.is_empty());
    assert_eq!(found.related, [4]);
}

#[test]
fn nothing_is_said_where_nothing_is() {
    let rows = Rows::of(&[(1, "1 Description", 1), (1, "2 Operation", 9)]).row("E047", 5);
    let manuals = [rows.manual(Closeness::Linked)];
    for question in [
        code("E999"),
        code("E470"),
        fault("Noise in the night", ""),
        Question::default(),
        code("–"),
    ] {
        assert_eq!(best(&find(&question, &[], &manuals)), "nothing", "{question:?}");
    }
    assert_eq!(find(&code("E047"), &[], &[]), None);
}

#[test]
fn zeros_are_forgiven_only_where_one_code_alone_is_meant() {
    let one = Rows::of(&[]).row("E047", 5);
    assert_eq!(
        best(&find(&code("E47"), &[], &[one.manual(Closeness::Linked)])),
        "5 table E047"
    );
    let both = Rows::of(&[]).row("E047", 5).row("E47", 6);
    assert_eq!(
        best(&find(&code("E47"), &[], &[both.manual(Closeness::Linked)])),
        "6 table E47"
    );
    assert_eq!(
        best(&find(&code("E047"), &[], &[both.manual(Closeness::Linked)])),
        "5 table E047"
    );
    let two = Rows::of(&[]).row("E047", 5).row("E0047", 6);
    assert_eq!(
        best(&find(&code("E47"), &[], &[two.manual(Closeness::Linked)])),
        "nothing"
    );
}

#[test]
fn the_nearer_manual_goes_first_and_those_of_other_machines_only_when_all_are_searched() {
    let (one, other) = (Rows::of(&[]).row("E047", 5), Rows::of(&[]).row("E047", 6).row("A1", 7));
    let manuals = [
        other.manual(Closeness::Other),
        one.manual(Closeness::SameModel),
        one.manual(Closeness::Linked),
    ];
    let found = find(&code("E047"), &[], &manuals).unwrap();
    assert_eq!((found.best.manual, found.others.len()), (2, 1));
    let everywhere = Question {
        is_everywhere: true,
        ..code("E047")
    };
    assert_eq!(find(&everywhere, &[], &manuals).unwrap().others.len(), 2);
    assert_eq!(best(&find(&code("A1"), &[], &manuals)), "nothing");
    let engine = engine();
    let lost = Question {
        is_everywhere: true,
        ..code("E999")
    };
    assert_eq!(best(&find(&lost, &[], &[engine.manual(Closeness::Other)])), "nothing");
    assert_eq!(
        best(&find(&lost, &[], &[engine.manual(Closeness::SameModel)])),
        "90 troubleshooting"
    );
}

#[test]
fn several_hits_are_listed_behind_the_best_and_neighbours_are_named() {
    let rows = engine();
    let found = find(&code("SPN 110"), &[], &[rows.manual(Closeness::Linked)]).unwrap();
    assert_eq!(found.others.len(), 1);
    let found = find(&code("E047"), &[], &[rows.manual(Closeness::Linked)]).unwrap();
    let others: Vec<String> = found
        .others
        .iter()
        .map(|hit| format!("{} {}", hit.page, told(&hit.reason)))
        .collect();
    assert_eq!(others, ["30 text E047"]);
    assert_eq!(found.related, [7]);
}

#[test]
fn at_most_five_neighbours_within_two_pages_are_named() {
    let titles: Vec<String> = (0..12).map(|number| format!("{number} Part")).collect();
    let sections: Vec<(u32, &str, u32)> = (1..)
        .zip(&titles)
        .map(|(page, title)| (1, title.as_str(), page))
        .collect();
    let rows = Rows::of(&sections).row("E1", 6);
    let found = find(&code("E1"), &[], &[rows.manual(Closeness::Linked)]).unwrap();
    assert_eq!(found.related, [3, 4, 5, 6, 7]);
}

#[test]
fn one_question_has_one_answer() {
    let rows = engine();
    let manuals = [rows.manual(Closeness::Linked), rows.manual(Closeness::Linked)];
    let first = find(
        &fault("coolant temperature high", "oil filter, sea water pump"),
        &[],
        &manuals,
    );
    for _ in 0..20 {
        assert_eq!(
            find(
                &fault("coolant temperature high", "oil filter, sea water pump"),
                &[],
                &manuals
            ),
            first
        );
    }
    assert_eq!(first.unwrap().best.manual, 0);
}
