//! GA4GH Beacon v2: the questions we send and the answers we read.
//!
//! One canonical question ([`request`]), one lenient and total reader ([`answer`]), what a node says of itself ([`information`]) and the registry of who can be
//! asked ([`registry`]). Must not know how bytes travel.

pub mod answer;
pub mod information;
pub mod registry;
pub mod request;
