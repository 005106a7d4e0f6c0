//! The visual language: one widget a file, properties in, callbacks out.
//!
//! Owns markup, roles, focus and keyboard of the widgets the pages are made of; their looks live in
//! `style/components`. A component never reads context, never fetches, never translates and never computes a
//! figure: text arrives translated as a [`Text`] property, data as plain structs, and what a person did leaves
//! through a [`Callback`](leptos::prelude::Callback).
//!
//! # Rules for everyone who writes a `view!`
//!
//! 1. **No markup string may reach the browser.** The page runs under `require-trusted-types-for 'script'`, which
//!    forbids `innerHTML`. Leptos 0.8 turns an element *nested inside another element* into a template filled
//!    through `innerHTML` when it is fully static (`is_inert_element` in `leptos_macro` 0.8, `src/view/mod.rs`):
//!    every attribute, its own and those of its descendants, is absent or a plain string literal, and every child
//!    is literal text or such an element again. One of these makes an element safe:
//!    * an attribute whose value is an expression, a braced literal included: `class={"note"}`;
//!    * a child block (`{text}`), a component, an `on:`, `prop:`, `style:` or `class:` directive, on it or on any
//!      descendant;
//!    * being a root of the `view!`, or of a component's children (each root of a fragment counts);
//!    * having neither attributes nor children (`<td></td>`).
//!
//!    Hence the house habit: **a nested element takes its class as `class={"…"}` and its text as `{text}`.**
//! 2. **No `style="…"` attribute**: the policy has no `unsafe-inline`. Computed geometry goes through `style:top=…`,
//!    which Leptos sets as a property.
//! 3. **Late callbacks** (timers, observers, promises) outlive the view: use `try_set`, `try_update`, `try_get`, and
//!    disconnect in `on_cleanup`.
//! 4. Text of a file or a node reaches the page as a text node only.

#![expect(unreachable_pub, reason = "`#[component]` writes a public properties struct beside each public component")]

mod brand;
mod button;
mod by_hand;
mod cell;
mod check_list;
mod chip;
mod choice;
mod code_block;
mod contents;
mod copy_button;
mod data_table;
mod disclosure;
mod door;
mod drop_zone;
mod expression_field;
mod fact_list;
mod footer;
mod header;
mod icon;
mod menu;
mod node_row;
mod notice;
mod number_field;
mod page_head;
mod panel;
mod progress_bar;
mod promise;
mod search_box;
mod section;
mod segmented;
mod select_field;
mod skip_link;
mod state_badge;
mod variant_strip;
mod virtual_table;

pub use brand::Brand;
pub use button::{Button, ButtonKind, LinkButton};
pub use by_hand::arrange;
pub use cell::{Cell, Column, Copies, Order, Priority, Width};
pub use check_list::{CheckItem, CheckList};
pub use chip::Chip;
pub use choice::Choice;
pub use code_block::CodeBlock;
pub use contents::Contents;
pub use copy_button::{CopyButton, CopyState};
pub use data_table::{DataTable, TableRow};
pub use disclosure::Disclosure;
pub use door::{Door, Doors};
pub use drop_zone::{DropZone, dropped_files};
pub use expression_field::{ExpressionField, Suggestions};
pub use fact_list::{Fact, FactKind, FactList};
pub use footer::Footer;
pub use header::{Header, NavItem};
pub use icon::{Glyph, Icon};
pub use menu::Menu;
pub use node_row::{NodeList, NodeRow};
pub use notice::{Notice, Tone};
pub use number_field::NumberField;
pub use page_head::PageHead;
pub use panel::Panel;
pub use progress_bar::ProgressBar;
pub use promise::Promise;
pub use search_box::{Reading, SearchBox};
pub use section::Section;
pub use segmented::Segmented;
pub use select_field::SelectField;
pub use skip_link::SkipLink;
pub use state_badge::{NodeSign, StateBadge};
pub use variant_strip::{VariantStrip, VariantStrips};
pub use virtual_table::{RowWindow, VirtualTable};

/// Translated text that follows the chosen language: a `&str`, a `String`, or a closure that returns either.
pub type Text = leptos::prelude::Signal<String>;
