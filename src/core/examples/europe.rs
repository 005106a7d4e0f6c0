//! Writes the outlines that the map of Europe is drawn from:
//! `cargo run --release -p cohort-core --example europe -- FOLDER > src/core/plot/map/europe.txt`.
//!
//! FOLDER is the unpacked npm package `world-atlas` 2.0.2 (Natural Earth 4.1, public domain). What is done to it and why
//! stands in `src/core/plot/map/PROVENANCE.md`.
#![expect(clippy::print_stdout, reason = "a program for people: the outlines are its output")]
#![expect(clippy::cast_possible_truncation, reason = "a map is a few thousand units wide")]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

use cohort_core::plot::map::projection::project;
use serde_json::Value;

/// ISO 3166-1: the 28 members of the European Genomic Data Infrastructure, then their neighbours in genomics. A country
/// may be several shapes of the source: Finland with Åland, and Cyprus is drawn as the one island that it is.
const COUNTRIES: [(&str, &[&str]); 31] = [
    ("AT", &["040"]),
    ("BE", &["056"]),
    ("BG", &["100"]),
    ("HR", &["191"]),
    ("CY", &CYPRUS),
    ("CZ", &["203"]),
    ("DK", &["208"]),
    ("EE", &["233"]),
    ("FI", &["246", "248"]),
    ("FR", &["250"]),
    ("DE", &["276"]),
    ("GR", &["300"]),
    ("HU", &["348"]),
    ("IE", &["372"]),
    ("IT", &["380"]),
    ("LV", &["428"]),
    ("LT", &["440"]),
    ("LU", &["442"]),
    ("MT", &["470"]),
    ("NL", &["528"]),
    ("NO", &["578"]),
    ("PL", &["616"]),
    ("PT", &["620"]),
    ("RO", &["642"]),
    ("SK", &["703"]),
    ("SI", &["705"]),
    ("ES", &["724"]),
    ("SE", &["752"]),
    ("CH", &["756"]),
    ("GB", &["826"]),
    ("IS", &["352"]),
];
/// Without a number in the source, by name.
const CYPRUS: [&str; 5] = ["196", "N. Cyprus", "Cyprus U.N. Buffer Zone", "Dhekelia", "Akrotiri"];

/// Shown enlarged beside the map, from the source's finest scale.
const INSETS: [&str; 3] = ["LU", "MT", "CY"];
/// The longer side of an inset's land.
const INSET_UNITS: f64 = 200.0;
/// A corner that spans a smaller triangle is left out of an inset, in its own units squared.
const INSET_CORNER: f64 = 3.0;

/// The frame, in kilometres of EPSG:3035: west, north, width, height.
const FRAME: (f64, f64, f64, f64) = (2540.0, 5440.0, 3600.0, 4100.0);
/// Units per kilometre.
const SCALE: f64 = 0.5;
/// A corner that spans a smaller triangle with its neighbours is left out (Visvalingam and Whyatt 1993), in units squared.
const CORNER: f64 = 12.0;
/// Islands smaller than this are left out, in units squared, unless they are all that a country has.
const ISLAND: f64 = 40.0;
/// Land that lies above this altogether is left out: a speck of Jan Mayen at the frame's upper edge.
const NORTH: i32 = 23;

type Point = (f64, f64);
type Line = Vec<(i32, i32)>;

/// Topology: lines that shapes share, and shapes as rings of lines; a negative number is a line's other direction.
struct Atlas {
    lines: Vec<Vec<Point>>,
    shapes: BTreeMap<String, Vec<Vec<i64>>>,
}

