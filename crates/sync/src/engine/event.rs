//! What the engine is told, and what it answers.

use journal::Frontier;

use crate::files::FilesTurn;
use crate::outcome::Outcome;
use crate::policy::Policy;

/// What happened.
#[derive(Clone, Debug)]
pub enum Input {
    /// The moment asked for has come, or any other.
    Tick,
    /// The system says that a network came up.
    LinkUp,
    /// The system says that the network is gone.
    LinkDown,
    /// The peer took a connection, or did not.
    Probed {
        /// Whether it did.
        is_reachable: bool,
    },
    /// The replica holds these entries now: an act was committed, or entries came over another link.
    Held(Frontier),
    /// A person wants it now, whatever it costs.
    SyncNow,
    /// A person wants no exchange until they resume.
    Pause,
    /// Goes on after a pause.
    Resume,
    /// A person changed the settings of the link.
    Policy(Policy),
    /// What the log of exchanges says was used today, and when the day ends.
    Spent {
        /// Bytes in both directions.
        today_bytes: u64,
        /// Milliseconds until the budget begins anew.
        day_ends_in_ms: u64,
    },
    /// Bytes moved in the exchange under way.
    Moved {
        /// Which exchange.
        number: u64,
    },
    /// The exchange is over.
    Ended {
        /// Which exchange.
        number: u64,
        /// How.
        outcome: Outcome,
    },
}

/// What the engine wants done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Carry out an exchange, and report its end.
    Begin(Begin),
    /// Connect, greet nobody, disconnect, and report whether it was possible.
    Probe,
    /// Drop the exchange under way; its end is of no interest any more.
    Abandon {
        /// Which exchange.
        number: u64,
    },
}

/// An exchange to be begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begin {
    /// Names the exchange in later events.
    pub number: u64,
    /// What the peer is known to hold: batches beyond it are sent. None asks first, and sends none.
    pub beyond: Option<Frontier>,
    /// Whether the sums of all columns are to be compared, because the tables differ.
    pub wants_sums: bool,
    /// Whether batches that were refused before are offered again.
    pub offers_refused: bool,
    /// Bytes of batches to send at most; the first batch goes out whatever its size.
    pub request_bytes_max: u64,
    /// Bytes in both directions after which the exchange is to be ended; none for no limit.
    pub bytes_max: Option<u64>,
    /// What files may do in it.
    pub files: FilesTurn,
}

/// What the engine wants after an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What to do now.
    pub action: Option<Action>,
    /// When to send a [`Input::Tick`] at the latest; always later than now.
    pub wake_at_ms: u64,
}
