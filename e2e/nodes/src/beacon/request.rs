//! The request of a query, by GET or POST, parsed once into types.
//!
//! Lenient where servers in the field are (numbers as text, a bare `start`, unknown keys), strict about meaning.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{API_VERSION, Refusal};
use crate::contig::{Assembly, ContigId};

const DEFAULT_LIMIT: u64 = 10;
const MAX_LIMIT: u64 = 1000;

/// How much an answer tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Granularity {
    /// Whether there is something.
    Boolean,
    /// How many there are.
    Count,
    /// What there is.
    Record,
}

/// Which datasets an answer lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Include {
    /// All.
    All,
    /// Those that have the variant; the specification's default.
    Hit,
    /// Those that do not.
    Miss,
    /// None.
    None,
}

/// A request as it was understood.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// Version that the client speaks.
    pub api_version: String,
    /// How much is asked for. Left out, it is what GDI nodes answer by default: records.
    pub granularity: Granularity,
    /// Which datasets are asked for.
    pub include: Include,
    /// Pages to skip.
    pub skip_pages: u64,
    /// Size of a page.
    pub limit: u64,
    /// Repeated in the answer; everything here is public.
    pub test_mode: bool,
    /// Repeated in the answer.
    pub requested_schemas: Vec<Value>,
    /// Assembly, where one is named.
    pub assembly: Option<Assembly>,
    /// The variant or region, where parameters are given.
    pub query: Option<Query>,
}

impl Default for Request {
    fn default() -> Self {
        Self {
            api_version: API_VERSION.to_owned(),
            granularity: Granularity::Record,
            include: Include::Hit,
            skip_pages: 0,
            limit: DEFAULT_LIMIT,
            test_mode: false,
            requested_schemas: Vec::new(),
            assembly: None,
            query: None,
        }
    }
}

/// A variant or a region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// The chromosome.
    pub contig: ContigId,
    /// Where.
    pub place: Place,
    /// Reference allele.
    pub reference: Option<String>,
    /// Alternate allele.
    pub alternate: Option<String>,
    /// `SNP`, `INDEL` and the like.
    pub variant_type: Option<String>,
    /// Shortest change.
    pub min_length: Option<u32>,
    /// Longest change.
    pub max_length: Option<u32>,
}

/// Where a query looks; positions are counted from 0, ends are exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Alleles that begin here.
    Start(u32),
    /// Alleles that overlap.
    Overlap {
        /// First base.
        start: u32,
        /// Base after the last.
        end: u32,
    },
    /// Alleles that begin and end within brackets.
    Bracket {
        /// First and last possible start.
        start: [u32; 2],
        /// First and last possible end.
        end: [u32; 2],
    },
}

/// Reads the body of a POST request; an empty body asks for nothing in particular.
///
/// # Errors
/// When the body is not JSON, or a part of it cannot be understood.
pub fn parse_body(body: &[u8]) -> Result<Request, Refusal> {
    if body.iter().all(u8::is_ascii_whitespace) {
        return Ok(Request::default());
    }
    parse(&serde_json::from_slice(body).map_err(|_| Refusal::NotJson)?)
}

/// Reads the query of a GET request by giving it the form of a body.
///
/// # Errors
/// When a part of it cannot be understood.
pub fn parse_query_string(query: &str) -> Result<Request, Refusal> {
    parse(&envelope_of_query_string(query))
}

/// The body that says the same as the query of a GET request.
#[must_use]
pub fn envelope_of_query_string(query: &str) -> Value {
    let mut parameters = Map::new();
    let mut envelope = json!({"meta": {}, "query": {"pagination": {}}});
    for (name, text) in form_urlencoded::parse(query.as_bytes()) {
        let value = match &*name {
            "start" | "end" | "filters" => text.split(',').filter(|part| !part.is_empty()).map(Value::from).collect(),
            "testMode" => Value::Bool(text == "true"),
            _ => Value::from(&*text),
        };
        match &*name {
            "apiVersion" => envelope["meta"][&*name] = value,
            "skip" | "limit" => envelope["query"]["pagination"][&*name] = value,
            "requestedGranularity" | "includeResultsetResponses" | "filters" | "testMode" => {
                envelope["query"][&*name] = value;
            }
            _ => drop(parameters.insert(name.into_owned(), value)),
        }
    }
    envelope["query"]["requestParameters"] = Value::Object(parameters);
    envelope
}

/// Takes the filters out of a request, by GET or POST; the rest is read as without them.
///
/// # Errors
/// When a part of it cannot be understood.
pub fn parse_with_filters(body: &[u8], query: &str) -> Result<(Request, Vec<Value>), Refusal> {
    if body.iter().all(u8::is_ascii_whitespace) {
        let pairs = form_urlencoded::parse(query.as_bytes());
        let (filters, rest): (Vec<_>, Vec<_>) = pairs.partition(|(name, _)| name == "filters");
        let filters = filters.iter().flat_map(|(_, text)| text.split(',')).filter(|text| !text.is_empty());
        let rest = form_urlencoded::Serializer::new(String::new()).extend_pairs(rest).finish();
        return Ok((parse_query_string(&rest)?, filters.map(Value::from).collect()));
    }
    let mut body: Value = serde_json::from_slice(body).map_err(|_| Refusal::NotJson)?;
    let filters = body.pointer_mut("/query/filters").map(Value::take);
    let filters = filters.and_then(|filters| filters.as_array().cloned()).unwrap_or_default();
    Ok((parse(&body)?, filters))
}

