//! Europe's outlines, read from the committed text; `PROVENANCE.md` says where they come from and how they are written.

use std::sync::OnceLock;

use crate::plot::marks::Point;

/// Written by `examples/europe.rs`.
const TEXT: &str = include_str!("europe.txt");
/// The longer side of an inset's land, in its units.
pub(super) const INSET_UNITS: f64 = 200.0;

/// A closed line, in the map's units.
pub(super) type Ring = Vec<Point>;

/// The outlines, in units of two kilometres from the frame's top left corner.
pub(super) struct Europe {
    /// Width and height of the frame.
    pub(super) size: Point,
    /// Coasts and borders, each once.
    pub(super) lines: Vec<Vec<Point>>,
    /// The countries that can be asked.
    pub(super) countries: Vec<Country>,
    /// Everybody else's land, as one.
    pub(super) others: Vec<Ring>,
    /// Countries too small to be seen, or outside the frame, each in a square of its own.
    pub(super) insets: Vec<Country>,
}

/// A country's land.
pub(super) struct Country {
    /// ISO 3166-1 alpha-2.
    pub(super) code: &'static str,
    /// Where its name has most room.
    pub(super) middle: Point,
    /// Mainland and islands.
    pub(super) rings: Vec<Ring>,
}

impl Europe {
    /// The outlines, read once.
    pub(super) fn outlines() -> &'static Self {
        static EUROPE: OnceLock<Europe> = OnceLock::new();
        EUROPE.get_or_init(|| Self::read(TEXT))
    }

    fn read(text: &'static str) -> Self {
        let mut parts = text.split("\n\n");
        let mut lines = parts.next().unwrap_or_default().lines();
        let size = pair(lines.next().unwrap_or_default(), ' ');
        // Each begins where the one before ended.
        let mut at = [0, 0];
        let lines: Vec<Vec<Point>> = lines.map(|line| points(line, &mut at)).collect();
        let (mut countries, mut others) = (Vec::new(), Vec::new());
        for shape in parts.next().unwrap_or_default().lines() {
            let mut fields = shape.split(' ');
            let (code, middle) = (fields.next().unwrap_or_default(), pair(fields.next().unwrap_or_default(), ','));
            let rings = fields.next().unwrap_or_default().split(';').map(|ring| joined(ring, &lines)).collect();
            if code == "-" { others = rings } else { countries.push(Country { code, middle, rings }) }
        }
        let inset = |inset: &'static str| {
            let mut fields = inset.split(' ');
            let code = fields.next().unwrap_or_default();
            Country {
                code,
                middle: (INSET_UNITS / 2.0, INSET_UNITS / 2.0),
                rings: fields.map(|ring| points(ring, &mut [0, 0])).collect(),
            }
        };
        let insets = parts.next().unwrap_or_default().lines().map(inset).collect();
        Self { size, lines, countries, others, insets }
    }

    /// The code as the map knows it; `None` for a country that is not on the map.
    pub(super) fn code(&self, code: &str) -> Option<&'static str> {
        // The European Union writes two countries otherwise than ISO 3166.
        let code = match code {
            "UK" => "GB",
            "EL" => "GR",
            code => code,
        };
        self.countries.iter().chain(&self.insets).map(|country| country.code).find(|known| *known == code)
    }
}

fn pair(text: &str, separator: char) -> Point {
    let whole = |number: &str| f64::from(number.parse::<i32>().unwrap_or_default());
    let (x, y) = text.split_once(separator).unwrap_or_default();
    (whole(x), whole(y))
}

/// A ring of shared lines: `3,-4` is line 3 and then line 3 the other way.
fn joined(ring: &str, lines: &[Vec<Point>]) -> Ring {
    let mut joined = Vec::new();
    for place in ring.split(',').filter_map(|place| place.parse::<i32>().ok()) {
        let line = usize::try_from(place ^ (place >> 31)).ok().and_then(|at| lines.get(at));
        let line = line.into_iter().flatten();
        if place < 0 { joined.extend(line.rev()) } else { joined.extend(line) }
    }
    joined
}

/// Points from steps, the first from `at`: Google's Encoded Polyline Algorithm Format, in whole units.
fn points(text: &str, at: &mut [i32; 2]) -> Vec<Point> {
    let (mut points, mut steps) = (Vec::new(), 0);
    let (mut value, mut shift) = (0_i32, 0);
    for byte in text.bytes() {
        let bits = i32::from(byte) - i32::from(b'?');
        value |= (bits & 0x1f) << shift;
        shift += 5;
        if bits < 0x20 {
            at[steps % 2] += (value >> 1) ^ -(value & 1);
            steps += 1;
            (value, shift) = (0, 0);
            if steps % 2 == 0 {
                points.push((f64::from(at[0]), f64::from(at[1])));
            }
        }
    }
    points
}

#[cfg(test)]
mod tests {
    use super::super::projection::project;
    use super::*;

