//! The thread that exchanges: one engine for each link, woken by acts, timers and people.
//!
//! Everything that waits waits on a small runtime of its own; everything that reads or writes the
//! replica does so on threads beside it. Whoever starts it never waits for it: orders are queued, the
//! state is a copy, and a stop takes less than [`STOP_LIMIT`], whatever the line does. What had arrived
//! by then is stored.

mod drive;
mod once;
mod state;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use store::Peer;
use tokio::sync::{Notify, mpsc, watch};
use tokio::task::JoinSet;

use crate::book::{Book, Set};
use crate::client::Client;
use crate::desk::Reception;
use crate::listener::Listener;
use crate::policy::Policy;
use crate::shelf::Shelf;
use crate::tls::{Identity, TlsError};

use drive::{Drive, Order};
pub use once::{Once, OnceError, once};
use state::Board;
pub use state::{LinkNow, SyncNow};

/// How long a stop takes at most.
pub const STOP_LIMIT: Duration = Duration::from_secs(1);
/// Of it, how long work on the replica may still take. It ends by itself if it takes longer.
const WORK_LIMIT: Duration = Duration::from_millis(300);
/// Threads beside the runtime: for each link and each call answered one, and a few to look things up.
const THREADS_MAX: usize = 32;
/// After a link ended by a fault of this program, it is set up again after this.
const RESTART_DELAY: Duration = Duration::from_secs(10);
/// Orders that wait for one link.
const ORDERS_MAX: usize = 16;

/// What the runner needs.
pub struct Parts<S> {
    /// The replica as the place where entries lie.
    pub shelf: Arc<S>,
    /// The replica as the book of exchanges.
    pub book: Book,
    /// The key with which this workstation answers as the meeting point.
    pub identity: Identity,
    /// Called when the state has changed; never blocks. Ask for it with [`Runner::now`].
    pub changed: Arc<dyn Fn() + Send + Sync>,
}

/// What people and programs ask of the runner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wish {
    /// With one peer, or with all.
    SyncNow(Option<i64>),
    /// What is set for links has changed.
    Settings,
    /// The system says that a network came up, or is gone.
    Network {
        is_up: bool,
    },
    Stop,
}

/// The thread that exchanges. Dropping it stops it.
pub struct Runner {
    wishes: mpsc::UnboundedSender<Wish>,
    board: Arc<Board>,
    thread: Option<JoinHandle<()>>,
}

impl Runner {
    /// Starts exchanging as the settings say.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start<S>(parts: Parts<S>) -> std::io::Result<Self>
    where
        S: Shelf + Send + Sync + 'static,
    {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .max_blocking_threads(THREADS_MAX)
            .build()?;
        let (wishes, heard) = mpsc::unbounded_channel();
        let acts = Arc::new(Notify::new());
        let committed = Arc::clone(&acts);
        // Acts of people here, and entries that came over other links or by file.
        parts.book.writer().subscribe(move |_| committed.notify_one());
        let board = Arc::new(Board::new(Arc::clone(&parts.changed)));
        let house = House {
            parts: Arc::new(parts),
            acts,
            board: Arc::clone(&board),
            wishes: wishes.downgrade(),
        };
        let thread = std::thread::Builder::new().name("sync".to_owned()).spawn(move || {
            runtime.block_on(house.run(heard));
            runtime.shutdown_timeout(WORK_LIMIT);
        })?;
        Ok(Self {
            wishes,
            board,
            thread: Some(thread),
        })
    }

    /// Exchanges now, with one peer or with all, whatever it costs.
    pub fn sync_now(&self, peer: Option<i64>) {
        self.wish(Wish::SyncNow(peer));
    }

    /// Looks at the settings again: peers, budget, pause, the meeting point's address.
    pub fn settings_changed(&self) {
        self.wish(Wish::Settings);
    }

    /// Says what the system knows of the network.
    pub fn network(&self, is_up: bool) {
        self.wish(Wish::Network { is_up });
    }

    /// Where everything stands.
    #[must_use]
    pub fn now(&self) -> SyncNow {
        self.board.now()
    }

    /// Stops, and waits until it has.
    pub fn stop(mut self) {
        self.end();
    }

    fn wish(&self, wish: Wish) {
        // A runner whose thread has ended by a fault says so through its state.
        let _ = self.wishes.send(wish);
    }

    fn end(&mut self) {
        self.wish(Wish::Stop);
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the thread that exchanges ended by a fault");
        }
    }
}

impl Drop for Runner {
    fn drop(&mut self) {
        self.end();
    }
}

/// The runner's own side.
struct House<S> {
    parts: Arc<Parts<S>>,
    acts: Arc<Notify>,
    board: Arc<Board>,
    wishes: mpsc::WeakUnboundedSender<Wish>,
}

/// One link under way.
struct Running {
    task: tokio::task::Id,
    peer: Peer,
    policy: Policy,
    orders: mpsc::Sender<Order>,
    stop: watch::Sender<bool>,
}

/// What runs at the moment.
#[derive(Default)]
struct Fleet {
    links: BTreeMap<i64, Running>,
    tasks: JoinSet<()>,
    listener: Option<(String, Listener)>,
}

