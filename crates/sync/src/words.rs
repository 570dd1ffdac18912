//! The sentences about exchanges: for each failure one that says what happened, and one next step.

use std::borrow::Cow;
use std::collections::BTreeMap;

use domain::tables;
use domain::words::{field_label, this_record};
use wire::RefusalCode;

use crate::failure::Failure;
use crate::files::FilesTrouble;
use crate::policy::FilesWait;

/// What a person reads about something that is in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// A permanent word for programs.
    pub code: &'static str,
    /// What happened.
    pub sentence: Cow<'static, str>,
    /// What to do next.
    pub next_step: &'static str,
}

const fn words(code: &'static str, sentence: &'static str, next_step: &'static str) -> Words {
    Words {
        code,
        sentence: Cow::Borrowed(sentence),
        next_step,
    }
}

/// A person paused the link.
pub const PAUSED: Words = words(
    "paused",
    "Exchanges are paused; acts are kept on this workstation.",
    "Resume in Settings when the link may be used again.",
);

/// The daily budget is used up.
pub const OVER_BUDGET: Words = words(
    "over_budget",
    "Today's bytes for this link are used up; acts are kept on this workstation.",
    "Sync now, or raise the budget in Settings.",
);

/// The other side has not got them either.
pub const FILES_ELSEWHERE: Words = words(
    "files_elsewhere",
    "The files that are missing here are on another workstation, which has not handed them on yet.",
    "Nothing to do: they come once that workstation has exchanged.",
);

const WAIT: &str = "Nothing to do: it is tried again by itself.";
const PASSED_ON: &str = "Nothing to do here: tell whoever looks after the other side.";
const UPDATE: &str = "Update the program on this workstation.";
const ENROL: &str = "Ask for a new code there and enrol this workstation again.";

/// The words for a failure.
#[must_use]
pub fn of(failure: &Failure) -> Words {
    match failure {
        Failure::Unreachable => words(
            "unreachable",
            "The other side cannot be reached.",
            "Nothing to do: it is tried every few seconds. If the link is up, check the address in Settings.",
        ),
        Failure::Cut => words("cut", "The link broke off; what had arrived is kept.", WAIT),
        Failure::Stalled => words("stalled", "The link stood still and was given up.", WAIT),
        Failure::WrongKey => words(
            "wrong_key",
            "Somebody else answers at this address: its key is not the one pinned at enrolment.",
            "Check the address in Settings; if the gateway was replaced, enrol with a new code.",
        ),
        Failure::Stranger => words(
            "stranger",
            "Something else answers: the network asks for a sign-in page, or the address is not CelesteOS.",
            "Open a browser and sign in to the network, or check the address in Settings.",
        ),
        Failure::Garbled(_) => words("garbled", "The answer cannot be read.", WAIT),
        Failure::Busy { .. } => words("busy", "The other side is busy and asked to come back later.", WAIT),
        Failure::TooLarge => words(
            "too_large",
            "The other side takes no requests of this size; smaller ones follow.",
            WAIT,
        ),
        Failure::Faulty { .. } => words("faulty", "The other side has a fault of its own.", PASSED_ON),
        Failure::Refused(refusal) => refused(refusal.code, &refusal.message),
        Failure::Here(message) => Words {
            code: "here",
            sentence: message.clone().into(),
            // The sentence of this side's own refusal names the cure already.
            next_step: "Do as it says; it goes on by itself then.",
        },
        Failure::BudgetReached => OVER_BUDGET,
        Failure::BatchesRefused { batches, message } => Words {
            code: "batches_refused",
            sentence: format!("{batches} of the batches were not taken, all others were: {message}").into(),
            next_step: "See the log of exchanges in Settings; the workstation it names may have to be closed.",
        },
        Failure::Differs { columns } => Words {
            code: "differs",
            sentence: format!(
                "Both sides hold the same entries, and yet do not show the same{}.",
                named(columns)
            )
            .into(),
            next_step: "Verify the record on both sides.",
        },
    }
}