/// Reads a request in the form of a body.
///
/// # Errors
/// When a part of it cannot be understood.
pub fn parse(body: &Value) -> Result<Request, Refusal> {
    if !body.is_object() {
        return Err(Refusal::Malformed("body"));
    }
    let (meta, query) = (&body["meta"], &body["query"]);
    let parameters = &query["requestParameters"];
    if query["filters"].as_array().is_some_and(|filters| !filters.is_empty()) {
        return Err(Refusal::Filters);
    }
    let schemas = meta["requestedSchemas"].as_array().map_or(&[][..], |schemas| schemas);
    let pagination = &query["pagination"];
    let limit = number(&pagination["limit"], "limit")?.unwrap_or(DEFAULT_LIMIT);
    Ok(Request {
        api_version: meta["apiVersion"].as_str().unwrap_or(API_VERSION).to_owned(),
        granularity: parse_granularity(&query["requestedGranularity"])?,
        include: parse_include(&query["includeResultsetResponses"])?,
        skip_pages: number(&pagination["skip"], "skip")?.unwrap_or(0),
        // "Use 0 to return all the results or the maximum allowed by the Beacon" (beaconCommonComponents, Limit).
        limit: if limit == 0 { MAX_LIMIT } else { limit.min(MAX_LIMIT) },
        test_mode: query["testMode"].as_bool().unwrap_or(false),
        requested_schemas: schemas.iter().filter(|schema| schema.is_object()).cloned().collect(),
        assembly: parse_assembly(&parameters["assemblyId"])?,
        query: parse_parameters(parameters)?,
    })
}

fn parse_granularity(value: &Value) -> Result<Granularity, Refusal> {
    match value.as_str().map(str::to_ascii_lowercase).as_deref() {
        None if value.is_null() => Ok(Granularity::Record),
        Some("boolean") => Ok(Granularity::Boolean),
        Some("count") => Ok(Granularity::Count),
        Some("record") => Ok(Granularity::Record),
        _ => Err(Refusal::Malformed("requestedGranularity")),
    }
}

fn parse_include(value: &Value) -> Result<Include, Refusal> {
    match value.as_str() {
        None if value.is_null() => Ok(Include::Hit),
        Some("ALL") => Ok(Include::All),
        Some("HIT") => Ok(Include::Hit),
        Some("MISS") => Ok(Include::Miss),
        Some("NONE") => Ok(Include::None),
        _ => Err(Refusal::Malformed("includeResultsetResponses")),
    }
}

fn parse_assembly(value: &Value) -> Result<Option<Assembly>, Refusal> {
    if value.is_null() {
        return Ok(None);
    }
    let name = value.as_str().ok_or(Refusal::Malformed("assemblyId"))?;
    Assembly::parse(name).map(Some).ok_or(Refusal::UnknownAssembly)
}

fn parse_parameters(parameters: &Value) -> Result<Option<Query>, Refusal> {
    for name in ["geneId", "aminoacidChange", "genomicAlleleShortForm"] {
        if !parameters[name].is_null() {
            return Err(Refusal::Unsupported(name));
        }
    }
    let start = positions(&parameters["start"], "start")?;
    let end = positions(&parameters["end"], "end")?;
    if parameters["referenceName"].is_null() {
        return if start.is_empty() && end.is_empty() { Ok(None) } else { Err(Refusal::Missing("referenceName")) };
    }
    let name = parameters["referenceName"].as_str().ok_or(Refusal::Malformed("referenceName"))?;
    let reference = bases(&parameters["referenceBases"], "referenceBases")?;
    let alternate = bases(&parameters["alternateBases"], "alternateBases")?;
    Ok(Some(Query {
        contig: ContigId::parse(name).ok_or(Refusal::UnknownContig)?,
        place: parse_place(&start, &end, reference.is_some() && alternate.is_some())?,
        reference,
        alternate,
        variant_type: text(&parameters["variantType"], "variantType")?,
        min_length: length(&parameters["variantMinLength"], "variantMinLength")?,
        max_length: length(&parameters["variantMaxLength"], "variantMaxLength")?,
    }))
}

/// One start is a sequence query, one start and one end a range, two of each a bracket (Beacon v2, variant queries).
fn parse_place(start: &[u32], end: &[u32], has_alleles: bool) -> Result<Place, Refusal> {
    match (start, end) {
        ([], _) => Err(Refusal::Missing("start")),
        ([start], []) if has_alleles => Ok(Place::Start(*start)),
        ([_], []) => Err(Refusal::Missing("end")),
        ([start], [end]) if start < end => Ok(Place::Overlap { start: *start, end: *end }),
        ([_], [_]) => Err(Refusal::EmptyRange),
        ([a, b], [c, d]) if a <= b && c <= d => Ok(Place::Bracket { start: [*a, *b], end: [*c, *d] }),
        ([_, _], [_, _]) => Err(Refusal::EmptyRange),
        _ => Err(Refusal::Malformed("start")),
    }
}

