//! What a colour means in a chart. The drawing knows roles, the style sheet knows colours.
//!
//! plotters wants an RGB value, so each role is sent through it as a marker value (its number in the red channel, a
//! fixed tail) and read back by `marks::Recorder`. The marker values are never shown; a backend of pixels would have
//! to map them first.

use plotters::style::RGBColor;

/// The meaning of a mark's colour or pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Labels, figures, pooled estimates.
    Ink,
    /// Words that stand for a missing figure.
    InkSoft,
    /// Notes, ticks, headings.
    InkFaint,
    /// The ground the chart stands on; haloes that part overlapping dots.
    Ground,
    /// The zero line and the axis.
    Axis,
    /// Tick lines.
    Grid,
    /// Lines between groups of rows.
    Rule,
    /// What was measured.
    Measured,
    /// Not seen: an open mark.
    Absent,
    /// The edge of a band that stands for an unknown.
    BandEdge,
    /// Pattern: a node hides the count (45° hatch).
    Withheld,
    /// Pattern: nothing came, or an error (dots).
    Silent,
    /// Pattern: the site was not assessed (horizontal lines).
    NotAssessed,
    /// A node is still being asked.
    Asking,
    /// Map: water.
    Sea,
    /// Map: a country without a colour of its own.
    Land,
    /// Map: coasts and borders.
    Coast,
    /// Map: the border of a country that was asked.
    Outline,
    /// Map: names and figures, parted from what lies beneath.
    Lettering,
    /// Map, classes of frequency, the lowest first.
    Ramp1,
    /// The second.
    Ramp2,
    /// The third.
    Ramp3,
    /// The fourth.
    Ramp4,
    /// The fifth.
    Ramp5,
    /// The highest.
    Ramp6,
    /// Pattern, and a dashed border: people who do not exist (−45° double hatch, laid over a colour).
    Synthetic,
    /// Pattern: the site was not assessed, on land (horizontal lines a fixed distance apart).
    NotAssessedLand,
    /// Pattern: several cohorts of a country whose figures differ (vertical lines).
    Mixed,
    /// Cohorts whose marks overlap, told apart by shape as well: the first.
    Cohort1,
    /// The second.
    Cohort2,
    /// The third.
    Cohort3,
    /// The fourth.
    Cohort4,
    /// The fifth.
    Cohort5,
    /// The sixth.
    Cohort6,
    /// The seventh.
    Cohort7,
    /// The eighth.
    Cohort8,
}

/// Channels green and blue of every marker value.
const TAIL: (u8, u8) = (0x5e, 0x7a);

impl Role {
    /// Every role, in the order of its marker value.
    pub const ALL: [Self; 36] = [
        Self::Ink,
        Self::InkSoft,
        Self::InkFaint,
        Self::Ground,
        Self::Axis,
        Self::Grid,
        Self::Rule,
        Self::Measured,
        Self::Absent,
        Self::BandEdge,
        Self::Withheld,
        Self::Silent,
        Self::NotAssessed,
        Self::Asking,
        Self::Sea,
        Self::Land,
        Self::Coast,
        Self::Outline,
        Self::Lettering,
        Self::Ramp1,
        Self::Ramp2,
        Self::Ramp3,
        Self::Ramp4,
        Self::Ramp5,
        Self::Ramp6,
        Self::Synthetic,
        Self::NotAssessedLand,
        Self::Mixed,
        Self::Cohort1,
        Self::Cohort2,
        Self::Cohort3,
        Self::Cohort4,
        Self::Cohort5,
        Self::Cohort6,
        Self::Cohort7,
        Self::Cohort8,
    ];

    /// Cohorts, in the order of their shapes.
    pub const COHORTS: [Self; 8] = [
        Self::Cohort1,
        Self::Cohort2,
        Self::Cohort3,
        Self::Cohort4,
        Self::Cohort5,
        Self::Cohort6,
        Self::Cohort7,
        Self::Cohort8,
    ];

    /// The roles drawn as a pattern.
    pub const PATTERNS: [Self; 6] =
        [Self::Withheld, Self::Silent, Self::NotAssessed, Self::Synthetic, Self::NotAssessedLand, Self::Mixed];

    /// Classes of frequency, the lowest first.
    pub const RAMP: [Self; 6] = [Self::Ramp1, Self::Ramp2, Self::Ramp3, Self::Ramp4, Self::Ramp5, Self::Ramp6];

    /// The marker value for plotters.
    pub fn color(self) -> RGBColor {
        RGBColor(self as u8, TAIL.0, TAIL.1)
    }

    /// Reads a marker value back; `None` for a colour that is no role.
    pub fn from_rgb((red, green, blue): (u8, u8, u8)) -> Option<Self> {
        ((green, blue) == TAIL).then(|| Self::ALL.get(usize::from(red)).copied()).flatten()
    }

    /// The name in class names and pattern ids: `chart__fill--measured`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ink => "ink",
            Self::InkSoft => "ink-soft",
            Self::InkFaint => "ink-faint",
            Self::Ground => "ground",
            Self::Axis => "axis",
            Self::Grid => "grid",
            Self::Rule => "rule",
            Self::Measured => "measured",
            Self::Absent => "absent",
            Self::BandEdge => "band-edge",
            Self::Withheld => "withheld",
            Self::Silent => "silent",
            Self::NotAssessed => "not-assessed",
            Self::Asking => "asking",
            Self::Sea => "sea",
            Self::Land => "land",
            Self::Coast => "coast",
            Self::Outline => "outline",
            Self::Lettering => "lettering",
            Self::Ramp1 => "ramp-1",
            Self::Ramp2 => "ramp-2",
            Self::Ramp3 => "ramp-3",
            Self::Ramp4 => "ramp-4",
            Self::Ramp5 => "ramp-5",
            Self::Ramp6 => "ramp-6",
            Self::Synthetic => "synthetic",
            Self::NotAssessedLand => "not-assessed-land",
            Self::Mixed => "mixed",
            Self::Cohort1 => "cohort-1",
            Self::Cohort2 => "cohort-2",
            Self::Cohort3 => "cohort-3",
            Self::Cohort4 => "cohort-4",
            Self::Cohort5 => "cohort-5",
            Self::Cohort6 => "cohort-6",
            Self::Cohort7 => "cohort-7",
            Self::Cohort8 => "cohort-8",
        }
    }

    /// Whether it is drawn as a pattern.
    pub fn is_pattern(self) -> bool {
        Self::PATTERNS.contains(&self)
    }
}

#[cfg(test)]
mod vision_tests;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_survives_plotters() {
        for role in Role::ALL {
            let RGBColor(red, green, blue) = role.color();
            assert_eq!(Role::from_rgb((red, green, blue)), Some(role));
        }
        assert_eq!(Role::from_rgb((0, 0, 0)), None);
        assert_eq!(Role::from_rgb((200, TAIL.0, TAIL.1)), None);
    }
}
