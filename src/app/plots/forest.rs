//! The forest plot as a component.

use cohort_core::plot::forest::{self, ForestOptions, ForestRow};
use leptos::prelude::*;

use super::frame::{ChartFrame, Ground, Pointed};

/// Allele frequency by cohort, with intervals; what did not answer is drawn too.
///
/// Arrow keys lead from row to row, each read aloud in full; answers may arrive while the focus rests on a row.
#[component]
pub fn ForestChart(
    /// The cohorts, in the order to show.
    #[prop(into)]
    rows: Signal<Vec<ForestRow>>,
    /// Headings, figures, notation.
    #[prop(into)]
    options: Signal<ForestOptions>,
    /// The chart's name.
    #[prop(into)]
    title: Signal<String>,
    /// The chart in a sentence or two.
    #[prop(into)]
    description: Signal<String>,
    /// What the marks mean.
    #[prop(optional, into)]
    caption: Option<ViewFn>,
    /// The surface it stands on.
    #[prop(optional)]
    ground: Ground,
    /// What stands at its foot; see [`ChartFrame`].
    #[prop(optional_no_strip)]
    foot: Option<Callback<String, AnyView>>,
    /// Which row is pointed at, here or elsewhere.
    #[prop(optional)]
    pointed: Option<Pointed>,
    /// The same numbers as a table.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    // plotters reports a failing backend; the recorder cannot fail, and caption and table would stay if it did.
    let draw =
        Callback::new(move |width| rows.with(|rows| options.with(|options| forest::record(rows, options, width))).ok());
    view! {
        <ChartFrame
            title=title
            description=description
            draw=draw
            caption=caption
            ground=ground
            foot=foot
            pointed=pointed
            walkable=true
        >
            {children.map(|children| children())}
        </ChartFrame>
    }
}
