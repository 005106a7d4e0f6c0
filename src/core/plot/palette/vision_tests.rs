//! The style sheet's colours as people see them who lack one kind of cone, in the light and the dark theme.
//!
//! Simulation: Machado, Oliveira, Fernandes 2009 (IEEE TVCG 15:1291), severity 1.0, on linear sRGB. Distance: CIE 1976
//! ΔE*ab, of which about 2.3 are just noticeable (Mahy, Van Eycken, Oosterlinck 1994, Color Res Appl 19:105).

type Color = [f64; 3];

const TOKENS: &str = include_str!("../../../../style/tokens.css");
const VISIONS: [(&str, [Color; 3]); 4] = [
    ("all cones", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "protanopia",
        [[0.152_286, 1.052_583, -0.204_868], [0.114_503, 0.786_281, 0.099_216], [-0.003_882, -0.048_116, 1.051_998]],
    ),
    (
        "deuteranopia",
        [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_820, 0.042_940, 0.968_881]],
    ),
    (
        "tritanopia",
        [[1.255_528, -0.076_749, -0.178_779], [-0.078_411, 0.930_809, 0.147_602], [0.004_733, 0.691_367, 0.303_900]],
    ),
];
const THEMES: [usize; 2] = [0, 1];

/// Linear sRGB of a token in the light (0) or the dark (1) theme.
fn token(name: &str, theme: usize) -> Color {
    let line = TOKENS.lines().find(|line| line.trim_start().starts_with(&format!("--{name}:"))).unwrap();
    let hex = line.split('#').nth(theme + 1).unwrap();
    [0, 2, 4].map(|at| {
        let value = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    })
}

fn seen(color: Color, vision: &[Color; 3]) -> Color {
    vision.map(|row| (row[0] * color[0] + row[1] * color[1] + row[2] * color[2]).clamp(0.0, 1.0))
}

/// CIE L*a*b* under D65, from linear sRGB (IEC 61966-2-1).
fn lab([red, green, blue]: Color) -> Color {
    let f = |t: f64| if t > 216.0 / 24_389.0 { t.cbrt() } else { (24_389.0 / 27.0 * t + 16.0) / 116.0 };
    let x = f((0.412_456_4 * red + 0.357_576_1 * green + 0.180_437_5 * blue) / 0.950_47);
    let y = f(0.212_672_9 * red + 0.715_152_2 * green + 0.072_175_0 * blue);
    let z = f((0.019_333_9 * red + 0.119_192_0 * green + 0.950_304_1 * blue) / 1.088_83);
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

fn distance(one: Color, other: Color) -> f64 {
    one.into_iter().zip(other).map(|(one, other)| (one - other).powi(2)).sum::<f64>().sqrt()
}

/// WCAG 2.2 contrast ratio.
fn contrast(one: Color, other: Color) -> f64 {
    let luminance = |[red, green, blue]: Color| 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
    let (one, other) = (luminance(one), luminance(other));
    one.max(other) / one.min(other)
}

#[test]
fn neighbouring_classes_of_frequency_part_for_every_vision() {
    for theme in THEMES {
        for (name, vision) in &VISIONS {
            let classes: Vec<Color> =
                (1..=6).map(|class| lab(seen(token(&format!("ramp-{class}"), theme), vision))).collect();
            for (at, pair) in classes.windows(2).enumerate() {
                let steps =
                    (distance(pair[0], pair[1]), (pair[1][0] - pair[0][0]) * if theme == 0 { -1.0 } else { 1.0 });
                // More is darker on paper and brighter on black, so that the order needs no hue at all.
                assert!(steps.0 >= 9.0 && steps.1 >= 7.0, "{name}, theme {theme}, class {}: {steps:?}", at + 1);
            }
        }
    }
}

#[test]
fn marks_stand_out_from_their_ground_for_every_vision() {
    for theme in THEMES {
        for (name, vision) in &VISIONS {
            for ground in ["surface", "paper"] {
                let ground = seen(token(ground, theme), vision);
                for mark in ["ink", "ink-2", "ink-3", "accent", "state-absent", "hatch", "rule-strong"] {
                    let ratio = contrast(seen(token(mark, theme), vision), ground);
                    // WCAG 1.4.11 asks 3 of graphics; lettering (1.4.3) has 4.5.
                    let least = if mark.starts_with("ink") { 4.5 } else { 3.0 };
                    assert!(ratio >= least, "{mark}, {name}, theme {theme}: {ratio:.2}");
                }
            }
        }
    }
}

#[test]
fn cohorts_that_overlap_part_for_every_vision() {
    for theme in THEMES {
        for (name, vision) in &VISIONS {
            let cohorts: Vec<Color> =
                (1..=4).map(|cohort| lab(seen(token(&format!("cohort-{cohort}"), theme), vision))).collect();
            for (at, one) in cohorts.iter().enumerate() {
                for (other_at, other) in cohorts.iter().enumerate().skip(at + 1) {
                    let apart = distance(*one, *other);
                    assert!(apart >= 9.0, "cohorts {} and {}, {name}, theme {theme}: {apart:.1}", at + 1, other_at + 1);
                }
            }
        }
    }
}
