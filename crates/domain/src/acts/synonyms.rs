//! The vessel's own words: what people say, and what it stands for in the record.

use super::faults::nothing_changed;
use crate::act::{Act, Ctx, Prefill, given_id, given_text, params};
use crate::permission::Subject;
use crate::plan::{Findings, Plan, Values};
use crate::refusal::Refusal;
use crate::tables::Synonym;
use crate::text::{self, Lines};
use journal::RowId;
use serde_json::{Value as Json, json};

/// Characters of a word of the vessel, and of what it stands for.
pub const WORD_CHARACTERS_MAX: usize = 80;

params! {
    /// What the form sends; of a word that is there a field left out stays.
    pub struct EditSynonymsParams {
        /// The word that is changed; none adds one.
        synonym: Option<RowId>,
        /// What people say, 1–80 characters.
        word: Option<String>,
        /// What it stands for, 1–80 characters.
        means: Option<String>,
        /// It is no longer said, or, when false, it is said again.
        withdraw: Option<bool>,
    }
}

/// Adds, changes or withdraws a word of the vessel.
pub struct EditSynonyms;

impl Act for EditSynonyms {
    const NAME: &'static str = "edit_synonyms";
    type Params = EditSynonymsParams;

    fn prefill(ctx: &Ctx<'_>, given: &Json) -> Result<Prefill, Refusal> {
        let mut form = Prefill::default();
        if let Some(id) = given_id(given, "synonym")? {
            let old = ctx.facts.get::<Synonym>(id)?;
            form.set("synonym", old.id.to_string());
            form.set("word", old.word);
            form.set("means", old.means);
            form.set("withdraw", old.is_withdrawn);
        }
        Ok(form)
    }

    fn check(ctx: &Ctx<'_>, given: &Json) -> Result<Findings, Refusal> {
        let mut found = Findings::default();
        let own = given_id(given, "synonym")?;
        let (word, means) = (given_text(given, "word").trim(), given_text(given, "means").trim());
        let same = |one: &str, other: &str| one.to_lowercase() == other.to_lowercase();
        for other in ctx.facts.all::<Synonym>()? {
            if Some(other.id) == own || other.is_withdrawn || word.is_empty() || !same(&other.word, word) {
                continue;
            }
            if same(&other.means, means) {
                found.warn(
                    "known",
                    format!("“{}” stands for “{}” already.", other.word, other.means),
                );
            } else {
                let text = format!(
                    "“{}” stands for “{}” too. Whoever searches for it is asked which is meant.",
                    other.word, other.means
                );
                found.warn("ambiguous", text);
            }
        }
        Ok(found)
    }

    fn plan(ctx: &Ctx<'_>, params: &EditSynonymsParams) -> Result<(Plan, Subject), Refusal> {
        let mut plan = Plan::new(Self::NAME);
        plan.corrected_by = Some(Self::NAME);
        match params.synonym {
            None => add(&mut plan, params)?,
            Some(id) => change(&mut plan, &ctx.facts.get::<Synonym>(id)?, params)?,
        }
        plan.offer(Self::NAME, json!({}));
        Ok((plan, Subject::vessel()))
    }
}

fn add(plan: &mut Plan, params: &EditSynonymsParams) -> Result<(), Refusal> {
    let word = line("word", "The word", params.word.as_deref().unwrap_or_default())?;
    let means = line(
        "means",
        "What it stands for",
        params.means.as_deref().unwrap_or_default(),
    )?;
    let values = Values::new()
        .set(Synonym::word, &word)
        .set(Synonym::means, &means)
        .set(Synonym::is_withdrawn, &false);
    plan.insert::<Synonym>(values);
    plan.will(format!("find “{means}” by “{word}” too"));
    Ok(())
}

fn change(plan: &mut Plan, old: &Synonym, params: &EditSynonymsParams) -> Result<(), Refusal> {
    let (mut values, mut changed) = (Values::new(), Vec::new());
    if let Some(word) = &params.word
        && values.change(Synonym::word, &old.word, &line("word", "The word", word)?)
    {
        changed.push("word");
    }
    if let Some(means) = &params.means
        && values.change(Synonym::means, &old.means, &line("means", "What it stands for", means)?)
    {
        changed.push("meaning");
    }
    let is_withdrawn = params.withdraw.unwrap_or(old.is_withdrawn);
    if values.change(Synonym::is_withdrawn, &old.is_withdrawn, &is_withdrawn) {
        changed.push("use");
    }
    nothing_changed(&changed)?;
    plan.update::<Synonym>(old.id, values);
    let (word, means) = (
        params.word.as_ref().unwrap_or(&old.word).trim(),
        params.means.as_ref().unwrap_or(&old.means).trim(),
    );
    match (old.is_withdrawn, is_withdrawn) {
        (false, true) => plan.will(format!("no longer find “{means}” by “{word}”")),
        (true, true) => plan.will(format!("change the withdrawn word “{word}”: it stood for “{means}”")),
        _ => plan.will(format!(
            "find “{means}” by “{word}”, in place of “{}” by “{}”",
            old.means, old.word
        )),
    }
    Ok(())
}

fn line(field: &str, label: &str, given: &str) -> Result<String, Refusal> {
    text::required(field, label, given, Lines::One, 1, WORD_CHARACTERS_MAX)
}
