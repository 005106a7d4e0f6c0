//! Charts on the page: the marks that `cohort_core::plot` records, shown as SVG elements.
//!
//! Owns the frame around a chart (title, description, width, keyboard path, caption, table) and the way from a mark to
//! an element. Must not know where the numbers come from, nor translate: every text is a prop.
//!
//! No font is fetched, no markup is parsed, no style is written into an element: a mark names its role, and
//! `style/components/chart.css` gives roles their colours. Text from a node reaches the page as a text node.
//!
//! ```ignore
//! use cohort_core::format::NumberStyle;
//! use cohort_core::plot::forest::{ForestOptions, ForestRow, RowState};
//! use crate::plots::{ForestChart, StripChart};
//!
//! let rows = Signal::derive(move || vec![
//!     ForestRow::new("FIN", "Finland", "117 of 198", RowState::counted(117, 198, NumberStyle::English)?),
//!     ForestRow::new("PL", "Poland", "", RowState::silent(no_answer.get())),
//! ]);
//! view! {
//!     <ForestChart
//!         rows=rows
//!         options=Signal::derive(move || ForestOptions { numbers: numbers.get(), ..ForestOptions::default() })
//!         title=title
//!         description=description
//!         caption=move || caption.get()
//!     />
//! }
//! ```

#![expect(unreachable_pub, reason = "`#[component]` writes a public properties struct beside each public component")]

mod drawn;
mod elements;
mod forest;
mod frame;
mod mark;
mod patterns;
mod region;
mod strip;
mod width;

pub use forest::ForestChart;
pub use frame::{ChartFrame, Ground, Pointed};
pub use region::{PAN_STEP, RegionTrack};
pub use strip::StripChart;
