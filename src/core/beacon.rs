//! GA4GH Beacon v2: the questions we send and the answers we read.
//!
//! One canonical question ([`question`]), written the way a node wants it ([`profile`], [`request`]); one lenient and total
//! reader ([`answer`]) that compares the answer with what was [`asked`]; what a node says of itself ([`information`]), what
//! its people can be narrowed down by ([`terms`], [`people`]) and the registry of who can be asked ([`registry`]). Must not
//! know how bytes travel.

pub mod answer;
pub mod asked;
pub mod exchange;
pub mod information;
pub mod people;
pub mod profile;
pub mod question;
pub mod registry;
pub mod request;
pub mod terms;