fn main() -> ExitCode {
    match std::env::args().nth(1).and_then(|folder| outlines(Path::new(&folder))) {
        Some(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        None => ExitCode::FAILURE,
    }
}

fn outlines(folder: &Path) -> Option<String> {
    let atlas = Atlas::read(&folder.join("countries-50m.json"))?;
    let lines: Vec<Line> = atlas.lines.iter().map(|line| in_frame(line)).collect();
    let mut shapes: Vec<(&str, Vec<Vec<i64>>)> = Vec::new();
    let mut others = atlas.shapes.clone();
    for (code, parts) in COUNTRIES {
        let parts: Vec<_> = parts.iter().filter_map(|part| others.remove(*part)).collect();
        shapes.push((code, merged(&parts.concat())));
    }
    let others: Vec<_> = others.into_values().flatten().collect();
    shapes.push(("-", merged(&others)));

    let mut written = Written { lines, text: String::new(), numbers: BTreeMap::new(), at: (0, 0) };
    let mut countries = String::new();
    for (code, rings) in &shapes {
        let closed: Vec<(Line, &Vec<i64>)> = rings.iter().map(|ring| (points_of(ring, &written.lines), ring)).collect();
        let largest = closed.iter().map(|(line, _)| area(line)).fold(0.0, f64::max);
        let is_kept = |(line, ring): &&(Line, &Vec<i64>)| {
            // A ring of several lines touches another shape: without it there would be a hole in the land.
            let is_small = ring.len() == 1 && area(line) < ISLAND.min(largest);
            let is_far_north = line.iter().all(|(_, y)| *y < NORTH);
            area(line) > 0.0 && !is_small && !is_far_north
        };
        let kept = closed.iter().filter(is_kept).map(|(_, ring)| written.ring(ring)).collect::<Option<Vec<_>>>()?;
        if !kept.is_empty() {
            let (x, y) = middle(closed.iter().map(|(line, _)| line));
            countries += &format!("{code} {x},{y} {}\n", kept.join(";"));
        }
    }
    let frame = format!("{} {}", FRAME.2 * SCALE, FRAME.3 * SCALE);
    let insets = insets(&Atlas::read(&folder.join("countries-10m.json"))?);
    Some(format!("{frame}\n{}\n{countries}\n{insets}", written.text))
}

/// The lines of the file as they come to be used, each once and in the direction of its first use.
struct Written {
    lines: Vec<Line>,
    text: String,
    /// By the source's number, the file's, and whether it runs the other way there.
    numbers: BTreeMap<usize, (i64, bool)>,
    /// Where the last line ended: the next often begins there.
    at: (i32, i32),
}

impl Written {
    /// A ring as the file names its lines.
    fn ring(&mut self, ring: &[i64]) -> Option<String> {
        Some(ring.iter().map(|&at| self.line(at)).collect::<Option<Vec<_>>>()?.join(","))
    }

    fn line(&mut self, at: i64) -> Option<String> {
        let runs_back = at < 0;
        let line = usize::try_from(if runs_back { !at } else { at }).ok()?;
        if !self.numbers.contains_key(&line) {
            let mut points = self.lines.get(line)?.clone();
            if runs_back {
                points.reverse();
            }
            self.text += &steps(&points, &mut self.at);
            self.text.push('\n');
            self.numbers.insert(line, (i64::try_from(self.numbers.len()).ok()?, runs_back));
        }
        let &(number, first_ran_back) = self.numbers.get(&line)?;
        Some((if runs_back == first_ran_back { number } else { !number }).to_string())
    }
}

/// Each inset's land within its own square.
fn insets(atlas: &Atlas) -> String {
    let mut text = String::new();
    for (code, parts) in COUNTRIES.iter().filter(|(code, _)| INSETS.contains(code)) {
        let parts: Vec<_> = parts.iter().filter_map(|part| atlas.shapes.get(*part)).flatten().cloned().collect();
        let lines: Vec<Vec<Point>> =
            atlas.lines.iter().map(|line| line.iter().map(|&(x, y)| project(x, y)).collect()).collect();
        let rings: Vec<Vec<Point>> = merged(&parts).iter().map(|ring| points_of(ring, &lines)).collect();
        let all = || rings.iter().flatten();
        let (left, right) = all().fold((f64::MAX, f64::MIN), |(low, high), p| (low.min(p.0), high.max(p.0)));
        let (bottom, top) = all().fold((f64::MAX, f64::MIN), |(low, high), p| (low.min(p.1), high.max(p.1)));
        let scale = INSET_UNITS / (right - left).max(top - bottom);
        let (middle_x, middle_y) = (f64::midpoint(left, right), f64::midpoint(bottom, top));
        let set = |&(x, y): &Point| {
            ((INSET_UNITS / 2.0 + (x - middle_x) * scale), (INSET_UNITS / 2.0 + (middle_y - y) * scale))
        };
        let rings = rings.iter().map(|ring| simplified(&rounded(ring.iter().map(set)), INSET_CORNER));
        let rings: Vec<String> =
            rings.filter(|ring| area(ring) >= INSET_CORNER).map(|ring| steps(&ring, &mut (0, 0))).collect();
        text += &format!("{code} {}\n", rings.join(" "));
    }
    text
}

impl Atlas {
    /// Reads a TopoJSON file (TopoJSON Specification §2.1), still in degrees.
    fn read(path: &Path) -> Option<Self> {
        let root: Value = serde_json::from_str(&std::fs::read_to_string(path).ok()?).ok()?;
        let pair = |value: &Value| Some((value.get(0)?.as_f64()?, value.get(1)?.as_f64()?));
        let (scale, shift) = (pair(&root["transform"]["scale"])?, pair(&root["transform"]["translate"])?);
        let line = |line: &Value| {
            let mut at = (0.0, 0.0);
            line.as_array()?
                .iter()
                .map(|step| {
                    let step = pair(step)?;
                    at = (at.0 + step.0, at.1 + step.1);
                    Some((at.0 * scale.0 + shift.0, at.1 * scale.1 + shift.1))
                })
                .collect()
        };
        let lines = root["arcs"].as_array()?.iter().map(line).collect::<Option<_>>()?;
        let mut shapes: BTreeMap<String, Vec<Vec<i64>>> = BTreeMap::new();
        for shape in root["objects"]["countries"]["geometries"].as_array()? {
            let polygons = match shape["type"].as_str()? {
                "Polygon" => vec![&shape["arcs"]],
                _ => shape["arcs"].as_array()?.iter().collect(),
            };
            // The first ring of a polygon is its outside; holes are other countries, drawn later.
            let outside =
                |polygon: &Value| polygon.get(0)?.as_array()?.iter().map(Value::as_i64).collect::<Option<Vec<_>>>();
            let rings = polygons.into_iter().map(outside).collect::<Option<Vec<_>>>()?;
            let name = shape["id"].as_str().or(shape["properties"]["name"].as_str())?;
            shapes.entry(name.to_owned()).or_default().extend(rings);
        }
        Some(Self { lines, shapes })
    }
}

/// Rings around the union of shapes: lines that two of them share are inside and fall away.
fn merged(rings: &[Vec<i64>]) -> Vec<Vec<i64>> {
    let mut uses: BTreeMap<i64, u32> = BTreeMap::new();
    for &line in rings.iter().flatten() {
        *uses.entry(if line < 0 { !line } else { line }).or_default() += 1;
    }
    let is_edge = |line: i64| uses.get(&if line < 0 { !line } else { line }) == Some(&1);
    // A ring that loses nothing stays; the others' edges are joined where they follow each other around the lost lines.
    let (whole, broken): (Vec<_>, Vec<_>) = rings.iter().cloned().partition(|ring| ring.iter().all(|&at| is_edge(at)));
    let mut follows: BTreeMap<i64, i64> = BTreeMap::new();
    for ring in &broken {
        for (at, &line) in ring.iter().enumerate() {
            follows.insert(line, ring[(at + 1) % ring.len()]);
        }
    }
    let mut edges: Vec<i64> = broken.into_iter().flatten().filter(|&line| is_edge(line)).collect();
    let mut joined = Vec::new();
    while let Some(&first) = edges.first() {
        let mut ring = vec![first];
        let mut next = follows.get(&first).copied();
        while let Some(line) = next.filter(|&line| line != first) {
            if is_edge(line) {
                ring.push(line);
                next = follows.get(&line).copied();
            } else {
                // Crosses into the neighbour: its ring runs the same line the other way.
                next = follows.get(&!line).copied();
            }
        }
        edges.retain(|line| !ring.contains(line));
        joined.push(ring);
    }
    whole.into_iter().chain(joined).collect()
}

/// A line in the map's units, clipped to the frame and simplified. What lies outside is moved to the frame's edge, which
/// leaves the land inside as it is, and shared lines stay shared.
fn in_frame(line: &[Point]) -> Line {
    let (west, north, width, height) = FRAME;
    let placed: Vec<Point> = line
        .iter()
        .map(|&(longitude, latitude)| {
            let (east, northing) = project(longitude, latitude);
            ((east / 1000.0 - west) * SCALE, (north - northing / 1000.0) * SCALE)
        })
        .collect();
    let (right, bottom) = (width * SCALE, height * SCALE);
    let mut dense: Vec<Point> = Vec::new();
    for pair in placed.windows(2) {
        let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
        let mut cuts = vec![0.0];
        for (from, to, edge) in [(x0, x1, 0.0), (x0, x1, right), (y0, y1, 0.0), (y0, y1, bottom)] {
            if (from - edge) * (to - edge) < 0.0 {
                cuts.push((edge - from) / (to - from));
            }
        }
        cuts.sort_by(f64::total_cmp);
        dense.extend(cuts.iter().map(|cut| (x0 + cut * (x1 - x0), y0 + cut * (y1 - y0))));
    }
    dense.extend(placed.last());
    simplified(&rounded(dense.into_iter().map(|(x, y)| (x.clamp(0.0, right), y.clamp(0.0, bottom)))), CORNER)
}

/// To whole units, each point once.
fn rounded(points: impl Iterator<Item = Point>) -> Line {
    let mut line: Line = points.map(|(x, y)| (x.round() as i32, y.round() as i32)).collect();
    line.dedup();
    line
}

/// Leaves out the corner with the smallest triangle until all are large enough (Visvalingam and Whyatt 1993, Cartogr J
/// 30:46). The ends stay, since other lines begin there.
fn simplified(line: &Line, corner: f64) -> Line {
    let mut line = line.clone();
    loop {
        let smallest = line
            .windows(3)
            .enumerate()
            .map(|(at, corner)| (at + 1, area(corner)))
            .min_by(|a, b| a.1.total_cmp(&b.1))
            .filter(|(_, area)| *area < corner && line.len() > 3);
        match smallest {
            Some((at, _)) => line.remove(at),
            None => return line,
        };
    }
}

fn points_of<P: Copy + PartialEq>(ring: &[i64], lines: &[Vec<P>]) -> Vec<P> {
    let mut points: Vec<P> = Vec::new();
    for &at in ring {
        let Ok(number) = usize::try_from(if at < 0 { !at } else { at }) else { continue };
        let line = &lines[number];
        if at < 0 { points.extend(line.iter().rev()) } else { points.extend(line) }
    }
    points.dedup();
    points
}

/// Gauss's area of a closed line.
fn area(line: &[(i32, i32)]) -> f64 {
    let next = line.iter().cycle().skip(1);
    let twice: i64 =
        line.iter().zip(next).map(|(a, b)| i64::from(a.0) * i64::from(b.1) - i64::from(b.0) * i64::from(a.1)).sum();
    twice.abs() as f64 / 2.0
}

/// Where the largest box of a label's shape fits into the land: the best place to write.
fn middle<'a>(rings: impl Iterator<Item = &'a Line>) -> (i32, i32) {
    const WIDER: f64 = 1.2;
    let Some(ring) = rings.max_by(|a, b| area(a).total_cmp(&area(b))) else { return (0, 0) };
    let (xs, ys) = (|| ring.iter().map(|p| p.0), || ring.iter().map(|p| p.1));
    let (Some(left), Some(right), Some(top), Some(bottom)) = (xs().min(), xs().max(), ys().min(), ys().max()) else {
        return (0, 0);
    };
    let stretched: Vec<Point> = ring.iter().map(|&(x, y)| (f64::from(x) / WIDER, f64::from(y))).collect();
    let step = ((right - left).max(bottom - top) / 80).max(1);
    let mut best = (f64::MIN, (0, 0));
    for x in (left..=right).step_by(step as usize) {
        for y in (top..=bottom).step_by(step as usize) {
            let at = (f64::from(x) / WIDER, f64::from(y));
            if is_inside(at, &stretched) {
                let room = distance(at, &stretched);
                if room > best.0 {
                    best = (room, (x, y));
                }
            }
        }
    }
    best.1
}

