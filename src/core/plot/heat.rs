//! Every two of several cohorts held against each other: a triangle of tiles, each with its figure printed.
//!
//! Must not know what the figure measures; words and figures come in translated.

use super::{
    marks::Anchor,
    palette::Role,
    quality::{INSET_PX, Layout, MIN_WIDTH_PX, Row, Shape, label},
    text::{self, TextSize},
};

const TILE_PX: f64 = 48.0;
const WIDEST_TILE_PX: f64 = 104.0;
const GAP_PX: f64 = 2.0;
/// Names take no more than this share of the width.
const NAMES_SHARE: f64 = 0.4;
const NAME_GAP_PX: f64 = 12.0;
/// Where tiles are narrower than the widest figure and this, all have their colour only; the table has the figures.
const FIGURE_GAP_PX: f64 = 6.0;
/// Room for the rows' numbers where there is none for names.
const NUMBERS_PX: f64 = 24.0;

/// The triangle.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Heat {
    /// Names of the cohorts.
    pub names: Vec<String>,
    /// For every cohort but the first, a tile for each cohort before it.
    pub tiles: Vec<Vec<Tile>>,
}

/// Two cohorts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tile {
    /// Class of the ramp, from 0; `None` where nothing can be said.
    pub class: Option<usize>,
    /// What is printed.
    pub figure: String,
    /// What is printed beneath: of how much it comes.
    pub note: String,
    /// The tile in words.
    pub spoken: String,
}

/// Colours of the classes, each with the colour of its figures. The ramp's middle is left out: neither ink nor ground can
/// be read on it at 4.5 to 1 in both themes.
const CLASSES: [(Role, Role); 4] =
    [(Role::Ramp1, Role::Ink), (Role::Ramp2, Role::Ink), (Role::Ramp5, Role::Ground), (Role::Ramp6, Role::Ground)];

/// Class of a value by lower bounds that rise; values past the last are of the last class.
pub fn class(value: f64, bounds: &[f64]) -> usize {
    bounds.iter().take_while(|bound| value >= **bound).count().min(CLASSES.len() - 1)
}

