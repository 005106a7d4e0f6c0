//! The nodes' origin: every node under its path, CORS, faults, and control for tests.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Instant;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::State;
use axum::http::header::{ALLOW, CONTENT_TYPE, HOST, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderValue, Method, Request as HttpRequest, Response, StatusCode};
use serde_json::{Value, json};

use crate::beacon::dialect::{Dialect, Heard, Refused, Verdict};
use crate::beacon::request::{self, envelope_of_query_string, parse_body, parse_query_string, parse_with_filters};
use crate::beacon::{self, Refusal, framework, misanswer, people, variants};
use crate::dataset::Node;
use crate::fault::{Fault, Faults};
use crate::recorder::{Received, Recorder};

const MAX_BODY_BYTES: usize = 1 << 20;

const ENDPOINTS: [&str; 10] = [
    "",
    "info",
    "service-info",
    "configuration",
    "entry_types",
    "map",
    "filtering_terms",
    "datasets",
    "g_variants",
    "individuals",
];

/// Id of the program itself, for answers that are of no node.
const OWN_ID: &str = "demo.cohort-explorer";

/// What the handler needs.
#[derive(Debug)]
pub struct NodeServer {
    nodes: Arc<[Node]>,
    faults: RwLock<Faults>,
    recorder: Option<Recorder>,
    logs: bool,
}

impl NodeServer {
    /// A server of these nodes. With `control`, tests may set faults and list requests; with `logs`, each request is
    /// written to standard error without its parameters.
    #[must_use]
    pub fn new(nodes: impl Into<Arc<[Node]>>, faults: Faults, control: bool, logs: bool) -> Self {
        Self { nodes: nodes.into(), faults: RwLock::new(faults), recorder: control.then(Recorder::default), logs }
    }

    /// The service to be bound to a port.
    pub fn into_router(self) -> Router {
        Router::new().fallback(handle).with_state(Arc::new(self))
    }

    fn node(&self, path: &str) -> Option<&Node> {
        self.nodes.iter().find(|node| node.path == path)
    }

    fn faults_of(&self, node: &str) -> Vec<Fault> {
        self.faults.read().unwrap_or_else(PoisonError::into_inner).of(node).to_vec()
    }
}

async fn handle(State(server): State<Arc<NodeServer>>, request: HttpRequest<Body>) -> Response<Body> {
    let began = Instant::now();
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, MAX_BODY_BYTES).await else {
        return with_cors(failure(OWN_ID, StatusCode::PAYLOAD_TOO_LARGE, "the body is larger than 1 MiB"));
    };
    let path = parts.uri.path().to_owned();
    if let Some(call) = path.strip_prefix("/__control/") {
        return control(&server, &parts.method, call, &body);
    }
    let query = parts.uri.query().unwrap_or_default();
    if let Some(recorder) = &server.recorder {
        recorder.record(received(&parts.method, &path, query, &parts.headers, &body));
    }
    let call = Call { method: &parts.method, path: &path, query, headers: &parts.headers, body: &body };
    let response = server.respond(&call).await;
    if server.logs {
        server.log(&call, response.status(), began);
    }
    response
}

impl NodeServer {
    /// A log that cannot be written does not stop the server. Query, body and unknown paths are left out: they could
    /// name a variant.
    fn log(&self, call: &Call<'_>, status: StatusCode, began: Instant) {
        let (path, endpoint) = call.node_and_endpoint();
        let node = self.node(path).map_or("-", |node| node.path.as_str());
        let endpoint = ENDPOINTS.iter().find(|known| **known == endpoint).unwrap_or(&"-");
        let millis = began.elapsed().as_millis();
        let _ = writeln!(std::io::stderr(), "{} /{node}/{endpoint} {} {millis} ms", call.method, status.as_u16());
    }
}

struct Call<'a> {
    method: &'a Method,
    path: &'a str,
    query: &'a str,
    headers: &'a HeaderMap,
    body: &'a Bytes,
}