/// The words for what a person set that keeps files waiting.
#[must_use]
pub fn of_waiting_files(wait: FilesWait) -> Words {
    match wait {
        FilesWait::OverBudget => words(
            "files_over_budget",
            "Files wait: today's bytes for them on this link are used up. Acts still go.",
            "Nothing to do: they go on tomorrow. To have them today, raise the budget in Settings.",
        ),
        FilesWait::Metered => words(
            "files_metered",
            "Files wait: bytes are paid for on this link, and no number of bytes a day is set. Acts still go.",
            "Set a number of bytes a day in Settings; files may use a part of them.",
        ),
    }
}

/// The words for what else is in the way of files.
#[must_use]
pub fn of_files(trouble: &FilesTrouble) -> Words {
    match trouble {
        FilesTrouble::Older => words(
            "files_older",
            "The other side's program is older and carries no files. Acts go all the same.",
            "Update the program on the other side.",
        ),
        FilesTrouble::Here(message) => Words {
            code: "files_here",
            sentence: format!("Files that arrive cannot be kept on this workstation: {message}").into(),
            next_step: "Do as it says; it goes on by itself then.",
        },
        FilesTrouble::There(message) => Words {
            code: "files_there",
            sentence: format!("The other side cannot keep files: {message}").into(),
            next_step: PASSED_ON,
        },
        FilesTrouble::Damaged(files) => Words {
            code: "files_damaged",
            sentence: match files {
                1 => "A file arrived damaged and was thrown away.".into(),
                files => format!("{files} files arrived damaged and were thrown away.").into(),
            },
            next_step: "Sync now to have it tried once more; otherwise it is tried again within six hours.",
        },
        FilesTrouble::Unsound(files) => Words {
            code: "files_unsound",
            sentence: match files {
                1 => "A file on this disk is damaged and cannot be handed on.".into(),
                files => format!("{files} files on this disk are damaged and cannot be handed on.").into(),
            },
            next_step: "Have the disk looked at; where another workstation holds a file too, its copy goes instead.",
        },
    }
}

fn refused(code: RefusalCode, message: &str) -> Words {
    let next_step = match code {
        RefusalCode::WrongVessel => "Check the address in Settings: it belongs to another vessel.",
        RefusalCode::UnknownDevice
        | RefusalCode::NotEnrolled
        | RefusalCode::ForgedDevice
        | RefusalCode::BadSignature => ENROL,
        RefusalCode::ClosedDevice => {
            "Ask for a new code there and enrol this workstation again: it takes a new number, and its acts are kept."
        }
        RefusalCode::NewerProtocol => UPDATE,
        RefusalCode::Busy | RefusalCode::TooMany => WAIT,
        _ => PASSED_ON,
    };
    Words {
        code: code.word(),
        sentence: format!("The other side refused: {message}").into(),
        next_step,
    }
}

/// What differs, as people call it: `: fault (Title, Severity); part (Minimum)`.
fn named(columns: &[(u16, u16)]) -> String {
    let mut by_table: BTreeMap<u16, Vec<String>> = BTreeMap::new();
    for (number, column) in columns {
        let known = tables::table(*number).and_then(|table| table.column(*column));
        let labels = by_table.entry(*number).or_default();
        labels.extend(known.map(|column| field_label(column.name)));
    }
    let tables: Vec<String> = by_table
        .iter()
        .map(|(number, labels)| {
            let record = this_record(tables::table(*number).map_or("", |table| table.name));
            let noun = record.strip_prefix("This ").unwrap_or(record);
            match labels.is_empty() {
                true => noun.to_owned(),
                false => format!("{noun} ({})", labels.join(", ")),
            }
        })
        .collect();
    match tables.is_empty() {
        true => String::new(),
        false => format!(": {}", tables.join("; ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_said_in_the_words_of_the_ship() {
        let said = |columns| of(&Failure::Differs { columns }).sentence;
        assert_eq!(
            said(vec![(10, 2), (10, 4), (16, 1)]),
            "Both sides hold the same entries, and yet do not show the same: fault (Title, Code); storage place (Code)."
        );
        assert_eq!(
            said(vec![(900, 1)]),
            "Both sides hold the same entries, and yet do not show the same: record."
        );
        assert_eq!(
            said(vec![]),
            "Both sides hold the same entries, and yet do not show the same."
        );
    }
}