fn positions(value: &Value, name: &'static str) -> Result<Vec<u32>, Refusal> {
    let list: Vec<&Value> = match value {
        Value::Null => Vec::new(),
        Value::Array(items) => items.iter().collect(),
        single => vec![single],
    };
    list.into_iter().map(|item| length(item, name)?.ok_or(Refusal::Malformed(name))).collect()
}

fn length(value: &Value, name: &'static str) -> Result<Option<u32>, Refusal> {
    number(value, name)?.map(|number| u32::try_from(number).map_err(|_| Refusal::Malformed(name))).transpose()
}

fn number(value: &Value, name: &'static str) -> Result<Option<u64>, Refusal> {
    match value {
        Value::Null => Ok(None),
        Value::Number(number) => number.as_u64().map(Some).ok_or(Refusal::Malformed(name)),
        Value::String(text) => text.parse().map(Some).map_err(|_| Refusal::Malformed(name)),
        _ => Err(Refusal::Malformed(name)),
    }
}

fn text(value: &Value, name: &'static str) -> Result<Option<String>, Refusal> {
    match value {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text.clone())),
        _ => Err(Refusal::Malformed(name)),
    }
}

fn bases(value: &Value, name: &'static str) -> Result<Option<String>, Refusal> {
    let Some(text) = text(value, name)? else { return Ok(None) };
    let upper = text.to_ascii_uppercase();
    let valid = !upper.is_empty() && upper.bytes().all(|base| b"ACGTN".contains(&base));
    valid.then_some(Some(upper)).ok_or(Refusal::Malformed(name))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use super::*;

    fn place(parameters: &Value) -> Result<Place, Refusal> {
        let body = json!({"meta": {"apiVersion": "v2.0"}, "query": {"requestParameters": parameters}});
        Ok(parse_body(body.to_string().as_bytes())?.query.unwrap().place)
    }

    #[test]
    fn get_and_post_say_the_same() {
        let get = "assemblyId=hg38&referenceName=chr2&start=135851075&referenceBases=g&alternateBases=A\
                   &requestedGranularity=count&includeResultsetResponses=ALL&skip=1&limit=5&apiVersion=v2.0";
        let post = json!({
            "meta": {"apiVersion": "v2.0"},
            "query": {
                "requestParameters": {"assemblyId": "GRCh38", "referenceName": "2", "start": [135_851_075],
                    "referenceBases": "G", "alternateBases": "A"},
                "requestedGranularity": "count", "includeResultsetResponses": "ALL",
                "pagination": {"skip": 1, "limit": 5}, "filters": [], "testMode": false
            }
        });
        let from_get = parse_query_string(get).unwrap();
        assert_eq!(from_get, parse_body(post.to_string().as_bytes()).unwrap());
        assert_eq!(from_get.query.unwrap().place, Place::Start(135_851_075));
    }

    #[test]
    fn start_and_end_tell_the_kind_of_query() {
        let alleles = json!({"referenceName": "2", "start": ["7"], "referenceBases": "G", "alternateBases": "A"});
        assert_eq!(place(&alleles), Ok(Place::Start(7)));
        let range = json!({"referenceName": "2", "start": 7, "end": [9]});
        assert_eq!(place(&range), Ok(Place::Overlap { start: 7, end: 9 }));
        let bracket = json!({"referenceName": "2", "start": [7, 8], "end": [9, 12]});
        assert_eq!(place(&bracket), Ok(Place::Bracket { start: [7, 8], end: [9, 12] }));
        assert_eq!(place(&json!({"referenceName": "2", "start": [7]})), Err(Refusal::Missing("end")));
        assert_eq!(place(&json!({"referenceName": "2", "start": [9], "end": [9]})), Err(Refusal::EmptyRange));
        assert_eq!(place(&json!({"start": [9]})), Err(Refusal::Missing("referenceName")));
    }

    #[test]
    fn what_is_not_understood_is_refused_without_repeating_it() {
        let refusal = |body: &str| parse_body(body.as_bytes()).unwrap_err();
        assert_eq!(refusal("{"), Refusal::NotJson);
        assert_eq!(refusal("[]"), Refusal::Malformed("body"));
        assert_eq!(refusal(r#"{"query":{"filters":[{"id":"sex"}]}}"#), Refusal::Filters);
        let gene = refusal(r#"{"query":{"requestParameters":{"geneId":"BRCA1"}}}"#);
        assert_eq!(gene, Refusal::Unsupported("geneId"));
        assert!(!gene.to_string().contains("BRCA1"));
        let negative = r#"{"query":{"requestParameters":{"referenceName":"2","start":[-1]}}}"#;
        assert_eq!(refusal(negative), Refusal::Malformed("start"));
    }
}