impl Call<'_> {
    /// `/fi/g_variants` is node `fi` and endpoint `g_variants`; a slash at the end changes nothing.
    fn node_and_endpoint(&self) -> (&str, &str) {
        let path = self.path.trim_matches('/');
        path.split_once('/').unwrap_or((path, ""))
    }

    fn base_url(&self, node: &Node) -> String {
        let host = self.headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or("127.0.0.1");
        format!("http://{host}/{}", node.path)
    }
}

impl NodeServer {
    async fn respond(&self, call: &Call<'_>) -> Response<Body> {
        let (path, endpoint) = call.node_and_endpoint();
        let Some(node) = self.node(path) else {
            return with_cors(failure(OWN_ID, StatusCode::NOT_FOUND, "there is no node under this path"));
        };
        let faults = self.faults_of(path);
        let cors = !faults.contains(&Fault::NoCors);
        if *call.method == Method::OPTIONS {
            return if cors { preflight() } else { method_not_allowed(node) };
        }
        if let Some(response) = misbehave(node, &faults).await {
            return if cors { with_cors(response) } else { response };
        }
        if let Some(response) = is_query(endpoint).then(|| refuses(node, &faults)).flatten() {
            return if cors { with_cors(response) } else { response };
        }
        let post_only = faults.contains(&Fault::PostOnly) && ["g_variants", "datasets"].contains(&endpoint);
        let response = if post_only && *call.method != Method::POST {
            method_not_allowed(node)
        } else {
            answer(node, endpoint, call, &Ways { faults: &faults, nodes: &self.nodes })
        };
        if cors { with_cors(response) } else { response }
    }
}

