//! The only door to the network.
//!
//! It sends three things: a [`Request`] of the core, whose constructors take one variant and never a record, a table or a
//! file; a request for one of the page's own fixed [`Part`]s; and those of a sign-in, see [`sign_in`]. Each is written into
//! the ledger before it leaves. Cookies are omitted, redirects refused, the referrer withheld, answers capped in bytes and time.

use cohort_core::{
    beacon::request::Request,
    federation::{DEADLINE_MILLIS, Failure, MAX_ANSWER_BYTES, Reply},
    ledger::{Entry, Ledger},
    sign_in::{Secret, Token},
};
use gloo_net::http::{Method, RequestBuilder, Response};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, AbortSignal, ReadableStreamDefaultReader, ReferrerPolicy, RequestCredentials, RequestMode,
    RequestRedirect,
};

use super::clock;

mod sign_in;
mod unpack;

/// Files that belong to the page, the same for every visitor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Who can be asked.
    Registry,
    /// The synthetic person's VCF.
    DemoFile,
    /// Where genes are; loaded when one is looked at.
    Genes,
}

impl Part {
    /// Relative to the page, wherever it is served.
    fn path(self) -> &'static str {
        match self {
            Self::Registry => "nodes.json",
            Self::DemoFile => "demo/demo-person.grch38.vcf.gz",
            Self::Genes => "genes.tsv.gz",
        }
    }

    pub(crate) fn file_name(self) -> &'static str {
        self.path().rsplit('/').next().unwrap_or_default()
    }
}

