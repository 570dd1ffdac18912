//! Drives the engine of one link: brings it what happens, and does what it says.

use std::sync::Arc;
use std::time::Duration;

use journal::Frontier;
use store::{Peer, StoreError};
use tokio::sync::{Notify, mpsc, watch};
use tokio::task::JoinHandle;
use tokio::time::sleep;

use super::Parts;
use super::state::{Board, LinkNow};
use crate::book::{Book, Spent};
use crate::client::{Client, Exchanged, Overhead, Watch};
use crate::engine::{Action, Begin, Engine, Input};
use crate::failure::Failure;
use crate::memory::Memory;
use crate::outcome::{Answered, Outcome};
use crate::policy::Policy;
use crate::shelf::Shelf;

/// What reaches a link from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// Entries were added to the replica.
    Held,
    SyncNow,
    Policy(Policy),
    Pause(bool),
    Network {
        is_up: bool,
    },
}

/// The link to one peer.
pub(super) struct Drive<S> {
    parts: Arc<Parts<S>>,
    board: Arc<Board>,
    peer: Peer,
    client: Arc<Client>,
    memory: Memory,
    moved: Arc<Notify>,
    exchange: Option<UnderWay>,
    probe: Option<JoinHandle<bool>>,
    held: Frontier,
    peer_held: Option<Frontier>,
    today_bytes: u64,
}

/// An exchange under way.
struct UnderWay {
    number: u64,
    task: JoinHandle<(Exchanged, Option<Spent>)>,
    give_up: watch::Sender<bool>,
}

/// What the link waits for.
enum Event {
    Order(Option<Order>),
    Tick,
    Moved,
    Probed(bool),
    Ended(u64, Box<Exchanged>, Option<Spent>),
}

impl<S: Shelf + Send + Sync + 'static> Drive<S> {
    pub(super) fn new(parts: Arc<Parts<S>>, board: Arc<Board>, peer: Peer, client: Client) -> Self {
        Self {
            memory: Memory {
                device: peer.setting.device,
                ..Memory::default()
            },
            // What was heard before a failure may not be all: then the first exchange asks.
            peer_held: peer.frontier.clone().filter(|_| peer.failure.is_none()),
            parts,
            board,
            peer,
            client: Arc::new(client),
            moved: Arc::default(),
            exchange: None,
            probe: None,
            held: Frontier::new(),
            today_bytes: 0,
        }
    }

    /// Runs until the stop, or until nobody gives orders any more.
    pub(super) async fn run(
        mut self,
        policy: Policy,
        is_paused: bool,
        mut orders: mpsc::Receiver<Order>,
        mut stopping: watch::Receiver<bool>,
    ) {
        tokio::select! {
            () = self.turn(policy, is_paused, &mut orders) => {}
            () = stopped(&mut stopping) => {}
        }
        if let Some(under_way) = self.exchange.take() {
            // What it has stored stays; the shelf's side ends with the batch it is at.
            under_way.give_up.send_replace(true);
        }
    }

    async fn turn(&mut self, policy: Policy, is_paused: bool, orders: &mut mpsc::Receiver<Order>) {
        self.look().await;
        let mut engine = Engine::new(policy, self.held.clone(), self.peer_held.clone(), self.now_ms());
        let mut first = vec![Input::Tick];
        first.extend(self.spent().await);
        if is_paused {
            first.push(Input::Pause);
        }
        first.reverse();
        let mut wake_at_ms = self.now_ms();
        loop {
            let input = match first.pop() {
                Some(input) => input,
                None => {
                    let event = self.event(orders, wake_at_ms).await;
                    match self.input(event, &mut engine).await {
                        Some(input) => input,
                        None => return,
                    }
                }
            };
            wake_at_ms = self.handle(&mut engine, input);
        }
    }

    /// Brings the engine one input and does what it says. Returns when it wants to be woken.
    fn handle(&mut self, engine: &mut Engine, input: Input) -> u64 {
        let step = engine.handle(input, self.now_ms(), self.random());
        match step.action {
            Some(Action::Begin(begin)) => self.begin(begin),
            Some(Action::Probe) => {
                let client = Arc::clone(&self.client);
                self.probe = Some(tokio::spawn(async move { client.probe().await }));
            }
            Some(Action::Abandon { .. }) => {
                if let Some(under_way) = &self.exchange {
                    under_way.give_up.send_replace(true);
                }
            }
            None => {}
        }
        self.show(engine);
        step.wake_at_ms
    }

    async fn event(&mut self, orders: &mut mpsc::Receiver<Order>, wake_at_ms: u64) -> Event {
        let wait = Duration::from_millis(wake_at_ms.saturating_sub(self.now_ms()));
        tokio::select! {
            order = orders.recv() => Event::Order(order),
            ended = ended(&mut self.exchange) => ended,
            probed = probed(&mut self.probe) => Event::Probed(probed),
            () = self.moved.notified(), if self.exchange.is_some() => Event::Moved,
            () = sleep(wait) => Event::Tick,
        }
    }

    /// What an event means to the engine; none when the link is to end.
    async fn input(&mut self, event: Event, engine: &mut Engine) -> Option<Input> {
        Some(match event {
            Event::Order(None) => return None,
            Event::Tick => Input::Tick,
            Event::Probed(is_reachable) => Input::Probed { is_reachable },
            Event::Moved => match &self.exchange {
                Some(under_way) => Input::Moved {
                    number: under_way.number,
                },
                None => Input::Tick,
            },
            Event::Order(Some(Order::Held)) => {
                self.look().await;
                Input::Held(self.held.clone())
            }
            Event::Order(Some(Order::SyncNow)) => Input::SyncNow,
            Event::Order(Some(Order::Policy(policy))) => Input::Policy(policy),
            Event::Order(Some(Order::Pause(true))) => Input::Pause,
            Event::Order(Some(Order::Pause(false))) => Input::Resume,
            Event::Order(Some(Order::Network { is_up: true })) => Input::LinkUp,
            Event::Order(Some(Order::Network { is_up: false })) => Input::LinkDown,
            Event::Ended(number, exchanged, spent) => {
                self.memory = exchanged.memory;
                if let Ok(Answered::Asked { peer } | Answered::Exchanged { peer, .. }) = &exchanged.outcome.result {
                    self.peer_held = Some(peer.clone());
                }
                let outcome = exchanged.outcome;
                self.look().await;
                self.handle(engine, Input::Ended { number, outcome });
                match spent {
                    Some(spent) => self.spend(spent),
                    None => Input::Held(self.held.clone()),
                }
            }
        })
    }

    fn begin(&mut self, begin: Begin) {
        let number = begin.number;
        let (give_up, is_given_up) = watch::channel(false);
        let moved = Arc::clone(&self.moved);
        let watch = Watch {
            moved: Arc::new(move || moved.notify_one()),
            is_given_up,
        };
        let (shelf, book) = (Arc::clone(&self.parts.shelf), self.parts.book.clone());
        let (client, memory, peer) = (Arc::clone(&self.client), self.memory.clone(), self.peer.id);
        let began_at_ms = book.outside().wall_ms();
        let task = tokio::spawn(async move {
            let exchanged = client.exchange(shelf, begin, memory, watch).await;
            keep(book, peer, began_at_ms, exchanged).await
        });
        self.exchange = Some(UnderWay { number, task, give_up });
    }

    /// Looks which entries are here.
    async fn look(&mut self) {
        let book = self.parts.book.clone();
        match tokio::task::spawn_blocking(move || book.frontier()).await {
            Ok(Ok(held)) => self.held = held,
            Ok(Err(error)) => tracing::error!(%error, "the replica cannot be read"),
            Err(ended) => tracing::error!(%ended, "the replica cannot be read"),
        }
    }

    async fn spent(&mut self) -> Option<Input> {
        let (book, peer) = (self.parts.book.clone(), self.peer.id);
        let spent = tokio::task::spawn_blocking(move || book.spent(peer)).await.ok()?.ok()?;
        Some(self.spend(spent))
    }

    fn spend(&mut self, spent: Spent) -> Input {
        self.today_bytes = spent.today_bytes;
        Input::Spent {
            today_bytes: spent.today_bytes,
            day_ends_in_ms: spent.day_ends_in_ms,
        }
    }

    fn show(&self, engine: &Engine) {
        let count = |frontier: &Frontier| frontier.iter().map(|stamp| stamp.seq).sum();
        self.board.show(LinkNow {
            peer: self.peer.id,
            status: engine.status(self.now_ms()),
            held_entries: count(&self.held),
            peer_entries: self.peer_held.as_ref().map(count),
            today_bytes: self.today_bytes,
        });
    }

    fn now_ms(&self) -> u64 {
        self.parts.book.outside().monotonic_ms()
    }

    fn random(&self) -> u64 {
        let mut drawn = [0; 8];
        self.parts.book.outside().random(&mut drawn);
        u64::from_be_bytes(drawn)
    }
}

