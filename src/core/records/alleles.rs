//! A row's two alleles in four bytes, and its ID in four.
//!
//! Must not know positions: alleles are stored as the file writes them, neither trimmed nor aligned.

use super::{
    ALLELE_DISPLAY_BYTES,
    arena::Arena,
    encode::{Read, Write},
};
use crate::{decimal, hash::TextMap, variant::AlleleKind};

/// Top bit: the rest is a handle of the arena. Otherwise 4 bits length of REF, 4 bits length of ALT, then
/// two bits a base.
const IN_ARENA: u32 = 1 << 31;
const INLINE_BASES: usize = 11;
/// Texts that repeat without being plain bases (`A <NON_REF>`, `G *`) are kept once.
const SHARED_BYTES: usize = 24;
const SHARED_ENTRIES: usize = 1 << 14;

/// The pairs of alleles that do not fit four bytes.
#[derive(Clone, Debug, Default)]
pub(super) struct AlleleStore {
    arena: Arena,
    shared: TextMap<Box<[u8]>, u32>,
}

/// A pair of alleles for display.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Alleles {
    pub(crate) reference: String,
    pub(crate) reference_length: u32,
    pub(crate) alternate: Option<String>,
    pub(crate) alternate_length: u32,
    /// What the whole alleles are, when one of them was cut.
    pub(crate) cut_kind: Option<AlleleKind>,
}

impl Write for AlleleStore {
    fn write(&self, bytes: &mut Vec<u8>) {
        self.arena.write(bytes);
    }
}

impl Read for AlleleStore {
    /// Knows its pairs and takes no more.
    fn read(bytes: &mut &[u8]) -> Option<Self> {
        Some(Self { arena: Arena::read(bytes)?, ..Self::default() })
    }
}

impl AlleleStore {
    #[inline]
    pub(super) fn pack(&mut self, reference: &[u8], alternate: Option<&[u8]>) -> u32 {
        if let Some(alternate) = alternate
            && let Some(packed) = pack_bases(reference, alternate)
        {
            return packed;
        }
        IN_ARENA | self.keep(reference, alternate)
    }

    fn keep(&mut self, reference: &[u8], alternate: Option<&[u8]>) -> u32 {
        // An ALT of no bytes is never on a line, so that length 0 can mean "none" in this private format.
        let alternate = alternate.unwrap_or_default();
        let lengths = [(reference.len() as u32).to_le_bytes(), (alternate.len() as u32).to_le_bytes()];
        // What is behind a cut decides what kind of change it is.
        let is_cut = reference.len().max(alternate.len()) > ALLELE_DISPLAY_BYTES;
        let kind = if is_cut { vec![AlleleKind::of(reference, alternate) as u8] } else { Vec::new() };
        let parts = [&lengths[0][..], &lengths[1][..], cut(reference), cut(alternate), &kind[..]];
        if reference.len() + alternate.len() > SHARED_BYTES {
            return self.arena.push(&parts);
        }
        let key = parts.concat();
        if let Some(handle) = self.shared.get(&*key) {
            return *handle;
        }
        let handle = self.arena.push(&parts);
        if self.shared.len() < SHARED_ENTRIES {
            self.shared.insert(key.into(), handle);
        }
        handle
    }

    pub(super) fn unpack(&self, packed: u32) -> Alleles {
        if packed & IN_ARENA == 0 {
            return unpack_bases(packed);
        }
        let (lengths, texts) = self.arena.get(packed & !IN_ARENA).split_at_checked(8).unwrap_or_default();
        let length = |at: usize| {
            let bytes = lengths.get(at..at + 4).and_then(|bytes| bytes.try_into().ok());
            bytes.map_or(0, u32::from_le_bytes)
        };
        let (reference_length, alternate_length) = (length(0), length(4));
        let (reference, alternate) =
            texts.split_at_checked(ALLELE_DISPLAY_BYTES.min(reference_length as usize)).unwrap_or_default();
        let (alternate, kind) =
            alternate.split_at_checked(ALLELE_DISPLAY_BYTES.min(alternate_length as usize)).unwrap_or_default();
        let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
        Alleles {
            cut_kind: kind.first().and_then(|kind| AlleleKind::ALL.get(usize::from(*kind))).copied(),
            reference: text(reference),
            reference_length,
            alternate: (alternate_length > 0).then(|| text(alternate)),
            alternate_length,
        }
    }

    /// Forgets what only finding pairs again needs: no pair comes any more.
    pub(super) fn finish(&mut self) {
        self.shared = TextMap::default();
        self.arena.finish();
    }

    pub(super) fn heap_bytes(&self) -> usize {
        self.arena.heap_bytes()
    }
}

fn cut(allele: &[u8]) -> &[u8] {
    allele.get(..ALLELE_DISPLAY_BYTES).unwrap_or(allele)
}

#[inline]
fn pack_bases(reference: &[u8], alternate: &[u8]) -> Option<u32> {
    if reference.len() + alternate.len() > INLINE_BASES {
        return None;
    }
    let mut bases = 0;
    for base in reference.iter().chain(alternate) {
        // Two bits of the letter tell the four apart (0, 1, 3, 2): a branch for each base would be a guess each time.
        let bits = u32::from(base >> 1 & 3);
        let code = bits ^ bits >> 1;
        if b"ACGT"[code as usize] != *base {
            return None;
        }
        bases = bases << 2 | code;
    }
    Some((reference.len() as u32) << 27 | (alternate.len() as u32) << 22 | bases)
}

