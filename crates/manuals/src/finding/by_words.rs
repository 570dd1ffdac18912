//! Words of a fault against the headings of manuals.
//!
//! Words are compared without case, accents and plural; words of no meaning do not count. A rare word
//! weighs more than one that stands in many headings, a word of the title more than one of the
//! description. A heading counts where two words fit and make up a good part of it, or where one rare
//! word of the title is all but the whole of it: nonsense finds nothing.

mod stems;

use super::{Closeness, Hit, Manual, Question, Reason};
use crate::fold::{fold, words};
use crate::structure::Section;
use std::collections::{BTreeMap, HashMap, HashSet};
use stems::{is_meaningful, stem};

/// Words of title and description that are looked at.
const WORDS_MAX: usize = 200;
/// What a word of the description weighs beside one of the title.
const DESCRIPTION: f64 = 0.5;
/// Part of a heading's weight that two or more words make up.
const COVERED_BY_TWO: f64 = 0.45;
/// Part of a heading's weight that one word makes up.
const COVERED_BY_ONE: f64 = 0.75;
/// A single word counts where it stands in at most this part of the headings.
const RARE: f64 = 0.03;
/// Headings in which even a rare word may stand, in a short manual.
const RARE_HEADINGS: usize = 3;
/// Headings that are handed out.
const HITS_MAX: usize = 10;

/// A heading's words, each once: what it is compared by and how it is written.
type Written = BTreeMap<String, String>;

/// The headings that have words of the fault, the best first.
pub(super) fn hits(question: &Question<'_>, shelf: &[(usize, Manual<'_>)]) -> Vec<Hit> {
    let asked = asked(question);
    if asked.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<(bool, Closeness, f64, Hit)> = Vec::new();
    for (at, manual) in shelf {
        let scored = scored(&asked, manual.sections);
        found.extend(scored.into_iter().map(|(score, section, words)| {
            let heading = &manual.sections[section];
            let hit = Hit {
                manual: *at,
                page: heading.page,
                top: Some(heading.top),
                section: Some(section as u32),
                reason: Reason::Heading { words },
            };
            (manual.closeness == Closeness::Other, manual.closeness, score, hit)
        }));
    }
    found.sort_by(|one, other| {
        let nearness = one.0.cmp(&other.0);
        nearness.then(other.2.total_cmp(&one.2)).then(one.1.cmp(&other.1))
    });
    found.truncate(HITS_MAX);
    found.into_iter().map(|(_, _, _, hit)| hit).collect()
}

/// The words of a question with what each weighs.
fn asked(question: &Question<'_>) -> HashMap<String, f64> {
    let mut asked = HashMap::new();
    for (text, weight) in [
        (question.section, 1.0),
        (question.title, 1.0),
        (question.description, DESCRIPTION),
    ] {
        for word in words(&fold(text)).filter(|word| is_meaningful(word)) {
            if asked.len() >= WORDS_MAX {
                break;
            }
            let known = asked.entry(stem(word)).or_insert(weight);
            *known = known.max(weight);
        }
    }
    asked
}

fn written(title: &str) -> Written {
    let folded = fold(title);
    words(&folded)
        .filter(|word| is_meaningful(word))
        .map(|word| (stem(word), word.to_owned()))
        .collect()
}

/// Score, place and fitting words of each heading that is good enough, the best first.
fn scored(asked: &HashMap<String, f64>, sections: &[Section]) -> Vec<(f64, usize, Vec<String>)> {
    let headings: Vec<Written> = sections.iter().map(|section| written(&section.title)).collect();
    let mut often: HashMap<&str, usize> = HashMap::new();
    for word in headings.iter().flat_map(BTreeMap::keys) {
        *often.entry(word).or_default() += 1;
    }
    let all = headings.len() as f64;
    let rarity = |word: &str| 1.0 + (all / often.get(word).copied().unwrap_or(1) as f64).ln();
    let mut scored: Vec<(f64, usize, Vec<String>)> = Vec::new();
    for (at, heading) in headings.iter().enumerate() {
        let fitting: Vec<(&String, &String)> = heading.iter().filter(|(word, _)| asked.contains_key(*word)).collect();
        let weight: f64 = heading.keys().map(|word| rarity(word)).sum();
        let fits: f64 = fitting.iter().map(|(word, _)| rarity(word)).sum();
        let covered = fits / weight.max(f64::MIN_POSITIVE);
        let is_enough = match fitting.as_slice() {
            [] => false,
            [(word, _)] => {
                let count = often.get(word.as_str()).copied().unwrap_or(0);
                let is_rare = count <= RARE_HEADINGS.max((all * RARE) as usize);
                is_rare && asked[*word] >= 1.0 && covered >= COVERED_BY_ONE
            }
            several => several.iter().any(|(word, _)| asked[*word] >= 1.0) && covered >= COVERED_BY_TWO,
        };
        if is_enough {
            let above = above(asked, sections, at, &rarity);
            let own: f64 = fitting.iter().map(|(word, _)| asked[*word] * rarity(word)).sum();
            let score = (own + above) * (0.5 + covered / 2.0);
            scored.push((score, at, fitting.into_iter().map(|(_, word)| word.clone()).collect()));
        }
    }
    scored.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
    scored.truncate(HITS_MAX);
    scored
}

/// What words in the headings above it add: "Removal" below "Sea water pump".
fn above(asked: &HashMap<String, f64>, sections: &[Section], at: usize, rarity: &impl Fn(&str) -> f64) -> f64 {
    let section = &sections[at];
    let mut counted: HashSet<String> = written(&section.title).into_keys().collect();
    let mut added = 0.0;
    for title in section.path.iter().rev().skip(1) {
        for (word, _) in written(title) {
            if let Some(weight) = asked.get(&word)
                && !counted.contains(&word)
            {
                added += weight * rarity(&word) / 4.0;
                counted.insert(word);
            }
        }
    }
    added
}
