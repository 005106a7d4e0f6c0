//! The cohort that a file's own samples are: who belongs to which group, and how groups differ.
//!
//! Must not know how a file is read: it asks for groups ([`crate::vcf::Group`]) and finds their counts in the table.

pub mod sample_table;
pub mod summary;
