//! Plain, gzipped or block-gzipped bytes in, text out, a buffer at a time.
//!
//! Owns checksums, lengths and where the data stops short. Must not know lines or records.
//!
//! gzip is read member by member by our own frame (RFC 1952) around a raw inflate, because the frame is
//! where a cut or damage shows, and because a BGZF file (SAM specification §4.1) is the same frame with
//! its length written in front. A BGZF block is handed out only after its checksum was compared.

use std::io::{self, Read, Seek, SeekFrom};

use serde::{Deserialize, Serialize};

use super::{Compression, Cut, Refusal, sniff};

mod frame;
mod inflate;

pub(super) use frame::block_bytes_at;
use frame::{FIXED_HEADER_BYTES, TRAILER_BYTES, block_size};
use inflate::{Inflated, Inflater, crc32};

/// Largest size of a BGZF block, packed or not.
pub(super) const BLOCK_BYTES: usize = 1 << 16;
const INPUT_BYTES: usize = 2 * BLOCK_BYTES;
/// No member is remembered closer than this to the one before, so that the list stays small.
const MEMBER_SPACING_BYTES: u64 = 1 << 17;

/// Text made of so much less than a thousandth of it is no file of records: deflate itself reaches 1,032 (zlib's
/// manual, "Maximum Compression Factor").
const BOMB_RATIO: u64 = 1000;
/// Text over which the ratio is looked at.
const BOMB_TEXT_BYTES: u64 = 64 << 20;

/// Why there is no more text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// The proper end.
    End,
    /// Something shows that this is not all.
    Cut(Cut),
    /// The place that was set with [`Unpacker::pause_at`]; there may be more behind it.
    Pause,
}

/// A place where unpacking can start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry {
    /// In the file as stored.
    pub(super) file_offset: u64,
    /// In the unpacked text.
    pub(super) text_offset: u64,
}

/// The member being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Member {
    file_offset: u64,
    /// Size by its own header, if it is a BGZF block.
    block_bytes: Option<u64>,
    text_bytes: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Plain,
    BetweenMembers { last: Option<Member> },
    Body(Member),
    Trailer(Member),
    Stopped(Stop),
}

/// Unpacks one source from front to back.
#[derive(Debug)]
pub(super) struct Unpacker<R> {
    source: R,
    input: Box<[u8]>,
    input_start: usize,
    input_end: usize,
    /// Bytes taken from the source, including those still in `input`.
    source_offset: u64,
    text_offset: u64,
    compression: Compression,
    state: State,
    inflater: Inflater,
    /// Of the member so far.
    crc: u32,
    entries: Vec<Entry>,
    /// In the text, of the last of all entries.
    last_entry: u64,
    /// In the file: nothing from here on goes out.
    pause_at: Option<u64>,
    io_error: Option<io::Error>,
    /// Where the ratio was looked at last.
    looked_at: Entry,
}

impl<R: Read> Unpacker<R> {
    /// Looks at the first bytes and decides how to go on.
    pub(super) fn open(source: R) -> Result<Self, Refusal> {
        let mut unpacker = Self::new(source, Compression::Plain, Entry { file_offset: 0, text_offset: 0 });
        let first_bytes = unpacker.want(sniff::SNIFF_BYTES).min(sniff::SNIFF_BYTES);
        if let Some(error) = unpacker.io_error.take() {
            return Err(Refusal::Unreadable { message: error.to_string() });
        }
        unpacker.compression = sniff::packing(&unpacker.input[..first_bytes])?;
        unpacker.state = initial_state(unpacker.compression);
        Ok(unpacker)
    }

    /// The source must stand at that place.
    fn new(source: R, compression: Compression, at: Entry) -> Self {
        Self {
            source,
            input: vec![0; INPUT_BYTES].into_boxed_slice(),
            input_start: 0,
            input_end: 0,
            source_offset: at.file_offset,
            text_offset: at.text_offset,
            compression,
            state: initial_state(compression),
            inflater: Inflater::default(),
            crc: 0,
            entries: vec![at],
            last_entry: at.text_offset,
            pause_at: None,
            io_error: None,
            looked_at: at,
        }
    }

