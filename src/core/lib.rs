//! The domain: genomes, variants, files of them, cohorts and what nodes answer about them.
//!
//! Owns every rule of the product. Must not know a browser, a clock, a network or a file system:
//! bytes come in through `std::io::Read`, questions go out as plain values.
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        reason = "a failed test should stop where it fails"
    )
)]

pub mod arrange;
mod base64url;
pub mod beacon;
pub mod bundle;
pub mod cohort;
mod decimal;
pub mod deflate;
pub mod doctor;
pub mod evidence;
pub mod export;
pub mod federation;
pub mod filter;
pub mod format;
pub mod genome;
mod hash;
pub mod ledger;
pub mod local_cohort;
pub mod plot;
pub mod quality;
pub mod records;
pub mod region;
mod sha512;
pub mod sign_in;
pub mod stats;
pub mod variant;
pub mod vcf;
pub mod wire;
