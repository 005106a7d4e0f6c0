//! How wide text will be, without asking a browser.
//!
//! The page's type is whatever system face a reader has. Widths here are those of DejaVu Sans, the widest face of
//! the page's font stack: a layout that holds with them holds with the others, a little looser. Measuring in the
//! browser instead would force a layout pass for every label and give every reader another chart.

/// Sizes and weights of chart text. Nothing is smaller than 13 px.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TextSize {
    /// Labels and figures, 15 px.
    Label,
    /// Notes, ticks, headings, 13 px.
    Note,
}

impl TextSize {
    /// Size in CSS pixels.
    pub const fn px(self) -> f64 {
        match self {
            Self::Label => 15.0,
            Self::Note => 13.0,
        }
    }

    /// Distance between lines in CSS pixels.
    pub const fn line_px(self) -> f64 {
        match self {
            Self::Label => 20.0,
            Self::Note => 17.0,
        }
    }
}

/// Bold is at most a tenth wider (digits of DejaVu Sans Bold: 0.696 em to 0.636 em).
pub const BOLD_FACTOR: f64 = 1.1;

/// Advance widths of DejaVu Sans 2.37 in thousandths of an em, from U+0020 to U+007E.
const ASCII_WIDTHS: [u16; 95] = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636, 636,
    636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863,
    748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635,
    615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636,
    337, 636, 838,
];

/// Width of a text in CSS pixels at a font size.
pub fn width_at(text: &str, font_px: f64) -> f64 {
    text.chars().map(thousandths).sum::<f64>() * font_px / 1000.0
}

/// Width of a text in CSS pixels.
pub fn width(text: &str, size: TextSize) -> f64 {
    width_at(text, size.px())
}

/// Width of a bold text in CSS pixels.
pub fn bold_width(text: &str, size: TextSize) -> f64 {
    width(text, size) * BOLD_FACTOR
}

fn thousandths(c: char) -> f64 {
    let code = u32::from(c);
    let known = code.checked_sub(0x20).and_then(|index| ASCII_WIDTHS.get(index as usize));
    match (known, code) {
        (Some(&width), _) => f64::from(width),
        // No-break space and middle dot; combining marks; the en dash.
        (None, 0xa0 | 0xb7) => 318.0,
        (None, 0x300..0x370) => 0.0,
        (None, 0x2013) => 500.0,
        // Superscript digits and minus.
        (None, 0xb2 | 0xb3 | 0xb9 | 0x2070..0x2090) => 528.0,
        // Latin letters with accents are as wide as their base letter, 0.7 em at most but for a few capitals.
        (None, 0xa1..0x250) => 720.0,
        // East Asian and other full-width scripts.
        (None, 0x1100..) => 1000.0,
        (None, _) => 860.0,
    }
}

/// Breaks a text at spaces into at most `max_lines` lines that fit; what is left over ends in an ellipsis.
///
/// A single word that is too wide is cut between characters: an identifier of 60 letters must not run over a chart.
pub fn wrap(text: &str, max_px: f64, size: TextSize, max_lines: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        for piece in pieces(word, max_px, size) {
            let candidate = if line.is_empty() { piece.clone() } else { format!("{line} {piece}") };
            if width(&candidate, size) <= max_px {
                line = candidate;
            } else {
                lines.push(std::mem::replace(&mut line, piece));
            }
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    if lines.len() > max_lines {
        lines.truncate(max_lines);
        if let Some(last) = lines.last_mut() {
            *last = with_ellipsis(last, max_px, size);
        }
    }
    lines
}

/// A word in parts that fit a line, one part when it fits.
fn pieces(word: &str, max_px: f64, size: TextSize) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for c in word.chars() {
        let full = pieces.last().is_some_and(|piece| !piece.is_empty() && width(&format!("{piece}{c}"), size) > max_px);
        if full {
            pieces.push(String::new());
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push(c);
        }
    }
    pieces
}

fn with_ellipsis(line: &str, max_px: f64, size: TextSize) -> String {
    let mut kept = line.to_owned();
    while !kept.is_empty() && width(&format!("{kept}…"), size) > max_px {
        kept.pop();
    }
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_the_widest_face() {
        // DejaVu Sans: 0 . 5 9 1 = 4·0.636 + 0.318 em.
        assert!((width("0.591", TextSize::Label) - 15.0 * 2.862).abs() < 1e-9);
        assert!(width("0.521–0.657", TextSize::Note) < 90.0);
        assert!(width("Österreich", TextSize::Label) < 95.0);
    }

    #[test]
    fn lines_break_at_spaces_and_fit() {
        let text = "1000 Genomes, Finnish in Finland (99 people), standing in for a national node";
        let lines = wrap(text, 190.0, TextSize::Note, 4);
        assert_eq!(lines.join(" "), text);
        assert!(lines.iter().all(|line| width(line, TextSize::Note) <= 190.0), "{lines:?}");
    }

    #[test]
    fn what_does_not_fit_ends_in_an_ellipsis() {
        let lines = wrap("one two three four five six seven", 60.0, TextSize::Note, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with('…') && width(&lines[1], TextSize::Note) <= 60.0, "{lines:?}");
        let lines = wrap(&"x".repeat(60), 100.0, TextSize::Label, 2);
        assert!(lines.iter().all(|line| width(line, TextSize::Label) <= 100.0));
        assert!(wrap("", 100.0, TextSize::Label, 2).is_empty());
    }
}
