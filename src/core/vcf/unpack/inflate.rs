//! Raw deflate (RFC 1951), whoever does it.
//!
//! Must not know gzip or BGZF. The one place to change for a faster inflate.

use flate2::{Decompress, FlushDecompress, Status};

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
#[derive(Debug)]
pub(super) struct Inflater(Decompress);

impl Default for Inflater {
    fn default() -> Self {
        Self(Decompress::new(false))
    }
}

impl Inflater {
    pub(super) fn restart(&mut self) {
        self.0.reset(false);
    }

    pub(super) fn inflate(&mut self, deflated: &[u8], out: &mut [u8]) -> Result<Inflated, Corrupt> {
        let (in_before, out_before) = (self.0.total_in(), self.0.total_out());
        let status = self.0.decompress(deflated, out, FlushDecompress::None).map_err(|_| Corrupt)?;
        let used = (self.0.total_in() - in_before) as usize;
        let made = (self.0.total_out() - out_before) as usize;
        Ok(Inflated { used, made, is_end: status == Status::StreamEnd })
    }
}