fn is_inside((x, y): Point, ring: &[Point]) -> bool {
    let next = ring.iter().cycle().skip(1);
    let crosses = |(a, b): &(&Point, &Point)| (a.1 > y) != (b.1 > y) && x < a.0 + (y - a.1) / (b.1 - a.1) * (b.0 - a.0);
    ring.iter().zip(next).filter(crosses).count() % 2 == 1
}

fn distance((x, y): Point, ring: &[Point]) -> f64 {
    let next = ring.iter().cycle().skip(1);
    let to_segment = |(a, b): (&Point, &Point)| {
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        let along = if dx == 0.0 && dy == 0.0 { 0.0 } else { ((x - a.0) * dx + (y - a.1) * dy) / (dx * dx + dy * dy) };
        let along = along.clamp(0.0, 1.0);
        (a.0 + along * dx - x).hypot(a.1 + along * dy - y)
    };
    ring.iter().zip(next).map(to_segment).fold(f64::MAX, f64::min)
}

/// Steps from point to point as text: each number doubled, its sign in the last bit, five bits a character from `?` on,
/// the lowest first (Google's Encoded Polyline Algorithm Format).
fn steps(line: &Line, before: &mut (i32, i32)) -> String {
    let mut text = String::new();
    for &(x, y) in line {
        for step in [x - before.0, y - before.1] {
            let mut rest = ((step << 1) ^ (step >> 31)).unsigned_abs();
            loop {
                let more = if rest >= 0x20 { 0x20 } else { 0 };
                text.push(char::from((rest & 0x1f | more) as u8 + b'?'));
                rest >>= 5;
                if more == 0 {
                    break;
                }
            }
        }
        *before = (x, y);
    }
    text
}
