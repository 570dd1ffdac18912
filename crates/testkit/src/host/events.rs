//! What changed, told to every open page after each commit.

use std::convert::Infallible;
use std::sync::Arc;

use api::{Event as Changed, Program};
use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use tokio::sync::broadcast;
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::{Stream, StreamExt};

/// Commits that a slow page may lie behind before it misses one.
const WAITING_MAX: usize = 1024;
/// The name of the one event.
const CHANGED: &str = "changed";

/// The program's commits, for any number of pages.
#[derive(Clone)]
pub(super) struct News(broadcast::Sender<Changed>);

impl News {
    /// Listens to the program.
    pub(super) fn of(program: &Arc<Program>) -> Self {
        let (sender, _) = broadcast::channel(WAITING_MAX);
        let told = sender.clone();
        program.subscribe(move |event| {
            // Nobody listening is no fault: no page is open.
            drop(told.send(event.clone()));
        });
        Self(sender)
    }
}

/// Server-sent events, one per commit from now on.
pub(super) async fn stream(State(news): State<News>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let changes = BroadcastStream::new(news.0.subscribe()).filter_map(|change| {
        let event = Event::default().event(CHANGED).json_data(change.ok()?).ok()?;
        Some(Ok(event))
    });
    Sse::new(changes).keep_alive(KeepAlive::default())
}
