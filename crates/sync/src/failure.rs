//! Why an exchange did not end well: what the engine acts on. The sentences stand in [`crate::words`].

use wire::Refusal;

/// Why an exchange did not end well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// No connection came about: no link, a wrong address, or nobody listens there.
    Unreachable,
    /// The connection broke off half-way. What had arrived stays.
    Cut,
    /// Nothing moved for so long that it was given up.
    Stalled,
    /// The key of whoever answers is not the one that was pinned at enrolment.
    WrongKey,
    /// Something answered that is not CelesteOS: a sign-in page of the ship's or hotel's network.
    Stranger,
    /// What came is no sound answer.
    Garbled(String),
    /// It asks to come back later.
    Busy {
        /// When, in milliseconds from then, if it said so.
        retry_after_ms: Option<u64>,
    },
    /// It takes no requests of that size.
    TooLarge,
    /// It failed for a reason of its own.
    Faulty {
        /// The HTTP status.
        status: u16,
    },
    /// It refused the exchange as a whole.
    Refused(Refusal),
    /// This workstation cannot go on: its disk is full, or its replica cannot be read.
    Here(String),
    /// The exchange took the bytes it was given, and was ended; what had arrived stays.
    BudgetReached,
    /// The other side did not take some of what was sent, or sent what was not taken here; the rest
    /// went through.
    BatchesRefused {
        /// How many batches are held back so.
        batches: u64,
        /// What was said about the first.
        message: String,
    },
    /// Both hold the same entries, and yet their tables differ.
    Differs {
        /// The columns: table and column numbers.
        columns: Vec<(u16, u16)>,
    },
}

impl Failure {
    /// Whether nothing of the request can have arrived, so that what is known of the peer stands.
    #[must_use]
    pub fn nothing_arrived(&self) -> bool {
        matches!(self, Self::Unreachable | Self::WrongKey)
    }

    /// Whether the line is at fault rather than whoever answers: then its return is worth looking for.
    #[must_use]
    pub fn is_of_the_line(&self) -> bool {
        matches!(self, Self::Unreachable | Self::Cut | Self::Stalled | Self::Stranger)
    }
}
