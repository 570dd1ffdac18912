//! Guesses which column holds which field, by its head. English and German heads are known; a vessel that
//! chooses other columns is asked once, and its choice is kept.

mod synonyms;

use domain::acts::imports::{ImportKind, fields::ImportField};
use synonyms::{EVERYWHERE, of_kind};

/// Letters and digits of a head, lower case, with German letters spelt out.
#[must_use]
pub(crate) fn plain(head: &str) -> String {
    let spelt = head
        .to_lowercase()
        .replace('ä', "ae")
        .replace('ö', "oe")
        .replace('ü', "ue")
        .replace('ß', "ss");
    spelt.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The column of each field, where a head names it. Each column holds one field.
#[must_use]
pub(crate) fn guess(kind: ImportKind, heads: &[String]) -> Vec<(&'static str, Option<usize>)> {
    let plain_heads: Vec<String> = heads.iter().map(|head| plain(head)).collect();
    let mut taken = vec![false; heads.len()];
    let mut guessed = Vec::new();
    // What the fields are called comes before what else they may be called: "Position" is the position of
    // a spare part before it is where a machine stands.
    let fields = kind.fields();
    let mut found: Vec<Option<usize>> = vec![None; fields.len()];
    for names in [own_names as fn(ImportKind, &ImportField) -> Vec<String>, other_names] {
        for (field, column) in fields.iter().zip(&mut found).filter(|(_, column)| column.is_none()) {
            let wanted = names(kind, field);
            let mut matching = wanted
                .iter()
                .filter_map(|name| plain_heads.iter().position(|head| head == name))
                .filter(|at| !taken[*at]);
            if let Some(at) = matching.next() {
                taken[at] = true;
                *column = Some(at);
            }
        }
    }
    guessed.extend(fields.iter().map(|field| field.name).zip(found));
    guessed
}

fn own_names(_: ImportKind, field: &ImportField) -> Vec<String> {
    vec![plain(field.name), plain(field.label)]
}

fn other_names(kind: ImportKind, field: &ImportField) -> Vec<String> {
    let lists = of_kind(kind).iter().chain(EVERYWHERE);
    let of_field = lists.filter(|(name, _)| *name == field.name);
    of_field
        .flat_map(|(_, heads)| heads.iter().map(|head| (*head).to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(kind: ImportKind, heads: &[&str]) -> Vec<(&'static str, usize)> {
        let heads: Vec<String> = heads.iter().map(|head| (*head).to_owned()).collect();
        let guessed = guess(kind, &heads).into_iter();
        guessed.filter_map(|(field, column)| Some((field, column?))).collect()
    }

    #[test]
    fn heads_of_other_programs_are_understood() {
        assert_eq!(
            columns(
                ImportKind::Parts,
                &[
                    "Artikel-Nr.",
                    "Bezeichnung",
                    "Hersteller",
                    "ME",
                    "Lagerort",
                    "Bestand",
                    "Bestand min",
                    "Preis"
                ]
            ),
            [
                ("number", 0),
                ("name", 1),
                ("maker", 2),
                ("unit", 3),
                ("minimum", 6),
                ("location", 4),
                ("on_hand", 5)
            ]
        );
        assert_eq!(
            columns(
                ImportKind::Equipment,
                &["SFI number", "Description", "Parent code", "Manufacturer", "Serial No."]
            ),
            [("code", 0), ("name", 1), ("parent", 2), ("maker", 3), ("serial", 4)]
        );
        assert_eq!(
            columns(ImportKind::People, &["Full name", "Position", "Dept."]),
            [("name", 0), ("rank", 1), ("department", 2)]
        );
    }

    #[test]
    fn no_other_name_stands_for_two_fields_of_one_list() {
        for kind in ImportKind::ALL {
            let mut names: Vec<String> = Vec::new();
            for field in kind.fields() {
                names.extend(other_names(*kind, field));
            }
            let all = names.len();
            names.sort();
            names.dedup();
            assert_eq!(names.len(), all, "{kind:?}");
        }
    }

    #[test]
    fn what_is_exported_is_understood() {
        for kind in ImportKind::ALL {
            let heads: Vec<String> = kind.fields().iter().map(|field| field.name.to_owned()).collect();
            let guessed = guess(*kind, &heads);
            assert!(
                guessed.iter().enumerate().all(|(at, (_, column))| *column == Some(at)),
                "{kind:?}"
            );
        }
    }
}
