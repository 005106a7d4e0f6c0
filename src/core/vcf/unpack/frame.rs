//! The frame around deflated data: gzip (RFC 1952 §2.3), and the size that BGZF (SAM specification §4.1) writes in it.
//!
//! Must not know where the bytes come from.

/// ID1, ID2, CM, FLG, MTIME, XFL, OS.
pub(super) const FIXED_HEADER_BYTES: usize = 10;
/// CRC32, ISIZE.
pub(super) const TRAILER_BYTES: usize = 8;

/// Size of the BGZF block that starts here, by its header; `None` if none does.
pub(in crate::vcf) fn block_bytes_at(bytes: &[u8]) -> Option<usize> {
    let [0x1F, 0x8B, 8, flags, _, _, _, _, _, _, low, high, extra @ ..] = bytes else { return None };
    let extra = extra.get(..usize::from(u16::from_le_bytes([*low, *high])))?;
    let size = if flags & 4 == 0 { None } else { block_size(extra) }?;
    usize::try_from(size).ok().filter(|size| *size >= FIXED_HEADER_BYTES + 2 + extra.len() + TRAILER_BYTES)
}

/// The BGZF extra field, anywhere among the extra fields.
pub(super) fn block_size(mut extra: &[u8]) -> Option<u64> {
    while let [id1, id2, low, high, rest @ ..] = extra {
        let len = usize::from(u16::from_le_bytes([*low, *high]));
        if let (b'B', b'C', [low, high, ..], 2) = (id1, id2, rest, len) {
            return Some(u64::from(u16::from_le_bytes([*low, *high])) + 1);
        }
        extra = rest.get(len..)?;
    }
    None
}