    /// Stops at what unpacks to more than any file of records does.
    fn look_at_ratio(&mut self) {
        let text_bytes = self.text_offset - self.looked_at.text_offset;
        if text_bytes < BOMB_TEXT_BYTES {
            return;
        }
        let here = Entry { file_offset: self.file_offset(), text_offset: self.text_offset };
        let packed_bytes = here.file_offset.saturating_sub(self.looked_at.file_offset);
        self.looked_at = here;
        if packed_bytes.saturating_mul(BOMB_RATIO) < text_bytes {
            self.state = State::Stopped(Stop::Cut(Cut::Bomb));
        }
    }

    pub(super) fn compression(&self) -> Compression {
        self.compression
    }

    /// Bytes of the file used so far.
    pub(super) fn file_offset(&self) -> u64 {
        self.source_offset - self.available() as u64
    }

    /// Places where unpacking can start again, in file order.
    pub(super) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Hands over the places found so far; those to come are still not too close to them.
    pub(super) fn take_entries(&mut self) -> Vec<Entry> {
        std::mem::take(&mut self.entries)
    }

    /// From now on, stops where a member (of plain text: a byte) starts at or after this place of the file.
    pub(super) fn pause_at(&mut self, file_offset: Option<u64>) {
        self.pause_at = file_offset;
    }

    /// Fills `out`, which must hold at least [`BLOCK_BYTES`], as far as the input at hand allows.
    ///
    /// At least one byte, or the reason why there is none.
    pub(super) fn read(&mut self, out: &mut [u8]) -> Result<usize, Stop> {
        let (mut filled, mut is_paused) = (0, false);
        while let Some(room) = out.get_mut(filled..).filter(|room| !room.is_empty()) {
            // A block goes out whole or not at all; and what is there already should not wait for the source.
            let is_between = matches!(self.state, State::BetweenMembers { .. });
            if filled > 0 && is_between && room.len().min(self.available()) < BLOCK_BYTES {
                break;
            }
            match self.step(room) {
                Ok(step_bytes) => {
                    filled += step_bytes;
                    self.text_offset += step_bytes as u64;
                }
                Err(Stop::Pause) => {
                    is_paused = true;
                    break;
                }
                Err(stop) => {
                    self.state = State::Stopped(stop);
                    break;
                }
            }
            if filled > 0 && !matches!(self.state, State::BetweenMembers { .. } | State::Trailer(_)) {
                break;
            }
        }
        self.look_at_ratio();
        match self.state {
            State::Stopped(stop) if filled == 0 => Err(stop),
            _ if filled == 0 && is_paused => Err(Stop::Pause),
            _ => Ok(filled),
        }
    }

    /// One step of the state machine; gives the bytes it put into `out` for good.
    fn step(&mut self, out: &mut [u8]) -> Result<usize, Stop> {
        match self.state {
            State::Stopped(stop) => Err(stop),
            State::Plain => self.copy(out),
            State::BetweenMembers { last } => {
                let member = self.next_member(last)?;
                if member.block_bytes.is_some() { self.whole_block(member, out) } else { self.start_body(member) }
            }
            State::Body(member) => self.body(member, out),
            State::Trailer(member) => self.trailer(member).map(|()| 0),
        }
    }

    fn copy(&mut self, out: &mut [u8]) -> Result<usize, Stop> {
        let allowed = self.pause_at.map_or(u64::MAX, |pause| pause.saturating_sub(self.file_offset()));
        if allowed == 0 {
            return Err(Stop::Pause);
        }
        let available = self.want(1);
        if available == 0 {
            return Err(self.stop_at_end(Stop::End));
        }
        let copied = available.min(out.len()).min(usize::try_from(allowed).unwrap_or(usize::MAX));
        out[..copied].copy_from_slice(&self.input[self.input_start..self.input_start + copied]);
        self.consume(copied);
        Ok(copied)
    }

