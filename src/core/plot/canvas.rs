//! The few strokes that our charts are made of, in CSS pixels, on a plotters drawing area.
//!
//! Owns the way from pixels to a backend's whole units; must not know what a stroke means.

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};
use plotters::element::{Circle, PathElement, Polygon, Rectangle, Text};
use plotters::prelude::DrawingBackend;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontFamily, FontStyle, IntoFont, ShapeStyle, TextStyle};

use super::marks::{Anchor, Point};
use super::palette::Role;
use super::text::TextSize;

/// What drawing on a backend returns.
pub type Drawn<DB> = Result<(), DrawingAreaErrorKind<<DB as DrawingBackend>::ErrorType>>;

/// A line of text to set, its middle at a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// The anchored end, at half the height of its digits.
    pub at: Point,
    /// The text.
    pub text: String,
    /// Which end stands at `at`.
    pub anchor: Anchor,
    /// Its size.
    pub size: TextSize,
    /// Whether it is set in bold.
    pub bold: bool,
    /// Its colour.
    pub role: Role,
}

/// A drawing area with a pen.
pub struct Canvas<'a, DB: DrawingBackend> {
    area: &'a DrawingArea<DB, Shift>,
    units_per_px: f64,
}

impl<'a, DB: DrawingBackend> Canvas<'a, DB> {
    /// A chart `width_px` wide fills the area: its units per pixel follow (1 on a bitmap, 2 on one for fine screens).
    pub fn new(area: &'a DrawingArea<DB, Shift>, width_px: f64) -> Self {
        let units = f64::from(area.dim_in_pixel().0);
        Self { area, units_per_px: if width_px > 0.0 { units / width_px } else { 1.0 } }
    }

    #[expect(clippy::cast_possible_truncation, reason = "a chart is a few thousand units wide")]
    fn units(&self, px: f64) -> i32 {
        (px * self.units_per_px).round() as i32
    }

    fn at(&self, (x, y): Point) -> (i32, i32) {
        (self.units(x), self.units(y))
    }

    fn stroke(&self, role: Role, width_px: f64) -> ShapeStyle {
        role.color().stroke_width(self.units(width_px).max(1).unsigned_abs())
    }

    /// A straight line.
    pub fn line(&self, from: Point, to: Point, role: Role, width_px: f64) -> Drawn<DB> {
        self.area.draw(&PathElement::new(vec![self.at(from), self.at(to)], self.stroke(role, width_px)))
    }

    /// A line through several places.
    pub fn path(&self, points: &[Point], role: Role, width_px: f64) -> Drawn<DB> {
        let points: Vec<_> = points.iter().map(|&point| self.at(point)).collect();
        self.area.draw(&PathElement::new(points, self.stroke(role, width_px)))
    }

    /// A filled rectangle.
    pub fn fill_rect(&self, from: Point, to: Point, role: Role) -> Drawn<DB> {
        self.area.draw(&Rectangle::new([self.at(from), self.at(to)], role.color().filled()))
    }

    /// The outline of a rectangle.
    pub fn stroke_rect(&self, from: Point, to: Point, role: Role, width_px: f64) -> Drawn<DB> {
        self.area.draw(&Rectangle::new([self.at(from), self.at(to)], self.stroke(role, width_px)))
    }

    /// A disc.
    pub fn disc(&self, center: Point, radius_px: f64, role: Role) -> Drawn<DB> {
        self.area.draw(&Circle::new(self.at(center), self.units(radius_px), role.color().filled()))
    }

    /// A circle's outline.
    pub fn ring(&self, center: Point, radius_px: f64, role: Role, width_px: f64) -> Drawn<DB> {
        self.area.draw(&Circle::new(self.at(center), self.units(radius_px), self.stroke(role, width_px)))
    }

    /// A filled polygon.
    pub fn polygon(&self, corners: &[Point], role: Role) -> Drawn<DB> {
        let corners: Vec<_> = corners.iter().map(|&corner| self.at(corner)).collect();
        self.area.draw(&Polygon::new(corners, role.color().filled()))
    }

    /// A line of text.
    pub fn label(&self, label: &Label) -> Drawn<DB> {
        let weight = if label.bold { FontStyle::Bold } else { FontStyle::Normal };
        let horizontal = match label.anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let font = (FontFamily::SansSerif, label.size.px() * self.units_per_px, weight).into_font();
        let color = label.role.color();
        let style = TextStyle::from(font).color(&color).pos(Pos::new(horizontal, VPos::Center));
        self.area.draw(&Text::new(label.text.as_str(), self.at(label.at), style))
    }
}