fn unpack_bases(packed: u32) -> Alleles {
    let (reference_length, alternate_length) = (packed >> 27 & 0xF, packed >> 22 & 0x1F);
    let total = reference_length + alternate_length;
    let base = |index: u32| char::from(b"ACGT"[(packed >> (2 * (total - 1 - index)) & 3) as usize]);
    Alleles {
        reference: (0..reference_length).map(base).collect(),
        reference_length,
        alternate: Some((reference_length..total).map(base).collect()),
        alternate_length,
        cut_kind: None,
    }
}

/// Two alleles of few bases.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bases {
    pub(crate) reference_length: u32,
    pub(crate) alternate_length: u32,
    bases: u32,
}

/// The bases of a packed pair; `None` for one in the arena.
#[inline]
pub(crate) fn bases(packed: u32) -> Option<Bases> {
    let lengths = (packed >> 27 & 0xF, packed >> 22 & 0x1F);
    let (reference_length, alternate_length) = lengths;
    (packed & IN_ARENA == 0).then_some(Bases { reference_length, alternate_length, bases: packed })
}

impl Bases {
    /// A base of REF and ALT end to end: 0 to 3 for A, C, G, T.
    #[inline]
    pub(crate) fn get(self, index: u32) -> u32 {
        self.bases >> (2 * (self.reference_length + self.alternate_length - 1 - index)) & 3
    }
}

/// 0: none; then rs numbers; from here on, handles of the arena.
pub(crate) const OTHER_IDS: u32 = 0xE000_0000;

/// An ID in four bytes: rs numbers as such, others in the arena.
pub(super) fn pack_id(id: Option<&[u8]>, arena: &mut Arena) -> u32 {
    match id {
        None => 0,
        Some(id) => pack_rs(id).unwrap_or_else(|| OTHER_IDS + arena.push(&[cut(id)])),
    }
}

/// An rs number as an ID is packed; `None` for what is kept in the arena.
pub(crate) fn pack_rs(id: &[u8]) -> Option<u32> {
    rs_number(id).map(|number| number + 1)
}

/// What a packed ID is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum IdForm {
    None,
    /// `rs` and this number.
    Rs(u32),
    Other,
}

pub(crate) fn id_form(packed: u32) -> IdForm {
    match packed {
        0 => IdForm::None,
        OTHER_IDS.. => IdForm::Other,
        _ => IdForm::Rs(packed - 1),
    }
}

pub(super) fn unpack_id(packed: u32, arena: &Arena) -> Option<String> {
    match packed {
        0 => None,
        OTHER_IDS.. => Some(String::from_utf8_lossy(arena.get(packed - OTHER_IDS)).into_owned()),
        _ => Some(format!("rs{}", packed - 1)),
    }
}

/// The number of an rs ID that is written as we would write it.
fn rs_number(id: &[u8]) -> Option<u32> {
    let digits = id.strip_prefix(b"rs")?;
    if digits.is_empty() || digits.len() > 10 || (digits[0] == b'0' && digits.len() > 1) {
        return None;
    }
    let number = decimal::whole(digits)?;
    u32::try_from(number).ok().filter(|number| *number < OTHER_IDS - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_comes_back_as_written() {
        let mut store = AlleleStore::default();
        let long = "ACGT".repeat(20);
        let pairs = [
            ("A", Some("G")),
            ("ACGTACGTAC", Some("T")),
            ("A", Some("ACGTTGCATT")),
            ("A", Some("ACGTTGCATTA")),
            ("a", Some("g")),
            ("N", Some("<NON_REF>")),
            ("G", Some("*")),
            ("C", None),
            ("C", Some("C[2:321682[")),
            (long.as_str(), Some("A")),
        ];
        let packed: Vec<u32> = pairs.iter().map(|(r, a)| store.pack(r.as_bytes(), a.map(str::as_bytes))).collect();
        for ((reference, alternate), packed) in pairs.into_iter().zip(packed) {
            let expected = Alleles {
                reference: reference.to_owned(),
                reference_length: reference.len() as u32,
                alternate: alternate.map(str::to_owned),
                alternate_length: alternate.map_or(0, str::len) as u32,
                cut_kind: None,
            };
            assert_eq!(store.unpack(packed), expected);
        }
    }

    #[test]
    fn long_alleles_are_cut_but_their_length_is_kept() {
        let mut store = AlleleStore::default();
        let long = "A".repeat(50_000);
        let packed = store.pack(long.as_bytes(), Some(b"<DEL>"));
        let alleles = store.unpack(packed);
        assert_eq!((alleles.reference.len(), alleles.reference_length), (ALLELE_DISPLAY_BYTES, 50_000));
        assert_eq!((alleles.alternate.as_deref(), alleles.cut_kind), (Some("<DEL>"), Some(AlleleKind::Symbolic)));
        let other = format!("{}C", "A".repeat(49_999));
        let packed = store.pack(long.as_bytes(), Some(other.as_bytes()));
        assert_eq!(store.unpack(packed).cut_kind, Some(AlleleKind::Snv));
    }

    #[test]
    fn shared_pairs_are_kept_once() {
        let mut store = AlleleStore::default();
        assert_eq!(store.pack(b"A", Some(b"<NON_REF>")), store.pack(b"A", Some(b"<NON_REF>")));
    }

    #[test]
    fn ids_come_back_as_written() {
        let mut arena = Arena::default();
        for id in ["rs1", "rs0", "rs4294967295", "rs3758096382", "rs3758096381", "rs007", "rs", "esv1;rs2", "1:2:A:G"] {
            let packed = pack_id(Some(id.as_bytes()), &mut arena);
            assert_eq!(unpack_id(packed, &arena).as_deref(), Some(id));
        }
        assert_eq!(unpack_id(pack_id(None, &mut arena), &arena), None);
    }
}