    /// The 28 members of the European Genomic Data Infrastructure and three neighbours, each with a place in it, near the
    /// capital where the simplified coast leaves that on land: longitude and latitude in degrees.
    const PLACES: [(&str, f64, f64); 31] = [
        ("AT", 16.37, 48.21),
        ("BE", 4.35, 50.85),
        ("BG", 23.32, 42.70),
        ("HR", 15.98, 45.81),
        ("CY", 33.38, 35.17),
        ("CZ", 14.42, 50.09),
        ("DK", 9.20, 56.15),
        ("EE", 24.75, 59.40),
        ("FI", 24.94, 60.25),
        ("FR", 2.35, 48.86),
        ("DE", 13.40, 52.52),
        ("GR", 23.60, 38.10),
        ("HU", 19.04, 47.50),
        ("IE", -6.40, 53.35),
        ("IT", 12.50, 41.90),
        ("LV", 24.10, 56.90),
        ("LT", 25.28, 54.69),
        ("LU", 6.13, 49.61),
        ("MT", 14.45, 35.88),
        ("NL", 5.12, 52.09),
        ("NO", 10.75, 59.95),
        ("PL", 21.01, 52.23),
        ("PT", -9.10, 38.80),
        ("RO", 26.10, 44.43),
        ("SK", 17.20, 48.20),
        ("SI", 14.51, 46.05),
        ("ES", -3.70, 40.42),
        ("SE", 17.90, 59.35),
        ("CH", 7.45, 46.95),
        ("GB", -0.13, 51.51),
        ("IS", -21.80, 64.10),
    ];

    /// Whether a place lies in one of the rings.
    fn is_inside(at: Point, rings: &[Ring]) -> bool {
        rings.iter().any(|ring| {
            let mut before = ring.last().copied().unwrap_or_default();
            let mut inside = false;
            for &corner in ring {
                let ((x0, y0), (x1, y1)) = (before, corner);
                if (y0 > at.1) != (y1 > at.1) && at.0 < x0 + (at.1 - y0) / (y1 - y0) * (x1 - x0) {
                    inside = !inside;
                }
                before = corner;
            }
            inside
        })
    }

    /// The frame of `examples/europe.rs`.
    fn place(longitude: f64, latitude: f64) -> Point {
        let (east, north) = project(longitude, latitude);
        ((east / 1000.0 - 2540.0) / 2.0, (5440.0 - north / 1000.0) / 2.0)
    }

    #[test]
    fn every_place_lies_in_its_country_and_in_no_other() {
        let europe = Europe::outlines();
        for (code, longitude, latitude) in PLACES {
            let at = place(longitude, latitude);
            let found: Vec<_> = europe.countries.iter().filter(|land| is_inside(at, &land.rings)).collect();
            let codes: Vec<_> = found.iter().map(|land| land.code).collect();
            // Cyprus lies outside the frame and is an inset only.
            assert_eq!(codes, if code == "CY" { vec![] } else { vec![code] });
            assert!(!is_inside(at, &europe.others), "{code}");
            assert_eq!(europe.code(code), Some(code));
        }
        assert_eq!(europe.countries.len(), 30);
    }

    #[test]
    fn small_countries_are_insets_that_fill_their_square() {
        let europe = Europe::outlines();
        assert_eq!(europe.insets.iter().map(|inset| inset.code).collect::<Vec<_>>(), ["CY", "LU", "MT"]);
        for inset in &europe.insets {
            let points = || inset.rings.iter().flatten();
            let span = |of: fn(&Point) -> f64| {
                points().map(of).fold(f64::MIN, f64::max) - points().map(of).fold(f64::MAX, f64::min)
            };
            assert!((span(|p| p.0).max(span(|p| p.1)) - INSET_UNITS).abs() <= 1.0, "{}", inset.code);
        }
    }

    /// Land area in km² (Eurostat, 2020, land with inland waters); coasts are simplified, far islands lie outside the frame.
    #[test]
    fn the_projection_keeps_areas() {
        let areas = [("DE", 357_569.0), ("PL", 311_928.0), ("SK", 49_035.0), ("HU", 93_012.0), ("FI", 338_411.0)];
        for (code, km2) in areas {
            let rings = &Europe::outlines().countries.iter().find(|country| country.code == code).unwrap().rings;
            let area: f64 = rings
                .iter()
                .map(|ring| {
                    let next = ring.iter().cycle().skip(1);
                    ring.iter().zip(next).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum::<f64>().abs() / 2.0
                })
                .sum();
            // A unit is two kilometres.
            assert!((area * 4.0 / km2 - 1.0).abs() < 0.02, "{code}: {}", area * 4.0);
        }
    }

    #[test]
    fn codes_of_the_european_union_are_understood() {
        let europe = Europe::outlines();
        assert_eq!([europe.code("UK"), europe.code("EL"), europe.code("US")], [Some("GB"), Some("GR"), None]);
    }

    #[test]
    fn a_line_is_read_as_its_format_s_description_writes_it() {
        // The worked example of the format's description, in units of 10⁻⁵ degrees.
        let read = points("_p~iF~ps|U_ulLnnqC_mqNvxq`@", &mut [0, 0]);
        assert_eq!(read, [(3_850_000.0, -12_020_000.0), (4_070_000.0, -12_095_000.0), (4_325_200.0, -12_645_300.0)]);
    }
}
