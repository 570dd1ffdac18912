use crate::shelf::{Read, all};
use demo::manuals::{Stands, TrueCode};
use manuals::finding::{Found, Reason};

/// How many of how many.
#[derive(Default)]
struct Tally {
    right: usize,
    all: usize,
    wrong: Vec<String>,
}

impl Tally {
    fn count(&mut self, is_right: bool, wrong: impl FnOnce() -> String) {
        self.all += 1;
        self.right += usize::from(is_right);
        if !is_right {
            self.wrong.push(wrong());
        }
    }

    /// `{ all: 0 }` counts as all right: there was nothing to get wrong.
    fn share(&self) -> f64 {
        if self.all == 0 {
            1.0
        } else {
            self.right as f64 / self.all as f64
        }
    }
}

/// Whether the reason names the kind of place where the code stands.
fn is_why(found: &Found, stands: Stands) -> bool {
    match stands {
        Stands::Table => matches!(found.best.reason, Reason::CodeInTable { .. }),
        Stands::Heading => matches!(found.best.reason, Reason::CodeInHeading { .. }),
        Stands::Text => matches!(found.best.reason, Reason::CodeInText { .. }),
    }
}

/// Ways in which people write a code down.
fn written(code: &str) -> [String; 3] {
    [code.to_owned(), code.to_lowercase(), code.replace(['-', ' '], "")]
}

fn wrong(read: &Read, code: &TrueCode, found: Option<&Found>) -> String {
    let told = found.map(|found| (found.best.page, read.section(found), found.best.reason.clone()));
    format!(
        "{}: {} stands on {} in {}, found {told:?}",
        read.manual.file_name, code.code, code.page, code.section
    )
}

#[test]
fn the_right_section_comes_first_for_the_codes_of_all_manuals() {
    let (mut sections, mut pages, mut absent) = (Tally::default(), Tally::default(), Tally::default());
    let mut written_tally = Tally::default();
    for read in all() {
        let truth = &read.manual.truth;
        for code in &truth.codes {
            let found = read.asked(&code.code);
            let is_page = found.as_ref().is_some_and(|found| found.best.page == code.page);
            let is_section = found
                .as_ref()
                .is_some_and(|found| read.section(found) == code.section && is_why(found, code.stands));
            match code.stands {
                Stands::Table | Stands::Heading => {
                    sections.count(is_page && is_section, || wrong(&read, code, found.as_ref()))
                }
                Stands::Text => pages.count(is_page, || wrong(&read, code, found.as_ref())),
            }
            for code in written(&code.code) {
                let same = read.asked(&code).map(|found| (found.best.page, found.best.section));
                let first = found.as_ref().map(|found| (found.best.page, found.best.section));
                written_tally.count(same == first, || format!("{code}: {same:?}, not {first:?}"));
            }
        }
        let has_troubleshooting = truth
            .sections
            .iter()
            .any(|section| section.title.contains("Troubleshooting"));
        for code in &truth.absent_codes {
            let found = read.asked(code);
            // A code that is nowhere leads to the troubleshooting section, said as that, or to nothing.
            let is_right = match &found {
                Some(found) => has_troubleshooting && found.best.reason == Reason::Troubleshooting,
                None => !has_troubleshooting,
            };
            absent.count(is_right, || {
                format!("{}: {code} is nowhere, found {found:?}", read.manual.file_name)
            });
        }
    }
    for (name, tally) in [
        ("table or heading, right section first", &sections),
        ("running text, right page first", &pages),
        ("nowhere, said so", &absent),
        ("written otherwise, same answer", &written_tally),
    ] {
        eprintln!(
            "{name}: {} of {} ({:.1} %)",
            tally.right,
            tally.all,
            tally.share() * 100.0
        );
        for wrong in tally.wrong.iter().take(40) {
            eprintln!("  {wrong}");
        }
    }
    assert!(
        sections.all + pages.all >= 300,
        "the set has {} codes",
        sections.all + pages.all
    );
    assert!(pages.all >= 80 && absent.all >= 12);
    assert_eq!(sections.right, sections.all);
    assert!(pages.share() >= 0.95);
    assert_eq!(absent.right, absent.all);
    assert_eq!(written_tally.right, written_tally.all);
}

#[test]
fn what_is_proposed_is_what_the_tables_say() {
    for read in all() {
        let mut said: Vec<(u32, &str)> = read
            .structure
            .proposals
            .iter()
            .map(|row| (row.page, row.code.as_str()))
            .collect();
        let tables = read
            .manual
            .truth
            .codes
            .iter()
            .filter(|code| code.stands == Stands::Table);
        let mut wanted: Vec<(u32, &str)> = tables.map(|code| (code.page, code.code.as_str())).collect();
        said.sort_unstable();
        wanted.sort_unstable();
        eprintln!("{}: {} rows", read.manual.file_name, said.len());
        assert_eq!(said, wanted, "{}", read.manual.file_name);
        for row in &read.structure.proposals {
            assert!(row.meaning.len() >= 8, "{row:?}");
        }
    }
}
