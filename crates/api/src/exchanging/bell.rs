//! A thread that does one thing after it was rung for, several rings at once as one: the windows are told
//! of sync so, never from the thread that exchanges, and not more often than a person can read.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// Between two times that it is done.
const PAUSE: Duration = Duration::from_millis(300);

#[derive(Default)]
struct Ringing {
    is_pulled: bool,
    is_over: bool,
}

/// Why the bell rang.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rung {
    /// Somebody rang.
    Pulled,
    /// Nobody did for the longest time.
    ByTime,
}

/// What rings the bell.
#[derive(Clone, Default)]
pub(super) struct Rope(Arc<(Mutex<Ringing>, Condvar)>);

impl Rope {
    /// Rings, soon. Never blocks.
    pub(super) fn pull(&self) {
        self.ringing().is_pulled = true;
        self.0.1.notify_all();
    }

    fn ringing(&self) -> MutexGuard<'_, Ringing> {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until it was pulled, or that long, and says which; none when it is over.
    fn wait(&self, longest: Duration) -> Option<Rung> {
        let waiting = |ringing: &mut Ringing| !ringing.is_pulled && !ringing.is_over;
        let (mut ringing, _) = self
            .0
            .1
            .wait_timeout_while(self.ringing(), longest, waiting)
            .unwrap_or_else(PoisonError::into_inner);
        let is_pulled = std::mem::take(&mut ringing.is_pulled);
        (!ringing.is_over).then_some(if is_pulled { Rung::Pulled } else { Rung::ByTime })
    }

    fn pause(&self) {
        let going_on = |ringing: &mut Ringing| !ringing.is_over;
        // What rang meanwhile is told together afterwards.
        drop(self.0.1.wait_timeout_while(self.ringing(), PAUSE, going_on));
    }
}

/// The bell and the thread that hears it.
pub(super) struct Bell {
    rope: Rope,
    thread: Option<JoinHandle<()>>,
}

impl Bell {
    /// Calls `tell` after each pull, and at least every `longest`, on a thread of that name.
    pub(super) fn hang(name: &str, longest: Duration, tell: impl Fn(Rung) + Send + 'static) -> std::io::Result<Self> {
        let rope = Rope::default();
        let heard = rope.clone();
        let thread = std::thread::Builder::new().name(name.to_owned()).spawn(move || {
            while let Some(rung) = heard.wait(longest) {
                tell(rung);
                heard.pause();
            }
        })?;
        Ok(Self {
            rope,
            thread: Some(thread),
        })
    }

    pub(super) fn rope(&self) -> Rope {
        self.rope.clone()
    }
}

impl Drop for Bell {
    fn drop(&mut self) {
        self.rope.ringing().is_over = true;
        self.rope.0.1.notify_all();
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("a thread beside the windows ended by a fault");
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn a_hundred_changes_at_once_are_told_once_or_twice_and_the_last_is_not_lost() {
        let told = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&told);
        let bell = Bell::hang("test", Duration::from_secs(60), move |_| {
            counted.fetch_add(1, Ordering::SeqCst);
        })
        .unwrap();
        for _ in 0..100 {
            bell.rope().pull();
        }
        std::thread::sleep(PAUSE * 3);
        let so_far = told.load(Ordering::SeqCst);
        assert!((1..=2).contains(&so_far), "{so_far}");
        bell.rope().pull();
        std::thread::sleep(PAUSE);
        assert_eq!(told.load(Ordering::SeqCst), so_far + 1);
    }
}
