//! Raw deflate (RFC 1951) and CRC-32 (RFC 1952 §8), whoever does them.
//!
//! Must not know gzip or BGZF. The one place to change for a faster inflate.
//!
//! zlib-rs is what noodles inflates with, so that the worker carries one inflate and one table of CRCs.

use zlib_rs::{Inflate, InflateFlush, Status};

/// RFC 1951 §2: distances reach back 32 KiB.
const WINDOW_BITS: u8 = 15;

/// The data are not deflate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Corrupt;

/// What one step did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Inflated {
    pub(super) used: usize,
    pub(super) made: usize,
    pub(super) is_end: bool,
}

/// One stream after the other.
pub(super) struct Inflater(Inflate);

impl std::fmt::Debug for Inflater {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Inflater").finish_non_exhaustive()
    }
}

impl Default for Inflater {
    fn default() -> Self {
        Self(Inflate::new(false, WINDOW_BITS))
    }
}

impl Inflater {
    pub(super) fn restart(&mut self) {
        self.0.reset(false);
    }

    pub(super) fn inflate(&mut self, deflated: &[u8], out: &mut [u8]) -> Result<Inflated, Corrupt> {
        let (in_before, out_before) = (self.0.total_in(), self.0.total_out());
        let status = self.0.decompress(deflated, out, InflateFlush::NoFlush).map_err(|_| Corrupt)?;
        let used = (self.0.total_in() - in_before) as usize;
        let made = (self.0.total_out() - out_before) as usize;
        Ok(Inflated { used, made, is_end: status == Status::StreamEnd })
    }
}

/// The CRC-32 of what `crc` is of, with these bytes after it. That of nothing is 0.
pub(super) fn crc32(crc: u32, bytes: &[u8]) -> u32 {
    zlib_rs::crc32::crc32(crc, bytes)
}
