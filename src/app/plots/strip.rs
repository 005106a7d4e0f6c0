//! The strip chart as a component.

use cohort_core::format::NumberStyle;
use cohort_core::plot::strip::{self, StripPoint};
use leptos::prelude::*;

use super::frame::{ChartFrame, Ground};

/// Several cohorts as dots on one small axis, the lowest and the highest named.
///
/// One image to assistive technology, so that a list of them stays quick to walk through: the description has to name
/// every cohort with its figure.
#[component]
pub fn StripChart(
    /// The cohorts.
    #[prop(into)]
    points: Signal<Vec<StripPoint>>,
    /// The notation of the ticks.
    #[prop(into)]
    numbers: Signal<NumberStyle>,
    /// The chart's name.
    #[prop(into)]
    title: Signal<String>,
    /// Every cohort with its figure.
    #[prop(into)]
    description: Signal<String>,
    /// The surface it stands on.
    #[prop(optional)]
    ground: Ground,
) -> impl IntoView {
    let draw = Callback::new(move |width| points.with(|points| strip::record(points, numbers.get(), width)).ok());
    view! { <ChartFrame title=title description=description draw=draw ground=ground /> }
}
