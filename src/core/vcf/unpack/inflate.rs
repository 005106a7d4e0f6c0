//! Raw deflate and CRC-32, whoever does them: at present [`crate::deflate`].
//!
//! Must not know gzip or BGZF. The one place to change for another inflate.

pub(super) use crate::deflate::{Inflated, Inflater, crc32};
