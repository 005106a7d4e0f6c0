//! Made-up variant files, the same on every machine.
//!
//! Owns the seeded randomness, the BGZF writer, and the large files of the benchmark. Nothing in them is of a person.
//! Must not know who reads them.

pub mod annotated;
pub mod bgzf;
pub mod cohort;
mod contig;
pub mod draws;
pub mod genome;
pub mod random;
mod site;
mod text;