/// Lays it out for a width in pixels.
pub fn heat(chart: &Heat, width: f64) -> Layout {
    let width = width.max(MIN_WIDTH_PX).floor();
    let numbered: Vec<String> =
        chart.names.iter().enumerate().map(|(at, name)| format!("{}  {name}", at + 1)).collect();
    let lines = || chart.tiles.iter().flatten().flat_map(|tile| [&tile.figure, &tile.note]);
    let widest_line = lines().map(|line| text::width(line, TextSize::Note)).fold(0.0, f64::max);
    let columns = chart.names.len().saturating_sub(1).max(1) as f64;
    let step_behind = |left: f64| ((width - left - INSET_PX) / columns).min(WIDEST_TILE_PX);
    let longest = numbered.iter().map(|name| text::width(name, TextSize::Note)).fold(0.0, f64::max);
    let names = longest.min(width * NAMES_SHARE);
    // Where figures would not fit beside the names, the names stand beneath, all together.
    let is_narrow = step_behind(names + NAME_GAP_PX) < widest_line + FIGURE_GAP_PX;
    let left = if is_narrow { NUMBERS_PX } else { names + NAME_GAP_PX };
    let step = step_behind(left);
    let has_figures = widest_line + FIGURE_GAP_PX <= step;
    let mut frame = Vec::new();
    let mut height = chart.names.len() as f64 * TILE_PX;
    for (at, name) in numbered.iter().enumerate() {
        let y = (at as f64 + 0.5) * TILE_PX;
        let number = (at + 1).to_string();
        let name = text::wrap(name, names + 1.0, TextSize::Note, 1).join("");
        let name = if is_narrow { &number } else { &name };
        frame.push(label((0.0, y), name, Anchor::Start, TextSize::Note, Role::Ink));
        // The last cohort has no column of its own; the others' numbers stand where their columns begin.
        if at + 1 < chart.names.len() {
            let x = left + (at as f64 + 0.5) * step;
            frame.push(label((x, y), &number, Anchor::Middle, TextSize::Note, Role::InkFaint));
        }
    }
    if is_narrow {
        for line in text::wrap(&numbered.join("   "), width, TextSize::Note, chart.names.len()) {
            height += TextSize::Note.line_px();
            frame.push(label((0.0, height), &line, Anchor::Start, TextSize::Note, Role::Ink));
        }
        height += NAME_GAP_PX;
    }
    let mut rows = Vec::new();
    for (row, tiles) in chart.tiles.iter().enumerate() {
        for (column, tile) in tiles.iter().enumerate() {
            let (x, y) = (left + column as f64 * step, (row as f64 + 1.0) * TILE_PX);
            let (from, to) = ((x + GAP_PX, y + GAP_PX), (x + step - GAP_PX, y + TILE_PX - GAP_PX));
            let unknown = (Role::NotAssessed, Role::Ink);
            let (role, ink) = tile.class.map_or(unknown, |class| CLASSES[class.min(CLASSES.len() - 1)]);
            let mut shapes = vec![Shape::Rect(from, to, role)];
            let lines: Vec<&String> = [&tile.figure, &tile.note].into_iter().filter(|line| !line.is_empty()).collect();
            if has_figures {
                let first = y + TILE_PX / 2.0 - (lines.len() as f64 - 1.0) * TextSize::Note.line_px() / 2.0;
                shapes.extend(lines.iter().enumerate().map(|(line, text)| {
                    let at = (x + step / 2.0, first + line as f64 * TextSize::Note.line_px());
                    label(at, text, Anchor::Middle, TextSize::Note, ink)
                }));
            }
            rows.push(Row {
                key: format!("{}-{column}", row + 1),
                spoken: tile.spoken.clone(),
                area: (x, y, step, TILE_PX),
                shapes,
            });
        }
    }
    Layout { width, height, frame, rows }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_triangle_with_its_figures() {
        let tile =
            |class, figure: &str| Tile { class, figure: figure.into(), note: "12".into(), spoken: figure.into() };
        let chart = Heat {
            names: ["FIN", "GBR", "TSI"].map(str::to_owned).to_vec(),
            tiles: vec![vec![tile(Some(1), "0.007")], vec![tile(Some(2), "0.012"), tile(None, "–")]],
        };
        let layout = heat(&chart, 600.0);
        assert_eq!(layout.rows.iter().map(|row| row.key.as_str()).collect::<Vec<_>>(), ["1-0", "2-0", "2-1"]);
        assert!(matches!(layout.rows[0].shapes[0], Shape::Rect(_, _, Role::Ramp2)));
        assert!(matches!(layout.rows[2].shapes[0], Shape::Rect(_, _, Role::NotAssessed)), "unknown is no colour");
        assert_eq!(layout.rows[1].shapes.len(), 3);
        // A tile too narrow for its figure keeps its colour.
        let many = Heat { names: vec!["a".into(); 30], tiles: vec![vec![tile(Some(0), "0.0123")]; 29] };
        assert_eq!(heat(&many, 300.0).rows[0].shapes.len(), 1);
        assert!(heat(&Heat::default(), 300.0).rows.is_empty());
        // Names too long for a phone stand beneath, and every tile keeps its figure.
        let names = ["Finland", "Great Britain", "Spain", "Italy, Tuscany", "Utah"].map(str::to_owned).to_vec();
        let tiles = (1..5).map(|row| vec![tile(Some(0), "−0.001"); row]).collect();
        let (five, narrow) = (Heat { names, tiles }, 260.0);
        assert!(heat(&five, narrow).rows.iter().all(|row| row.shapes.len() == 3));
        assert!(heat(&five, narrow).height > heat(&five, 600.0).height);
    }

    #[test]
    fn classes_by_their_bounds() {
        let bounds = [0.001, 0.01, 0.05];
        assert_eq!([-0.2, 0.0, 0.001, 0.02, 0.9].map(|value| class(value, &bounds)), [0, 0, 1, 2, 3]);
        assert_eq!(class(9.0, &[1.0; 12]), 3);
    }
}