/// Applies faults in their order; `None` when the node answers after all.
async fn misbehave(node: &Node, faults: &[Fault]) -> Option<Response<Body>> {
    for fault in faults {
        match fault {
            Fault::Delay(duration) => tokio::time::sleep(*duration).await,
            Fault::Hang => std::future::pending().await,
            Fault::Status(code) => {
                let status = StatusCode::from_u16(*code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
                return Some(failure(&node.beacon_id, status, "this failure was asked for"));
            }
            Fault::Malformed => {
                return Some(text(StatusCode::OK, "application/json", r#"{"meta":{"beaconId":"demo","apiVer"#));
            }
            Fault::Html => {
                let page = "<!doctype html><html lang=\"en\"><title>Sign in</title><h1>Please sign in</h1></html>";
                return Some(text(StatusCode::OK, "text/html; charset=utf-8", page));
            }
            // The connection's task ends and its socket closes, without a message as a panic would write one.
            Fault::Drop => std::panic::resume_unwind(Box::new("the connection is dropped")),
            Fault::Busy => return Some(busy(node)),
            _ => {}
        }
    }
    None
}

/// Refusals of questions; what a node says of itself is for everyone.
fn refuses(node: &Node, faults: &[Fault]) -> Option<Response<Body>> {
    let refusal = |message: &str| Some(failure(&node.beacon_id, StatusCode::BAD_REQUEST, message));
    faults.iter().find_map(|fault| match fault {
        // gdi-mini-node's words.
        Fault::SignIn => {
            let words = "This resource requires Basic authentication.";
            Some(text(StatusCode::UNAUTHORIZED, "text/plain; charset=utf-8", words))
        }
        Fault::Grch37 => refusal(&Refusal::OtherAssembly("GRCh37".to_owned()).to_string()),
        Fault::Refuses => refusal("queries of this kind are not supported here"),
        _ => None,
    })
}

fn busy(node: &Node) -> Response<Body> {
    let mut response = failure(&node.beacon_id, StatusCode::TOO_MANY_REQUESTS, "too many queries");
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("30"));
    response.headers_mut().insert("access-control-expose-headers", HeaderValue::from_static("retry-after"));
    response
}

fn is_query(endpoint: &str) -> bool {
    endpoint == "g_variants" || endpoint == "datasets" || endpoint.starts_with("datasets/")
}

/// What an answer depends on beside node and question.
struct Ways<'a> {
    faults: &'a [Fault],
    nodes: &'a [Node],
}

fn answer(node: &Node, endpoint: &str, call: &Call<'_>, ways: &Ways<'_>) -> Response<Body> {
    let counts_people = endpoint == "individuals" && people::is_offered_by(node);
    let readable = *call.method == Method::GET || *call.method == Method::HEAD;
    let postable = (counts_people || is_query(endpoint)) && *call.method == Method::POST;
    if !(readable || postable) {
        return method_not_allowed(node);
    }
    let base_url = call.base_url(node);
    match endpoint {
        "" | "info" => success(&framework::info(node, &base_url)),
        // bycon says what it is whatever it does not know, and mini-node does not know this.
        "service-info" if node.dialect == Dialect::Bycon => success(&framework::info(node, &base_url)),
        "service-info" if node.dialect == Dialect::MiniNode => {
            failure(&node.beacon_id, StatusCode::NOT_FOUND, "Not Found")
        }
        "service-info" => success(&framework::service_info(node, &base_url)),
        "configuration" => success(&framework::configuration(node)),
        "entry_types" => success(&framework::entry_types(node)),
        "map" => success(&framework::map(node, &base_url)),
        "filtering_terms" => success(&framework::filtering_terms(node)),
        "individuals" if counts_people => counted(node, call),
        "g_variants" => variants_answer(node, call, ways),
        _ if is_query(endpoint) => datasets_answer(node, endpoint, call),
        _ => failure(&node.beacon_id, StatusCode::NOT_FOUND, "there is no such endpoint"),
    }
}

fn variants_answer(node: &Node, call: &Call<'_>, ways: &Ways<'_>) -> Response<Body> {
    let is_post = *call.method == Method::POST;
    let envelope = match read_envelope(call, is_post) {
        Ok(envelope) => envelope,
        Err(refusal) => match node.dialect.bad_json() {
            Some(refused) => return refuse_as(node, &refused),
            None => return refuse(node, &refusal),
        },
    };
    let heard = Heard { is_post, envelope: &envelope };
    let looked_for = match node.dialect.hears(node, &heard) {
        Verdict::Refuses(refused) => return refuse_as(node, &refused),
        Verdict::Misses => None,
        Verdict::Looks(instead) => Some(instead.unwrap_or_else(|| envelope.clone())),
    };
    let answered = match looked_for {
        Some(envelope) => request::parse(&envelope).and_then(|request| variants::answer(node, &request)),
        None => Ok(variants::nothing(node)),
    };
    match answered {
        Ok(answer) => {
            let told = ways.faults.iter().fold(answer, |answer, fault| misanswer::told(answer, *fault));
            success(&node.dialect.dressed(told, node, &heard, ways.nodes))
        }
        Err(refusal) => {
            let refused = Refused { status: 400, message: refusal.to_string(), is_text: false };
            refuse_as(node, &refused)
        }
    }
}

fn read_envelope(call: &Call<'_>, is_post: bool) -> Result<Value, Refusal> {
    if !is_post {
        return Ok(envelope_of_query_string(call.query));
    }
    if call.body.iter().all(u8::is_ascii_whitespace) {
        return Ok(json!({}));
    }
    serde_json::from_slice(call.body).map_err(|_| Refusal::NotJson)
}

fn refuse_as(node: &Node, refused: &Refused) -> Response<Body> {
    let status = StatusCode::from_u16(refused.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if refused.is_text {
        return text(status, "text/plain; charset=utf-8", refused.message.clone());
    }
    let error = node.dialect.error(&node.beacon_id, refused.status, &refused.message);
    text(status, "application/json", error.to_string())
}

fn datasets_answer(node: &Node, endpoint: &str, call: &Call<'_>) -> Response<Body> {
    let parsed = if *call.method == Method::POST { parse_body(call.body) } else { parse_query_string(call.query) };
    match parsed.map(|request| framework::datasets(node, &request, endpoint.strip_prefix("datasets/"))) {
        Ok(Some(response)) => success(&response),
        Ok(None) => failure(&node.beacon_id, StatusCode::NOT_FOUND, "there is no such dataset"),
        Err(refusal) => refuse(node, &refusal),
    }
}

fn counted(node: &Node, call: &Call<'_>) -> Response<Body> {
    let parsed = parse_with_filters(call.body, call.query);
    match parsed.and_then(|(request, filters)| people::answer(node, &request, &filters)) {
        Ok(response) => success(&response),
        Err(refusal) => refuse(node, &refusal),
    }
}

fn refuse(node: &Node, refusal: &Refusal) -> Response<Body> {
    failure(&node.beacon_id, StatusCode::BAD_REQUEST, &refusal.to_string())
}

fn success(body: &Value) -> Response<Body> {
    text(StatusCode::OK, "application/json", body.to_string())
}

fn failure(beacon_id: &str, status: StatusCode, message: &str) -> Response<Body> {
    text(status, "application/json", beacon::error(beacon_id, status.as_u16(), message).to_string())
}

fn method_not_allowed(node: &Node) -> Response<Body> {
    let message = "this method is not allowed here";
    let mut response = failure(&node.beacon_id, StatusCode::METHOD_NOT_ALLOWED, message);
    response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, POST"));
    response
}

fn text(status: StatusCode, content_type: &'static str, body: impl Into<Body>) -> Response<Body> {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}

/// Any page may ask, and none may send credentials (Fetch standard, CORS protocol).
fn with_cors(mut response: Response<Body>) -> Response<Body> {
    response.headers_mut().insert("access-control-allow-origin", HeaderValue::from_static("*"));
    response
}

fn preflight() -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    for (name, value) in [
        ("access-control-allow-methods", "GET, POST, OPTIONS"),
        ("access-control-allow-headers", "accept, content-type"),
        ("access-control-max-age", "600"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    with_cors(response)
}

fn received(method: &Method, path: &str, query: &str, headers: &HeaderMap, body: &Bytes) -> Received {
    let as_text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    Received {
        method: method.to_string(),
        path: path.to_owned(),
        query: query.to_owned(),
        headers: headers.iter().map(|(name, value)| (name.to_string(), as_text(value))).collect(),
        body: String::from_utf8_lossy(body).into_owned(),
    }
}

/// `faults` and `requests`, when the server was started with control.
fn control(server: &NodeServer, method: &Method, call: &str, body: &Bytes) -> Response<Body> {
    let Some(recorder) = &server.recorder else {
        return failure(OWN_ID, StatusCode::NOT_FOUND, "the server was started without --control");
    };
    match (method.as_str(), call) {
        ("POST", "faults") => set_faults(server, body),
        ("GET", "requests") => success(&json!({"requests": recorder.requests()})),
        ("DELETE", "requests") => {
            recorder.clear();
            success(&json!({"requests": []}))
        }
        _ => failure(OWN_ID, StatusCode::NOT_FOUND, "control knows POST faults, GET requests and DELETE requests"),
    }
}

fn set_faults(server: &NodeServer, body: &Bytes) -> Response<Body> {
    let paths: Vec<&str> = server.nodes.iter().map(|node| node.path.as_str()).collect();
    let parsed = serde_json::from_slice::<BTreeMap<String, String>>(body).map_err(|error| error.to_string());
    let faults = parsed.and_then(|wanted| {
        let mut faults = Faults::default();
        for (node, text) in &wanted {
            faults.set(node, text).map_err(|error| error.to_string())?;
        }
        faults.check(&paths).map_err(|error| error.to_string())?;
        Ok((faults, wanted))
    });
    match faults {
        Ok((faults, wanted)) => {
            *server.faults.write().unwrap_or_else(PoisonError::into_inner) = faults;
            success(&json!({"faults": wanted}))
        }
        Err(message) => failure(OWN_ID, StatusCode::BAD_REQUEST, &message),
    }
}
