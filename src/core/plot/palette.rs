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
}

/// Channels green and blue of every marker value.
const TAIL: (u8, u8) = (0x5e, 0x7a);

impl Role {
    /// Every role, in the order of its marker value.
    pub const ALL: [Self; 14] = [
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
    ];

    /// The roles drawn as a pattern.
    pub const PATTERNS: [Self; 3] = [Self::Withheld, Self::Silent, Self::NotAssessed];

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
        }
    }

    /// Whether it is drawn as a pattern.
    pub fn is_pattern(self) -> bool {
        Self::PATTERNS.contains(&self)
    }
}

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