/// A part of the page could not be loaded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum PartMissing {
    /// The server answered otherwise than with the file.
    #[error("{path}: status {status}")]
    Status { path: &'static str, status: u16 },
    /// No connection, or cut on the way.
    #[error("{path}: no connection")]
    Unreachable { path: &'static str },
}

/// Sends, and keeps the ledger.
#[derive(Clone, Copy)]
pub(crate) struct Gateway {
    ledger: RwSignal<Ledger>,
    /// In memory only.
    token: StoredValue<Option<Token>, LocalStorage>,
}

/// Stops requests that are under way.
#[derive(Clone)]
pub(crate) struct Stop(AbortController);

impl Stop {
    /// `None` in a browser without AbortController, which nothing is asked from.
    pub(crate) fn new() -> Option<Self> {
        AbortController::new().ok().map(Self)
    }

    pub(crate) fn now(&self) {
        self.0.abort();
    }
}

/// When a node's time is over: [`DEADLINE_MILLIS`] after its making, whatever is tried until then.
pub(crate) struct Deadline(AbortSignal);

impl Deadline {
    pub(crate) fn start() -> Self {
        Self(AbortSignal::timeout_with_u32(DEADLINE_MILLIS))
    }

    fn or(&self, stop: &Stop) -> AbortSignal {
        AbortSignal::any(&js_sys::Array::of2(&self.0, &stop.0.signal()))
    }

    /// Why a request ended without a response.
    fn failure(&self, stop: &Stop) -> Failure {
        if stop.0.signal().aborted() {
            Failure::Cancelled
        } else if self.0.aborted() {
            Failure::Late
        } else {
            Failure::Unreachable
        }
    }
}

impl Gateway {
    pub(crate) fn new(ledger: RwSignal<Ledger>) -> Self {
        Self { ledger, token: StoredValue::new_local(None) }
    }

    /// Asks a node. Whatever happens comes back as a reply, before the deadline.
    pub(crate) async fn ask(self, request: &Request, stop: &Stop, deadline: &Deadline) -> Reply {
        let authorization = self.authorization(request);
        self.write_down(Entry::of_question(request, clock::now_millis()).with_header(authorization.as_ref()));
        match exchange(request, authorization.as_ref(), &deadline.or(stop)).await {
            Ok(reply) => reply,
            Err(_) => Reply::Failed(deadline.failure(stop)),
        }
    }

    /// Looks whether anybody is there at all, after a connection failed. The answer is not read, which needs no leave of
    /// the node: where one comes, it was the browser that kept the first one from this page.
    pub(crate) async fn probe(self, request: &Request, stop: &Stop, deadline: &Deadline) -> Reply {
        self.write_down(Entry::of_question(request, clock::now_millis()));
        // A browser follows redirects of such requests or makes none; the page's policy still allows known origins only.
        let builder = guarded(RequestBuilder::new(request.url()))
            .redirect(RequestRedirect::Follow)
            .mode(RequestMode::NoCors)
            .abort_signal(Some(&deadline.or(stop)));
        match builder.send().await {
            Ok(_) => Reply::Blocked,
            Err(_) => Reply::Failed(deadline.failure(stop)),
        }
    }

    /// Loads a text that belongs to the page.
    pub(crate) async fn part_text(self, part: Part) -> Result<String, PartMissing> {
        let unreachable = PartMissing::Unreachable { path: part.path() };
        self.part(part).await?.text().await.map_err(|_| unreachable)
    }

    /// Loads bytes that belong to the page.
    pub(crate) async fn part_bytes(self, part: Part) -> Result<Vec<u8>, PartMissing> {
        let unreachable = PartMissing::Unreachable { path: part.path() };
        self.part(part).await?.binary().await.map_err(|_| unreachable)
    }

    /// Loads a packed text that belongs to the page.
    pub(crate) async fn part_unpacked(self, part: Part) -> Result<String, PartMissing> {
        let bytes = self.part_bytes(part).await?;
        unpack::text(&bytes).await.map_err(|_| PartMissing::Unreachable { path: part.path() })
    }

    async fn part(self, part: Part) -> Result<Response, PartMissing> {
        let path = part.path();
        self.write_down(Entry::of_part(path.to_owned(), clock::now_millis()));
        let response =
            guarded(RequestBuilder::new(path)).send().await.map_err(|_| PartMissing::Unreachable { path })?;
        if response.ok() { Ok(response) } else { Err(PartMissing::Status { path, status: response.status() }) }
    }

    fn write_down(self, entry: Entry) {
        self.ledger.update(|ledger| ledger.record(entry));
    }
}

fn guarded(request: RequestBuilder) -> RequestBuilder {
    request
        .credentials(RequestCredentials::Omit)
        .redirect(RequestRedirect::Error)
        .referrer_policy(ReferrerPolicy::NoReferrer)
}

async fn exchange(
    request: &Request,
    authorization: Option<&Secret>,
    signal: &AbortSignal,
) -> Result<Reply, gloo_net::Error> {
    let builder =
        guarded(RequestBuilder::new(request.url())).abort_signal(Some(signal)).header("Accept", "application/json");
    let builder = match authorization {
        Some(header) => builder.header("Authorization", header.expose()),
        None => builder,
    };
    let response = match request.body() {
        Some(body) => {
            let builder = builder.method(Method::POST).header("Content-Type", "application/json");
            builder.body(body.to_owned())?.send().await?
        }
        None => builder.send().await?,
    };
    let status = response.status();
    match capped_body(&response).await {
        Ok(Some(bytes)) => {
            let retry_after_seconds = response.headers().get("retry-after").and_then(|text| text.parse().ok());
            Ok(Reply::Response { status, body: String::from_utf8_lossy(&bytes).into_owned(), retry_after_seconds })
        }
        Ok(None) => Ok(Reply::Failed(Failure::TooLarge)),
        Err(error) => Err(gloo_net::Error::GlooError(format!("{error:?}"))),
    }
}

/// The body as bytes; `None` once it exceeds the cap, however it announced itself.
async fn capped_body(response: &Response) -> Result<Option<Vec<u8>>, JsValue> {
    let mut bytes = Vec::new();
    let Some(stream) = response.body() else { return Ok(Some(bytes)) };
    let reader: ReadableStreamDefaultReader = stream.get_reader().dyn_into()?;
    loop {
        let chunk = JsFuture::from(reader.read()).await?;
        if js_sys::Reflect::get(&chunk, &"done".into())?.is_truthy() {
            return Ok(Some(bytes));
        }
        let value: js_sys::Uint8Array = js_sys::Reflect::get(&chunk, &"value".into())?.dyn_into()?;
        if bytes.len() + value.length() as usize > MAX_ANSWER_BYTES {
            // The answer is refused either way; whether the stream closes cleanly changes nothing.
            let _ = JsFuture::from(reader.cancel()).await;
            return Ok(None);
        }
        bytes.extend_from_slice(&value.to_vec());
    }
}
