//! A plotters backend that paints nothing: it writes down what was drawn.
//!
//! The marks are plain values in CSS pixels with roles for colours. The page turns them into SVG elements, tests look
//! at them. No font is opened: text widths come from a table (`text`).

use std::convert::Infallible;

use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontStyle,
};

use super::palette::Role;
use super::text;

/// plotters counts in whole units; a unit is a tenth of a CSS pixel, so that marks stand where the numbers say.
pub const UNITS_PER_PX: f64 = 10.0;

/// Distance of the baseline below the middle of digits and capitals, in em.
const MIDDLE_TO_BASELINE_EM: f64 = 0.355;
/// Distance of the baseline below the top of capitals, in em.
const TOP_TO_BASELINE_EM: f64 = 0.71;

/// A place in CSS pixels from the top left corner.
pub type Point = (f64, f64);

/// How a closed shape is painted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Paint {
    /// Its inside.
    Fill(Role),
    /// Its outline, with a width in pixels.
    Stroke(Role, f64),
}

/// The end of a text that its place names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The left end.
    Start,
    /// The middle.
    Middle,
    /// The right end.
    End,
}

/// One thing drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// An open line through two or more points.
    Path {
        /// Its points.
        points: Vec<Point>,
        /// Its colour.
        role: Role,
        /// Its width in pixels.
        width: f64,
    },
    /// A filled polygon.
    Polygon {
        /// Its corners.
        points: Vec<Point>,
        /// Its colour.
        role: Role,
    },
    /// Many filled polygons of one colour: one thing to draw, however many they are.
    Shapes {
        /// The corners of each.
        outlines: Vec<Vec<Point>>,
        /// Their colour.
        role: Role,
    },
    /// Many open lines of one colour.
    Paths {
        /// The points of each.
        lines: Vec<Vec<Point>>,
        /// Their colour.
        role: Role,
        /// Their width in pixels.
        width: f64,
    },
    /// Many straight lines of one colour.
    Strokes {
        /// Both ends of each.
        lines: Vec<[Point; 2]>,
        /// Their colour.
        role: Role,
        /// Their width in pixels.
        width: f64,
    },
    /// A rectangle.
    Rect {
        /// Its top left corner.
        at: Point,
        /// Its width and height.
        size: (f64, f64),
        /// Inside or outline.
        paint: Paint,
    },
    /// A circle.
    Circle {
        /// Its centre.
        center: Point,
        /// Its radius.
        radius: f64,
        /// Inside or outline.
        paint: Paint,
    },
    /// A line of text.
    Text {
        /// Its baseline at the anchored end.
        at: Point,
        /// The text.
        text: String,
        /// Which end stands at `at`.
        anchor: Anchor,
        /// Font size in pixels.
        font_px: f64,
        /// Whether it is set in bold.
        bold: bool,
        /// Its colour.
        role: Role,
    },
}

/// A finished chart, ready to be shown at one width.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawing {
    /// Width in CSS pixels.
    pub width: f64,
    /// Height in CSS pixels.
    pub height: f64,
    /// Axis, grid, headings: what belongs to no row.
    pub frame: Vec<Mark>,
    /// What belongs to no row and changes with them: a legend that counts.
    pub notes: Vec<Mark>,
    /// The rows, in order.
    pub rows: Vec<DrawnRow>,
}

/// What belongs to one row of data, so that it can be pointed at, focused and read aloud.
#[derive(Clone, Debug, PartialEq)]
pub struct DrawnRow {
    /// The row's own key, the same from one drawing to the next.
    pub key: String,
    /// The row in words, for those who hear it.
    pub spoken: String,
    /// The area that answers to a pointer: left, top, width, height; without width where the marks themselves do.
    pub area: (f64, f64, f64, f64),
    /// Its marks.
    pub marks: Vec<Mark>,
}

/// The backend: collects marks into a list.
pub struct Recorder<'a> {
    size: (u32, u32),
    marks: &'a mut Vec<Mark>,
}

