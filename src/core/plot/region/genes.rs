//! Genes along a region: lines, exons as boxes, what is translated higher than what is not.

use super::{NOTE, View};
use crate::{
    plot::{
        marks::{Anchor, Mark, Point},
        palette::Role,
        text,
    },
    region::genes::{Gene, Strand},
};

/// A row of genes: the name above, the boxes beneath.
pub(super) const ROW_PX: f64 = 36.0;
/// More rows than these would hide the cohorts; further genes are drawn in the last row.
const MOST_ROWS: usize = 4;
const NAME_GAP_PX: f64 = 10.0;
const MIDDLE_PX: f64 = 26.0;
const CODING_HALF_PX: f64 = 6.5;
const OTHER_HALF_PX: f64 = 3.5;
const ARROW_STEP_PX: f64 = 26.0;
const ARROW_PX: f64 = 3.0;
/// An exon narrower than this is still seen.
const LEAST_PX: f64 = 1.0;

/// A gene in sight, with the row that has room for it.
struct Set<'a> {
    gene: &'a Gene,
    row: usize,
    from: f64,
    to: f64,
}

/// Height of the track.
pub(super) fn height(genes: &[Gene], view: &View, left: f64, width: f64) -> f64 {
    let rows = set(genes, view, left, width).iter().map(|set| set.row + 1).max().unwrap_or(1);
    rows as f64 * ROW_PX
}

fn set<'a>(genes: &'a [Gene], view: &View, left: f64, width: f64) -> Vec<Set<'a>> {
    let x = |base: f64| left + ((base - view.left) / view.bases()).clamp(0.0, 1.0) * width;
    let mut ends: Vec<f64> = Vec::new();
    let mut found = Vec::new();
    for gene in genes {
        if f64::from(gene.last) < view.left || f64::from(gene.first) > view.right {
            continue;
        }
        let (from, to) = (x(f64::from(gene.first) - 0.5), x(f64::from(gene.last) + 0.5));
        let reach = to.max(from + name_px(gene));
        let free = ends.iter().position(|end| *end + NAME_GAP_PX <= from);
        let row = free.unwrap_or(ends.len()).min(MOST_ROWS - 1);
        if row == ends.len() {
            ends.push(reach);
        } else {
            ends[row] = ends[row].max(reach);
        }
        found.push(Set { gene, row, from, to });
    }
    found
}

fn name_px(gene: &Gene) -> f64 {
    text::width(&name(gene), NOTE)
}

fn name(gene: &Gene) -> String {
    match gene.strand {
        Strand::Forward => format!("{} →", gene.symbol),
        Strand::Reverse => format!("← {}", gene.symbol),
    }
}

/// The track's marks.
pub(super) fn marks(genes: &[Gene], view: &View, left: f64, width: f64) -> Vec<Mark> {
    let sets = set(genes, view, left, width);
    let x = |base: f64| left + ((base - view.left) / view.bases()).clamp(0.0, 1.0) * width;
    let (mut lines, mut arrows) = (Vec::new(), Vec::new());
    let (mut coding, mut other) = (Vec::new(), Vec::new());
    let mut names: Vec<Mark> = Vec::new();
    let mut named_to = [f64::NEG_INFINITY; MOST_ROWS];
    for Set { gene, row, from, to } in sets {
        let y = row as f64 * ROW_PX + MIDDLE_PX;
        lines.push([(from, y), (to, y)]);
        let turn = if gene.strand == Strand::Forward { -ARROW_PX } else { ARROW_PX };
        let mut at = from + ARROW_STEP_PX / 2.0;
        while at < to {
            arrows.push([(at + turn, y - ARROW_PX), (at, y)]);
            arrows.push([(at, y), (at + turn, y + ARROW_PX)]);
            at += ARROW_STEP_PX;
        }
        let boxes = |list: &mut Vec<Vec<Point>>, (first, last): (u32, u32), half: f64| {
            if first > last || f64::from(last) < view.left || f64::from(first) > view.right {
                return;
            }
            let from = x(f64::from(first) - 0.5);
            let to = x(f64::from(last) + 0.5).max(from + LEAST_PX);
            list.push(vec![(from, y - half), (to, y - half), (to, y + half), (from, y + half)]);
        };
        for &exon in &gene.exons {
            boxes(&mut other, exon, OTHER_HALF_PX);
            if let Some((first, last)) = gene.coding {
                boxes(&mut coding, (exon.0.max(first), exon.1.min(last)), CODING_HALF_PX);
            }
        }
        // In a crowded last row a name that has no room is left out; the boxes stay.
        let start = from.min(left + width - name_px(gene)).max(left);
        if named_to[row] + NAME_GAP_PX <= start {
            named_to[row] = start + name_px(gene);
            names.push(Mark::Text {
                at: (start, row as f64 * ROW_PX + NOTE.px()),
                text: name(gene),
                anchor: Anchor::Start,
                font_px: NOTE.px(),
                bold: false,
                role: Role::Ink,
            });
        }
    }
    let mut marks = vec![
        Mark::Strokes { lines, role: Role::InkFaint, width: 1.0 },
        Mark::Strokes { lines: arrows, role: Role::InkFaint, width: 1.0 },
        Mark::Shapes { outlines: other, role: Role::InkSoft },
        Mark::Shapes { outlines: coding, role: Role::InkSoft },
    ];
    marks.extend(names);
    marks
}
