//! `celeste search`.

use crate::arguments::Search;
use crate::output::Output;
use api::searching::hits::HitLine;
use api::searching::{SearchArgs, SearchResult};
use api::{Code, Error, Place, Program, SearchKind};
use serde_json::json;

pub(crate) fn run(place: Place, search: &Search, output: &Output) -> Result<(), Error> {
    let args = SearchArgs {
        text: search.words.join(" "),
        kind: search.kind.as_deref().and_then(SearchKind::from_word),
    };
    let mut found = Program::open_reading(place.clone())?.searched(&args)?;
    if found.building.is_some() || found.is_behind {
        // Where nobody else writes, the rest is taken in first.
        match Program::open(place) {
            Ok(program) => {
                program.build_search(&mut |progress| {
                    output.say(&format!("Taking in {} of {} records …", progress.done, progress.total));
                })?;
                found = program.searched(&args)?;
            }
            Err(error) if error.code == Code::ReadOnly => {}
            Err(error) => return Err(error),
        }
    }
    match output.json {
        true => output.print(&json!(found)),
        false => say(&found, output),
    }
    Ok(())
}

fn say(found: &SearchResult, output: &Output) {
    if let Some(progress) = found.building {
        let (done, total) = (progress.done, progress.total);
        output.say(&format!(
            "Records are still being taken in: {done} of {total}. Something may be missing."
        ));
    } else if found.is_behind {
        output.say("Much was written just now. Something may be missing for a moment.");
    }
    for ambiguous in &found.ambiguous {
        output.say(&format!(
            "“{}” stands for: {}",
            ambiguous.word,
            ambiguous.means.join(", ")
        ));
    }
    if found.numbered.is_empty() && found.groups.is_empty() && found.passages.is_empty() {
        output.say("Nothing was found.");
    }
    for hit in &found.numbered {
        output.say(&line(hit));
    }
    for group in &found.groups {
        output.say(&format!("{}:", group.kind.word().replace('_', " ")));
        for hit in &group.hits {
            output.say(&format!("  {}", line(hit)));
        }
        if group.has_more {
            output.say(&format!("  … and more: --kind {}", group.kind.word()));
        }
    }
    if !found.passages.is_empty() {
        output.say("in manuals:");
    }
    for passage in &found.passages {
        let heading = passage.heading.as_deref().unwrap_or_default();
        output.say(&format!(
            "  {} · page {} · {heading} · {}",
            passage.title, passage.page, passage.around
        ));
    }
    if found.has_more_passages {
        output.say(&format!("  … and more: --kind {}", SearchKind::Manual.word()));
    }
}

/// Number or code, what it is called, what tells it apart, and how it stands.
fn line(hit: &HitLine) -> String {
    let state = hit.state.replace('_', " ");
    let told = [
        Some(hit.code.as_str()),
        Some(hit.title.as_str()),
        Some(hit.more.as_str()),
        hit.on_hand.as_deref(),
        Some(state.as_str()),
    ];
    let told = told.into_iter().flatten().filter(|text| !text.is_empty());
    told.collect::<Vec<_>>().join(" · ")
}
