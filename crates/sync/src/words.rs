//! The sentences about exchanges: for each failure one that says what happened, and one next step.

use std::borrow::Cow;

use wire::RefusalCode;

use crate::failure::Failure;

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
                "Both sides hold the same entries, and yet their tables differ in {}.",
                named(columns)
            )
            .into(),
            next_step: "Verify the record on both sides.",
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

/// Tables by name, each once; one that this version does not know by its number.
fn named(columns: &[(u16, u16)]) -> String {
    let mut names: Vec<String> = columns
        .iter()
        .map(|(number, _)| match domain::tables::table(*number) {
            Some(table) => table.name.to_owned(),
            None => format!("table {number}"),
        })
        .collect();
    names.dedup();
    names.join(", ")
}