/// Writes an exchange into the book, and looks what the day has cost.
async fn keep(book: Book, peer: i64, began_at_ms: i64, exchanged: Exchanged) -> (Exchanged, Option<Spent>) {
    let kept = tokio::task::spawn_blocking(move || {
        let spent = book
            .asked(peer, began_at_ms, &exchanged)
            .and_then(|()| book.spent(peer));
        (exchanged, spent)
    });
    match kept.await {
        Ok((exchanged, Ok(spent))) => (exchanged, Some(spent)),
        Ok((exchanged, Err(error))) => {
            note(&error);
            (exchanged, None)
        }
        Err(ended) => (fault(&ended), None),
    }
}

fn note(error: &StoreError) {
    tracing::error!(%error, "an exchange is not in the log");
}

/// What stands for an exchange that ended by a fault of this program.
fn fault(ended: &tokio::task::JoinError) -> Exchanged {
    Exchanged {
        outcome: Outcome::failed(Failure::Here(ended.to_string())),
        memory: Memory::default(),
        round_trips: 0,
        overhead: Overhead::default(),
        doubt: None,
    }
}

async fn ended(exchange: &mut Option<UnderWay>) -> Event {
    let Some(under_way) = exchange else {
        return std::future::pending().await;
    };
    let (exchanged, spent) = match (&mut under_way.task).await {
        Ok(kept) => kept,
        Err(ended) => (fault(&ended), None),
    };
    let number = under_way.number;
    *exchange = None;
    Event::Ended(number, Box::new(exchanged), spent)
}

async fn probed(probe: &mut Option<JoinHandle<bool>>) -> bool {
    let Some(task) = probe else {
        return std::future::pending().await;
    };
    let is_reachable = task.await.unwrap_or(false);
    *probe = None;
    is_reachable
}

async fn stopped(stopping: &mut watch::Receiver<bool>) {
    // Where nobody is left to say it, it is a stop as well.
    let _ = stopping.wait_for(|is_stopping| *is_stopping).await;
}