    fn next_member(&mut self, last: Option<Member>) -> Result<Member, Stop> {
        if last.is_some() {
            self.skip_padding();
        }
        if self.want(1) == 0 {
            let is_open = last.is_some_and(|last| last.block_bytes.is_some() && last.text_bytes > 0);
            return Err(self.stop_at_end(if is_open { Stop::Cut(Cut::NoEndBlock) } else { Stop::End }));
        }
        let file_offset = self.file_offset();
        if self.pause_at.is_some_and(|pause| file_offset >= pause) {
            return Err(Stop::Pause);
        }
        let (header_bytes, block_bytes) = self.member_header()?;
        if self.text_offset >= self.last_entry + MEMBER_SPACING_BYTES {
            self.last_entry = self.text_offset;
            self.entries.push(Entry { file_offset, text_offset: self.text_offset });
        }
        self.consume(header_bytes);
        self.inflater.restart();
        self.crc = 0;
        Ok(Member { file_offset, block_bytes, text_bytes: 0 })
    }

    /// Zeros after the last member are padding (as gzip(1) takes them).
    fn skip_padding(&mut self) {
        while self.want(1) > 0 && self.input[self.input_start] == 0 {
            self.consume(1);
        }
    }

    /// Length of the header at hand and the block's size, if it is a BGZF block. RFC 1952 §2.3.
    fn member_header(&mut self) -> Result<(usize, Option<u64>), Stop> {
        self.need(2)?;
        if !self.at_hand().starts_with(&[0x1F, 0x8B]) {
            return Err(Stop::Cut(Cut::Junk));
        }
        self.need(FIXED_HEADER_BYTES)?;
        let (method, flags) = (self.at_hand()[2], self.at_hand()[3]);
        if method != 8 || flags & 0xE0 != 0 {
            return Err(Stop::Cut(Cut::Damaged));
        }
        let mut len = FIXED_HEADER_BYTES;
        let mut block_bytes = None;
        if flags & 4 != 0 {
            self.need(len + 2)?;
            let extra_bytes = usize::from(u16::from_le_bytes([self.at_hand()[len], self.at_hand()[len + 1]]));
            len += 2;
            self.need(len + extra_bytes)?;
            block_bytes = block_size(&self.at_hand()[len..len + extra_bytes]);
            len += extra_bytes;
        }
        // FNAME, FCOMMENT.
        for flag in [8, 16] {
            if flags & flag != 0 {
                len = self.end_of_text(len)?;
            }
        }
        if flags & 2 != 0 {
            len += 2;
            self.need(len)?;
        }
        Ok((len, block_bytes))
    }

    fn end_of_text(&mut self, start: usize) -> Result<usize, Stop> {
        let mut len = start;
        loop {
            self.need(len + 1)?;
            len += 1;
            if self.at_hand()[len - 1] == 0 {
                return Ok(len);
            }
        }
    }

    fn start_body(&mut self, member: Member) -> Result<usize, Stop> {
        self.state = State::Body(member);
        Ok(0)
    }

    /// A BGZF block: nothing of it goes out before its length and checksum were compared.
    fn whole_block(&mut self, mut member: Member, out: &mut [u8]) -> Result<usize, Stop> {
        let header_bytes = self.file_offset() - member.file_offset;
        let block_bytes = member.block_bytes.unwrap_or_default();
        let rest_bytes = block_bytes.checked_sub(header_bytes).and_then(|rest| usize::try_from(rest).ok());
        let Some(rest_bytes) = rest_bytes.filter(|rest| *rest >= TRAILER_BYTES) else {
            return Err(Stop::Cut(Cut::Damaged));
        };
        self.need(rest_bytes)?;
        let deflated = &self.input[self.input_start..self.input_start + rest_bytes - TRAILER_BYTES];
        let made = self.inflater.inflate_block(deflated, out).map_err(|_| Stop::Cut(Cut::Damaged))?;
        self.crc = crc32(self.crc, &out[..made]);
        member.text_bytes = made as u64;
        self.consume(rest_bytes - TRAILER_BYTES);
        self.trailer(member)?;
        Ok(made)
    }

