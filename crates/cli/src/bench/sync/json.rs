//! The peer: the same acts as JSON, compressed by gzip, a hundred in each request, over plain HTTP on one
//! kept connection. It has no handshake of TLS, and its shore reads what comes and keeps nothing: what it
//! takes here is the least that such a program takes.

use super::super::cannot;
use super::Carried;
use super::shore::since;
use api::Error;
use axum::Router;
use axum::http::StatusCode;
use axum::routing::post;
use bytes::Bytes;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use journal::Entry;
use journal::entry::ColumnValue;
use serde_json::{Map, Value as Json};
use std::io::{Read, Write};
use testkit::Stopwatch;
use testkit::link::{Link, Weather};
use tokio::net::TcpListener;

/// Acts in one request.
pub(super) const ACTS_A_REQUEST: usize = 100;
/// Columns of an entry that hold JSON.
const JSON_COLUMNS: [&str; 5] = ["parameters", "changes", "seen", "private", "signature"];

/// Carries all entries through a line in such weather.
pub(super) fn carry(entries: &[Entry], weather: Weather) -> Result<Carried, Error> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|error| cannot("use the network", &error))?;
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0"));
    let listener = listener.map_err(|error| cannot("use the network", &error))?;
    let address = listener
        .local_addr()
        .map_err(|error| cannot("use the network", &error))?;
    let routes = Router::new().route("/acts", post(take));
    runtime.spawn(async move { axum::serve(listener, routes).await });
    let link = Link::to(address, 0);
    link.set_weather(weather);
    let before = link.tally();
    let stopwatch = Stopwatch::start();
    runtime.block_on(send(entries, &format!("http://{}/acts", link.address())))?;
    let took = stopwatch.elapsed();
    let tally = since(before, link.tally());
    Ok(Carried { tally, took })
}

async fn send(entries: &[Entry], url: &str) -> Result<(), Error> {
    // The library wants to know how it would encrypt, also where nothing is encrypted. Said before is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder().no_proxy().build();
    let client = client.map_err(|error| cannot("use the network", &error))?;
    for some in entries.chunks(ACTS_A_REQUEST) {
        let body = packed(some)?;
        let call = client.post(url).header("content-encoding", "gzip").body(body);
        let answer = call.send().await.map_err(|error| cannot("send", &error))?;
        let taken = answer.text().await.map_err(|error| cannot("send", &error))?;
        if taken != some.len().to_string() {
            return Err(cannot("send", &format!("{taken} of {} acts were taken", some.len())));
        }
    }
    Ok(())
}

async fn take(body: Bytes) -> Result<String, StatusCode> {
    let mut text = String::new();
    let mut plain = GzDecoder::new(&body[..]);
    plain.read_to_string(&mut text).map_err(|_| StatusCode::BAD_REQUEST)?;
    let acts: Vec<Json> = serde_json::from_str(&text).map_err(|_| StatusCode::BAD_REQUEST)?;
    Ok(acts.len().to_string())
}

fn packed(entries: &[Entry]) -> Result<Vec<u8>, Error> {
    let acts: Vec<Json> = entries.iter().map(told).collect();
    let text = Json::from(acts).to_string();
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    let written = packed.write_all(text.as_bytes()).and_then(|()| packed.finish());
    written.map_err(|error| cannot("compress", &error))
}

/// An act as its row of the record, without what is empty.
fn told(entry: &Entry) -> Json {
    let mut row = Map::new();
    for (name, value) in entry.to_columns() {
        let value = match value {
            ColumnValue::Integer(number) => Json::from(number),
            ColumnValue::Text(text) if text.is_empty() => continue,
            ColumnValue::Text(text) if JSON_COLUMNS.contains(&name) => {
                serde_json::from_str(&text).unwrap_or(Json::String(text))
            }
            ColumnValue::Text(text) => Json::String(text),
        };
        row.insert(name.to_owned(), value);
    }
    Json::Object(row)
}
