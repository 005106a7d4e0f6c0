//! The patterns that stand for what is not known, defined once in every chart.
//!
//! Each has its own direction or shape (design: withheld 45° hatch, no answer dots, not assessed horizontal lines,
//! synthetic −45° double hatch, cohorts that differ vertical lines), so
//! that they part without colour. The ids carry the chart's number: two charts on a page do not share definitions.
//!
//! Attribute values stand in braces because a nested element of nothing but literals would be put on the page as
//! markup, which the page's Trusted Types policy forbids.

use cohort_core::plot::palette::Role;
use leptos::prelude::*;

/// The id of a role's pattern in a chart.
pub(super) fn pattern_id(chart: usize, role: Role) -> String {
    format!("chart-{chart}-{}", role.name())
}

/// The definitions of all patterns.
pub(super) fn patterns(chart: usize) -> impl IntoView {
    view! {
        <defs>
            <pattern
                id=pattern_id(chart, Role::Withheld)
                width={"7"}
                height={"7"}
                patternUnits="userSpaceOnUse"
                patternTransform="rotate(45)"
            >
                <rect class={"chart__hatch-ground"} width="7" height="7"></rect>
                <path class={"chart__hatch-line chart__hatch-line--bold"} d="M0 0V7"></path>
            </pattern>
            <pattern id=pattern_id(chart, Role::Silent) width={"10"} height={"10"} patternUnits="userSpaceOnUse">
                <rect class={"chart__hatch-ground"} width="10" height="10"></rect>
                <circle class={"chart__hatch-dot"} cx="2.5" cy="2.5" r="1.3"></circle>
                <circle class={"chart__hatch-dot"} cx="7.5" cy="7.5" r="1.3"></circle>
            </pattern>
            // Measured in shares of the band, so that the lines keep their distance from its edges wherever it lies.
            <pattern
                id=pattern_id(chart, Role::NotAssessed)
                width={"1"}
                height={"0.33334"}
                patternContentUnits="objectBoundingBox"
            >
                <rect class={"chart__hatch-ground"} width="1" height="0.34"></rect>
                <path class={"chart__hatch-line chart__hatch-line--share"} d="M0 0.16667H1"></path>
            </pattern>
            // On land, whose height varies: lines a fixed distance apart.
            <pattern id=pattern_id(chart, Role::NotAssessedLand) width={"6"} height={"6"} patternUnits="userSpaceOnUse">
                <rect class={"chart__hatch-ground"} width="6" height="6"></rect>
                <path class={"chart__hatch-line"} d="M0 3H6"></path>
            </pattern>
            <pattern id=pattern_id(chart, Role::Mixed) width={"6"} height={"6"} patternUnits="userSpaceOnUse">
                <rect class={"chart__hatch-ground"} width="6" height="6"></rect>
                <path class={"chart__hatch-line chart__hatch-line--bold"} d="M3 0V6"></path>
            </pattern>
            // No ground of its own: the colour beneath shows.
            <pattern
                id=pattern_id(chart, Role::Synthetic)
                width={"9"}
                height={"9"}
                patternUnits="userSpaceOnUse"
                patternTransform="rotate(-45)"
            >
                <path class={"chart__hatch-line chart__hatch-line--over"} d="M1 0V9M4 0V9"></path>
            </pattern>
        </defs>
    }
}
