//! Exchanges with one peer until nothing is left to say, without a thread that goes on: for
//! `celeste sync once`, and for a new workstation that fills itself.

use std::sync::Arc;

use journal::Frontier;
use store::{Peer, StoreError};
use tokio::sync::watch;

use crate::book::Book;
use crate::client::{Client, ClientError, Exchanged, Watch};
use crate::engine::{Action, Begin, Engine, Input, Status};
use crate::files::{Amount, FilesTurn};
use crate::memory::Memory;
use crate::outcome::{Answered, Counts};
use crate::policy::{FilesWait, LinkKind, Policy};
use crate::shelf::Shelf;
use crate::tls::Doubt;

/// After a failure nothing is tried again at once: whoever asked hears of it first.
const NO_HURRY: u64 = 1_999;

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Once {
    /// Where the link stands now; what is in the way, if anything.
    pub status: Status,
    /// What was sent.
    pub sent: Counts,
    /// What was received.
    pub received: Counts,
    /// Requests that were answered.
    pub round_trips: u64,
    /// Photos and papers sent, and bytes of them.
    pub files_sent: Amount,
    /// Photos and papers received, and bytes of them.
    pub files_received: Amount,
    /// What was odd about the certificate.
    pub doubt: Option<Doubt>,
}

/// Why there was no exchange at all.
#[derive(Debug, thiserror::Error)]
pub enum OnceError {
    /// There is no such peer, or it has no address.
    #[error("There is nobody to exchange with: enrol first, with the address and a code.")]
    NoPeer,
    /// Its address is none.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// The replica cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The system gives no sockets or threads.
    #[error("the network cannot be used")]
    Io(#[from] std::io::Error),
}

/// Exchanges with that peer until nothing is left to say or something is in the way, and waits for it; photos
/// and papers go as well where they are wanted.
/// `progress` hears, after each exchange, which entries are here and which the peer holds.
///
/// # Errors
/// Why there was no exchange at all.
pub fn once<S>(
    shelf: &Arc<S>,
    book: &Book,
    peer: i64,
    with_files: bool,
    mut progress: impl FnMut(&Frontier, Option<&Frontier>),
) -> Result<Once, OnceError>
where
    S: Shelf + Send + Sync + 'static,
{
    let known = book.writer().readers().reader()?.records().peer(peer)?;
    let mut visit = Visit::new(book, known.ok_or(OnceError::NoPeer)?)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    visit.with_files = with_files;
    runtime.block_on(visit.carry_out(shelf, &mut progress))
}

struct Visit<'b> {
    book: &'b Book,
    peer: Peer,
    client: Client,
    memory: Memory,
    heard: Option<Frontier>,
    with_files: bool,
    done: Once,
}

impl<'b> Visit<'b> {
    fn new(book: &'b Book, peer: Peer) -> Result<Self, OnceError> {
        let (Some(address), Some(pin)) = (&peer.setting.address, peer.setting.pin) else {
            return Err(OnceError::NoPeer);
        };
        let outside = Arc::clone(book.outside());
        let client = Client::new(address, wire::Pin(pin), outside)?;
        let memory = Memory {
            device: peer.setting.device,
            ..Memory::default()
        };
        let heard = peer.frontier.clone().filter(|_| peer.failure.is_none());
        Ok(Self {
            book,
            peer,
            client,
            memory,
            heard,
            with_files: false,
            done: Once {
                status: Engine::new(Policy::default(), Frontier::new(), None, 0).status(0),
                sent: Counts::default(),
                received: Counts::default(),
                round_trips: 0,
                files_sent: Amount::default(),
                files_received: Amount::default(),
                doubt: None,
            },
        })
    }

    async fn carry_out<S>(
        &mut self,
        shelf: &Arc<S>,
        progress: &mut impl FnMut(&Frontier, Option<&Frontier>),
    ) -> Result<Once, OnceError>
    where
        S: Shelf + Send + Sync + 'static,
    {
        let policy = Policy {
            kind: match self.peer.setting.kind {
                store::PeerKind::Shore => LinkKind::Shore,
                store::PeerKind::Workstation => LinkKind::Aboard,
            },
            ..Policy::default()
        };
        let now_ms = self.now_ms();
        let mut engine = Engine::new(policy, self.book.frontier()?, self.heard.clone(), now_ms);
        let mut step = engine.handle(Input::SyncNow, now_ms, 0);
        // The engine begins the next exchange by itself as long as each brings something.
        while let Some(Action::Begin(begin)) = step.action.take() {
            let number = begin.number;
            let exchanged = self.exchange(shelf, begin).await?;
            let held = self.book.frontier()?;
            progress(&held, self.heard.as_ref());
            engine.handle(Input::Held(held), self.now_ms(), 0);
            let outcome = exchanged.outcome;
            step = engine.handle(Input::Ended { number, outcome }, self.now_ms(), NO_HURRY);
        }
        self.done.status = engine.status(self.now_ms());
        self.done.status.files.wait = self.files_allowance()?.err();
        Ok(self.done.clone())
    }

    async fn exchange<S>(&mut self, shelf: &Arc<S>, mut begin: Begin) -> Result<Exchanged, OnceError>
    where
        S: Shelf + Send + Sync + 'static,
    {
        let (_give_up, is_given_up) = watch::channel(false);
        let watch = Watch {
            moved: Arc::new(|| ()),
            is_given_up,
        };
        begin.files = match self.files_allowance()? {
            Ok(left) if self.with_files => FilesTurn {
                bytes_max: begin.files.bytes_max.min(left),
                ..begin.files
            },
            _ => FilesTurn::default(),
        };
        let began_at_ms = self.book.outside().wall_ms();
        let memory = std::mem::take(&mut self.memory);
        let exchanged = self.client.exchange(Arc::clone(shelf), begin, memory, watch).await;
        self.book.asked(self.peer.id, began_at_ms, &exchanged)?;
        self.memory = exchanged.memory.clone();
        if let Ok(Answered::Asked { peer } | Answered::Exchanged { peer, .. }) = &exchanged.outcome.result {
            self.heard = Some(peer.clone());
        }
        add(&mut self.done.sent, exchanged.outcome.sent);
        add(&mut self.done.received, exchanged.outcome.received);
        if let Some(files) = &exchanged.outcome.files {
            add_files(&mut self.done.files_sent, files.sent);
            add_files(&mut self.done.files_received, files.received);
        }
        self.done.round_trips += exchanged.round_trips;
        self.done.doubt = exchanged.doubt;
        Ok(exchanged)
    }

    /// What files may still use today: whoever exchanges once asks for acts, whatever they cost.
    fn files_allowance(&self) -> Result<Result<u64, FilesWait>, StoreError> {
        let set = self.book.set()?;
        let policy = set.links.iter().find(|(peer, _)| peer.id == self.peer.id);
        let policy = policy.map_or_else(Policy::default, |(_, policy)| *policy);
        Ok(policy.files_allowance(self.book.spent(self.peer.id)?.today_bytes))
    }

    fn now_ms(&self) -> u64 {
        self.book.outside().monotonic_ms()
    }
}

fn add(sum: &mut Counts, counts: Counts) {
    sum.bytes += counts.bytes;
    sum.batches += counts.batches;
    sum.entries += counts.entries;
}

fn add_files(sum: &mut Amount, amount: Amount) {
    sum.files += amount.files;
    sum.bytes += amount.bytes;
}