impl<S: Shelf + Send + Sync + 'static> House<S> {
    async fn run(self, mut wishes: mpsc::UnboundedReceiver<Wish>) {
        let mut fleet = Fleet::default();
        self.settle(&mut fleet).await;
        loop {
            tokio::select! {
                wish = wishes.recv() => match wish {
                    None | Some(Wish::Stop) => break,
                    Some(Wish::Settings) => self.settle(&mut fleet).await,
                    Some(Wish::SyncNow(peer)) => fleet.order(peer, Order::SyncNow),
                    Some(Wish::Network { is_up }) => fleet.order(None, Order::Network { is_up }),
                },
                () = self.acts.notified() => fleet.order(None, Order::Held),
                Some(ended) = fleet.tasks.join_next_with_id(), if !fleet.tasks.is_empty() => {
                    if let Err(fault) = ended {
                        self.mend(&mut fleet, &fault);
                    }
                }
            }
        }
        for running in fleet.links.values() {
            running.stop.send_replace(true);
        }
        if let Some((_, listener)) = fleet.listener.take() {
            listener.stop().await;
        }
    }

    /// A link ended by a fault of this program: it is shown, and set up again a little later.
    fn mend(&self, fleet: &mut Fleet, fault: &tokio::task::JoinError) {
        self.board
            .trouble(format!("A link ended by a fault of this program: {fault}"));
        fleet.links.retain(|_, running| running.task != fault.id());
        let wishes = self.wishes.clone();
        fleet.tasks.spawn(async move {
            tokio::time::sleep(RESTART_DELAY).await;
            // Where nobody holds the runner any more, it has stopped.
            if let Some(wishes) = wishes.upgrade() {
                let _ = wishes.send(Wish::Settings);
            }
        });
    }

    /// Starts, changes and ends links so that they are what is set.
    async fn settle(&self, fleet: &mut Fleet) {
        let book = self.parts.book.clone();
        let set = match tokio::task::spawn_blocking(move || book.set()).await {
            Ok(Ok(set)) => set,
            Ok(Err(error)) => return self.board.trouble(error.to_string()),
            Err(ended) => return self.board.trouble(ended.to_string()),
        };
        self.board.works();
        let kept = |id: &i64| set.links.iter().any(|(peer, _)| peer.id == *id);
        fleet.links.retain(|id, running| {
            let stays = kept(id);
            if !stays {
                running.stop.send_replace(true);
                self.board.forget(*id);
            }
            stays
        });
        for (peer, policy) in &set.links {
            self.settle_link(fleet, peer, *policy, set.is_paused || peer.setting.is_paused);
        }
        self.settle_listener(fleet, &set).await;
    }

    fn settle_link(&self, fleet: &mut Fleet, peer: &Peer, policy: Policy, is_paused: bool) {
        if let Some(running) = fleet.links.get_mut(&peer.id)
            && running.peer.setting.address == peer.setting.address
            && running.peer.setting.pin == peer.setting.pin
        {
            running.policy = policy;
            running.give(Order::Policy(policy));
            running.give(Order::Pause(is_paused));
            return;
        }
        if let Some(moved) = fleet.links.remove(&peer.id) {
            moved.stop.send_replace(true);
        }
        let (Some(address), Some(pin)) = (&peer.setting.address, peer.setting.pin) else {
            return;
        };
        let outside = Arc::clone(self.parts.book.outside());
        let client = match Client::new(address, wire::Pin(pin), outside) {
            Ok(client) => client,
            Err(error) => return self.board.trouble(error.to_string()),
        };
        let (orders, heard) = mpsc::channel(ORDERS_MAX);
        let (stop, stopping) = watch::channel(false);
        let drive = Drive::new(Arc::clone(&self.parts), Arc::clone(&self.board), peer.clone(), client);
        let task = fleet.tasks.spawn(drive.run(policy, is_paused, heard, stopping)).id();
        let running = Running {
            task,
            peer: peer.clone(),
            policy,
            orders,
            stop,
        };
        fleet.links.insert(peer.id, running);
    }

    /// Answers where the settings say, or nowhere.
    async fn settle_listener(&self, fleet: &mut Fleet, set: &Set) {
        let present = fleet.listener.as_ref().map(|(address, _)| address);
        if present == set.listen_address.as_ref() {
            return;
        }
        if let Some((_, listener)) = fleet.listener.take() {
            listener.stop().await;
        }
        self.board.listens(None);
        let Some(address) = &set.listen_address else { return };
        let desk = Reception::new(self.parts.book.clone()).telling(Arc::clone(&self.parts.changed));
        let shelf = Arc::clone(&self.parts.shelf);
        let outside = Arc::clone(self.parts.book.outside());
        match Listener::start(address, &self.parts.identity, shelf, Arc::new(desk), outside).await {
            Ok(listener) => {
                self.board.listens(Some(Ok(listener.address())));
                fleet.listener = Some((address.clone(), listener));
            }
            Err(error) => self.board.listens(Some(Err(error.to_string()))),
        }
    }
}

impl Fleet {
    fn order(&self, peer: Option<i64>, order: Order) {
        for (id, running) in &self.links {
            if peer.is_none_or(|peer| peer == *id) {
                running.give(order);
            }
        }
    }
}

impl Running {
    fn give(&self, order: Order) {
        // A link with so many orders waiting will look at everything anyway.
        let _ = self.orders.try_send(order);
    }
}

/// The identity with which this machine answers, made once and kept in its state folder.
///
/// # Errors
/// When the folder cannot be written, or the certificate cannot be made.
pub fn identity(book: &Book) -> Result<Identity, IdentityError> {
    let outside = Arc::clone(book.outside());
    let seed = book.writer().state().tls_seed(|seed| outside.random(seed))?;
    Ok(Identity::of(&seed)?)
}

/// Why this machine has no identity to answer with.
#[derive(Debug, thiserror::Error)]
pub enum IdentityError {
    /// The state folder cannot be read or written.
    #[error(transparent)]
    Store(#[from] store::StoreError),
    /// The certificate cannot be made.
    #[error(transparent)]
    Tls(#[from] TlsError),
}
