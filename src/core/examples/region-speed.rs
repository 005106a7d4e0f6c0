//! How long a region of twenty thousand variants takes to be drawn anew: `cargo run --release -p cohort-core --example
//! region-speed`.
#![expect(clippy::print_stdout, reason = "a program for people")]

use std::time::Instant;

use cohort_core::{
    genome::Assembly,
    plot::region::{Lane, RegionChart, Stem, View, record},
    region::Region,
};

const VARIANTS: u32 = 20_000;
const COHORTS: u32 = 5;
const FRAMES: u32 = 200;

fn main() {
    let Ok(region) = Region::parse("2:1000001-3000000", Assembly::Grch38) else { return };
    let stem = |turn: u32, at: u32| Stem {
        position: 1_000_001 + at * 100 + at * turn % 89,
        frequency: 10_f64.powf(-4.0 * f64::from(at.wrapping_mul(2_654_435_761) % 997) / 996.0),
    };
    let lane = |turn| Lane { stems: (0..VARIANTS).map(|at| stem(turn, at)).collect(), ..Lane::default() };
    let chart = RegionChart { lanes: (1..=COHORTS).map(lane).collect(), ..RegionChart::default() };
    for width in [360.0, 1_150.0] {
        for zoom in [1.0, 10.0, 100.0] {
            let view = View::of(&region).zoomed(zoom, 0.5);
            let begin = Instant::now();
            let marks = (0..FRAMES)
                .fold(0, |_, frame| record(&chart, &view.panned(f64::from(frame) * 1e-4), width).frame.len());
            let millis = begin.elapsed().as_secs_f64() * 1000.0 / f64::from(FRAMES);
            println!(
                "{VARIANTS} variants x {COHORTS} cohorts, {width} px, {zoom} times: {millis:.2} ms a frame, {marks} marks"
            );
        }
    }
}