    fn body(&mut self, mut member: Member, out: &mut [u8]) -> Result<usize, Stop> {
        if self.want(1) == 0 {
            return Err(self.stop_at_end(Stop::Cut(Cut::InsideBlock)));
        }
        let deflated = &self.input[self.input_start..self.input_end];
        let Inflated { used, made, is_end } =
            self.inflater.inflate(deflated, out).map_err(|_| Stop::Cut(Cut::Damaged))?;
        self.crc = crc32(self.crc, &out[..made]);
        self.consume(used);
        member.text_bytes += made as u64;
        self.state = if is_end { State::Trailer(member) } else { State::Body(member) };
        Ok(made)
    }

    fn trailer(&mut self, member: Member) -> Result<(), Stop> {
        self.need(TRAILER_BYTES)?;
        let [c0, c1, c2, c3, s0, s1, s2, s3] = *self.at_hand().first_chunk().ok_or(Stop::Cut(Cut::InsideBlock))?;
        // ISIZE is the size modulo 2^32.
        if u32::from_le_bytes([c0, c1, c2, c3]) != self.crc
            || u32::from_le_bytes([s0, s1, s2, s3]) != member.text_bytes as u32
        {
            return Err(Stop::Cut(Cut::Damaged));
        }
        self.consume(TRAILER_BYTES);
        self.state = State::BetweenMembers { last: Some(member) };
        Ok(())
    }

    fn available(&self) -> usize {
        self.input_end - self.input_start
    }

    fn at_hand(&self) -> &[u8] {
        &self.input[self.input_start..self.input_end]
    }

    fn consume(&mut self, bytes: usize) {
        self.input_start += bytes;
    }

    /// So many bytes at hand, or the stop that their lack means.
    fn need(&mut self, bytes: usize) -> Result<(), Stop> {
        if bytes > self.input.len() {
            return Err(Stop::Cut(Cut::Damaged));
        }
        if self.want(bytes) < bytes {
            return Err(self.stop_at_end(Stop::Cut(Cut::InsideBlock)));
        }
        Ok(())
    }

    /// Reads until so many bytes are at hand or the source ends; gives how many there are.
    fn want(&mut self, bytes: usize) -> usize {
        if self.available() >= bytes {
            return self.available();
        }
        self.input.copy_within(self.input_start..self.input_end, 0);
        (self.input_start, self.input_end) = (0, self.available());
        while self.available() < bytes && self.io_error.is_none() {
            match self.source.read(&mut self.input[self.input_end..]) {
                Ok(0) => break,
                Ok(read) => {
                    self.input_end += read;
                    self.source_offset += read as u64;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => self.io_error = Some(error),
            }
        }
        self.available()
    }

    /// The source has no more: because it ended, or because it failed.
    fn stop_at_end(&self, at_end: Stop) -> Stop {
        if self.io_error.is_some() { Stop::Cut(Cut::Unreadable) } else { at_end }
    }
}

impl<R: Read + Seek> Unpacker<R> {
    /// Starts in the middle of a file that was read before.
    pub(super) fn resume(mut source: R, compression: Compression, at: Entry) -> io::Result<Self> {
        source.seek(SeekFrom::Start(at.file_offset))?;
        Ok(Self::new(source, compression, at))
    }
}

fn initial_state(compression: Compression) -> State {
    match compression {
        Compression::Plain => State::Plain,
        Compression::Gzip | Compression::Bgzf => State::BetweenMembers { last: None },
    }
}

#[cfg(test)]
mod tests;
