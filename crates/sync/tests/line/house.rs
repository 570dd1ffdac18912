//! One who asks, one who answers, and the line between them.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use journal::Frontier;
use sync::client::{Client, Exchanged, Limits, Watch};
use sync::listener::{Desk, Listener};
use sync::outside::Outside;
use sync::tls::Identity;
use sync::{Answered, Begin, Failure, FilesTurn, Heard, Memory, Shelf};
use testkit::link::Link;
use tokio::runtime::Runtime;
use tokio::sync::watch;
use wire::{EnrolAnswer, EnrolRequest, Refusal, RefusalCode};

use crate::rack::{Hand, NOW_MS, Rack};

/// A wall clock that a test sets, and the runtime's own clock for what passes.
pub(crate) struct TestClock {
    pub(crate) wall_ms: AtomicI64,
}

impl Outside for TestClock {
    fn wall_ms(&self) -> i64 {
        self.wall_ms.load(Ordering::Relaxed)
    }

    fn monotonic_ms(&self) -> u64 {
        0
    }

    fn random(&self, buffer: &mut [u8]) {
        buffer.fill(9);
    }
}

pub(crate) fn clock(wall_ms: i64) -> Arc<TestClock> {
    Arc::new(TestClock {
        wall_ms: AtomicI64::new(wall_ms),
    })
}

/// A desk that lets nobody in and remembers what it heard.
#[derive(Default)]
pub(crate) struct TestDesk {
    pub(crate) heard: Mutex<Vec<Heard>>,
    pub(crate) refused: Mutex<Vec<Refusal>>,
}

impl Desk for TestDesk {
    fn enrol(&self, _request: &EnrolRequest) -> Result<EnrolAnswer, Refusal> {
        Err(Refusal::new(RefusalCode::CodeUnknown, "no codes here"))
    }

    fn heard(&self, heard: &Heard, _began_at_ms: i64) {
        self.heard.lock().unwrap().push(heard.clone());
    }

    fn turned_away(&self, refusal: &Refusal) {
        self.refused.lock().unwrap().push(refusal.clone());
    }
}

/// Limits that a test can wait for, and that a machine busy with other tests keeps.
pub(crate) const LIMITS: Limits = Limits {
    connect: Duration::from_secs(4),
    silence: Duration::from_secs(4),
};

/// Both sides, and the line.
pub(crate) struct House {
    pub(crate) runtime: Runtime,
    pub(crate) asker: Arc<Rack>,
    pub(crate) answerer: Arc<Rack>,
    pub(crate) desk: Arc<TestDesk>,
    pub(crate) identity: Identity,
    pub(crate) listener: Option<Listener>,
    pub(crate) link: Link,
    pub(crate) client: Client,
    pub(crate) memory: Memory,
}

impl House {
    /// Device 2 asks and device 1 answers, with that many batches of their own.
    pub(crate) fn with(asker_batches: u64, answerer_batches: u64) -> Self {
        let asker = Rack::with(Hand::new(2), asker_batches);
        let answerer = Rack::with(Hand::new(1), answerer_batches);
        Self::of(asker, answerer, Identity::of(&[5; 32]).unwrap(), NOW_MS)
    }

    pub(crate) fn of(asker: Rack, answerer: Rack, identity: Identity, asker_wall_ms: i64) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        let (asker, answerer) = (Arc::new(asker), Arc::new(answerer));
        let desk: Arc<TestDesk> = Arc::default();
        let shelf = Arc::clone(&answerer);
        let at_desk: Arc<dyn Desk> = Arc::<TestDesk>::clone(&desk);
        let start = Listener::start("127.0.0.1:0", &identity, shelf, at_desk, clock(NOW_MS));
        let listener = runtime.block_on(start).unwrap();
        let link = Link::to(listener.address(), 1);
        let address = link.address().to_string();
        let client = Client::within(&address, identity.pin(), clock(asker_wall_ms), LIMITS).unwrap();
        Self {
            memory: Memory {
                device: Some(answerer.hand.device),
                ..Memory::default()
            },
            runtime,
            asker,
            answerer,
            desk,
            identity,
            listener: Some(listener),
            link,
            client,
        }
    }

    /// Asks what the other side holds.
    pub(crate) fn ask(&mut self) -> Exchanged {
        self.exchange(None)
    }

    /// Exchanges, beyond what the other side is known to hold.
    pub(crate) fn exchange(&mut self, beyond: Option<Frontier>) -> Exchanged {
        let (_keep, is_given_up) = watch::channel(false);
        let watch = Watch {
            moved: Arc::new(|| ()),
            is_given_up,
        };
        let exchange = self
            .client
            .exchange(Arc::clone(&self.asker), begin(beyond), self.memory.clone(), watch);
        let exchanged = self.runtime.block_on(exchange);
        self.memory = exchanged.memory.clone();
        exchanged
    }

    /// Asks and exchanges, and says what came of the second.
    pub(crate) fn converge(&mut self) -> Exchanged {
        let Ok(Answered::Asked { peer }) = self.ask().outcome.result else {
            panic!("the other side did not say what it holds");
        };
        self.exchange(Some(peer))
    }

    /// What keeps an exchange from coming about.
    pub(crate) fn failure(&mut self) -> Failure {
        self.ask().outcome.result.expect_err("this cannot end well")
    }

    pub(crate) fn are_equal(&self) -> bool {
        self.asker.frontier().unwrap() == self.answerer.frontier().unwrap()
    }
}

pub(crate) fn begin(beyond: Option<Frontier>) -> Begin {
    Begin {
        number: 1,
        beyond,
        wants_sums: false,
        offers_refused: false,
        request_bytes_max: u64::MAX,
        bytes_max: None,
        files: FilesTurn::default(),
    }
}

pub(crate) fn is_equal(exchanged: &Exchanged) -> bool {
    matches!(exchanged.outcome.result, Ok(Answered::Exchanged { is_equal: true, .. }))
}