impl<'a> Recorder<'a> {
    /// A canvas of a size in CSS pixels.
    pub fn new(width: f64, height: f64, marks: &'a mut Vec<Mark>) -> Self {
        Self { size: (whole_units(width), whole_units(height)), marks }
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a canvas is neither negative nor large")]
fn whole_units(px: f64) -> u32 {
    (px * UNITS_PER_PX).round() as u32
}

fn px(units: i32) -> f64 {
    f64::from(units) / UNITS_PER_PX
}

fn point((x, y): BackendCoord) -> Point {
    (px(x), px(y))
}

/// A colour that is no role is drawn in ink rather than lost.
fn role(color: BackendColor) -> Role {
    Role::from_rgb(color.rgb).unwrap_or(Role::Ink)
}

fn stroke_px(style: &impl BackendStyle) -> f64 {
    f64::from(style.stroke_width()) / UNITS_PER_PX
}

fn paint(style: &impl BackendStyle, fill: bool) -> Paint {
    let role = role(style.color());
    if fill { Paint::Fill(role) } else { Paint::Stroke(role, stroke_px(style)) }
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl DrawingBackend for Recorder<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, at: BackendCoord, color: BackendColor) -> Drawn {
        let unit = 1.0 / UNITS_PER_PX;
        self.marks.push(Mark::Rect { at: point(at), size: (unit, unit), paint: Paint::Fill(role(color)) });
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S, fill: bool) -> Drawn {
        let ((left, top), (right, bottom)) = (point(from), point(to));
        self.marks.push(Mark::Rect {
            at: (left.min(right), top.min(bottom)),
            size: ((right - left).abs(), (bottom - top).abs()),
            paint: paint(style, fill),
        });
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        let points = path.into_iter().map(point).collect();
        self.marks.push(Mark::Path { points, role: role(style.color()), width: stroke_px(style) });
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, center: BackendCoord, radius: u32, style: &S, fill: bool) -> Drawn {
        self.marks.push(Mark::Circle {
            center: point(center),
            radius: f64::from(radius) / UNITS_PER_PX,
            paint: paint(style, fill),
        });
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, corners: I, style: &S) -> Drawn {
        let points = corners.into_iter().map(point).collect();
        self.marks.push(Mark::Polygon { points, role: role(style.color()) });
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Drawn {
        let (x, y) = point(at);
        let font_px = style.size() / UNITS_PER_PX;
        let anchor = style.anchor();
        let drop_em = match anchor.v_pos {
            VPos::Top => TOP_TO_BASELINE_EM,
            VPos::Center => MIDDLE_TO_BASELINE_EM,
            VPos::Bottom => 0.0,
        };
        self.marks.push(Mark::Text {
            at: (x, y + drop_em * font_px),
            text: text.to_owned(),
            anchor: match anchor.h_pos {
                HPos::Left => Anchor::Start,
                HPos::Center => Anchor::Middle,
                HPos::Right => Anchor::End,
            },
            font_px,
            bold: matches!(style.style(), FontStyle::Bold),
            role: role(style.color()),
        });
        Ok(())
    }

    /// From the table: plotters' own measuring opens a font file, or in a browser adds elements to the page.
    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let bold = if matches!(style.style(), FontStyle::Bold) { text::BOLD_FACTOR } else { 1.0 };
        // The font size is in units already.
        let units = text::width_at(text, style.size()) * bold;
        Ok((whole_units(units / UNITS_PER_PX), whole_units(style.size() / UNITS_PER_PX)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use plotters::prelude::*;
    use plotters::style::text_anchor::Pos;

    #[test]
    fn plotters_elements_become_marks_in_pixels() {
        let mut marks = Vec::new();
        let area = Recorder::new(64.0, 48.0, &mut marks).into_drawing_area();
        area.draw(&Circle::new((100, 205), 45, Role::Measured.color().filled())).unwrap();
        area.draw(&PathElement::new(vec![(10, 10), (20, 10)], ShapeStyle::from(Role::Grid.color()).stroke_width(10)))
            .unwrap();
        area.draw(&Rectangle::new([(50, 40), (10, 20)], Role::Withheld.color().filled())).unwrap();
        drop(area);
        assert_eq!(
            marks,
            [
                Mark::Circle { center: (10.0, 20.5), radius: 4.5, paint: Paint::Fill(Role::Measured) },
                Mark::Path { points: vec![(1.0, 1.0), (2.0, 1.0)], role: Role::Grid, width: 1.0 },
                Mark::Rect { at: (1.0, 2.0), size: (4.0, 2.0), paint: Paint::Fill(Role::Withheld) },
            ]
        );
    }

    #[test]
    fn text_is_measured_by_the_table_and_set_on_its_baseline() {
        let mut marks = Vec::new();
        let area = Recorder::new(64.0, 48.0, &mut marks).into_drawing_area();
        let style = ("sans-serif", 150.0, FontStyle::Bold)
            .into_font()
            .color(&Role::Ink.color())
            .pos(Pos::new(HPos::Right, VPos::Center));
        let (width, height) = area.estimate_text_size("0.591", &style).unwrap();
        assert_eq!((width, height), (472, 150));
        area.draw(&Text::new("0.591", (640, 100), style)).unwrap();
        drop(area);
        let expected = Mark::Text {
            at: (64.0, 10.0 + 0.355 * 15.0),
            text: "0.591".into(),
            anchor: Anchor::End,
            font_px: 15.0,
            bold: true,
            role: Role::Ink,
        };
        assert_eq!(marks, [expected]);
    }
}
