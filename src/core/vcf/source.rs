//! Where the text of a file comes from: unpacked as it stands, or told from a BCF.
//!
//! Owns the choice, by content, and where in the file a piece of text can be had again. Must not know lines.

use std::{
    io::{self, Read, Seek},
    sync::Arc,
};

use super::{
    Compression, Cut, Format, Limits, Refusal,
    bcf::{self, Start, Transcoder},
    text::TextWindow,
    unpack::{Entry, Stop, Unpacker},
};

/// No record is remembered closer than this to the one before, so that the list stays small.
const MARK_SPACING_BYTES: u64 = 1 << 17;
/// Bytes that tell a BCF.
const MAGIC_BYTES: usize = 5;

/// Gives the text of one file from front to back.
#[derive(Debug)]
pub(super) struct TextSource<R> {
    unpacker: Unpacker<R>,
    /// Text to be given out before anything else, and how much of it was.
    ahead: Vec<u8>,
    given: usize,
    bcf: Option<Bcf>,
}

/// What is needed beyond the unpacked bytes when they are a BCF.
#[derive(Debug)]
struct Bcf {
    transcoder: Arc<Transcoder>,
    /// Unpacked bytes that no record was made of yet.
    window: TextWindow,
    /// Of the next record.
    next: Mark,
    marks: Vec<Mark>,
}

/// A record's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Mark {
    /// Counted from 1.
    record: u64,
    /// Its first byte in the unpacked BCF.
    bcf_offset: u64,
    /// Its first byte in the text.
    text_offset: u64,
}

impl<R: Read> TextSource<R> {
    /// Looks at the first bytes; reads the header, if they are those of a BCF.
    pub(super) fn open(source: R, limits: &Limits) -> Result<Self, Refusal> {
        let mut unpacker = Unpacker::open(source)?;
        let mut window = TextWindow::new();
        let mut stop = None;
        while window.waiting().len() < MAGIC_BYTES && stop.is_none() {
            stop = fill(&mut window, &mut unpacker).err();
        }
        if !bcf::is_bcf(window.waiting()) {
            return Ok(Self { unpacker, ahead: window.waiting().to_vec(), given: 0, bcf: None });
        }
        loop {
            if let Some(Start { transcoder, text, bytes }) = Transcoder::start(window.waiting(), limits)? {
                window.skip(bytes);
                let next = Mark { record: 1, bcf_offset: bytes as u64, text_offset: text.len() as u64 };
                let bcf = Bcf { transcoder: Arc::new(transcoder), window, next, marks: vec![next] };
                return Ok(Self { unpacker, ahead: text, given: 0, bcf: Some(bcf) });
            }
            if let Err(stop) = fill(&mut window, &mut unpacker) {
                let cut = match stop {
                    Stop::Cut(cut) => cut,
                    Stop::End | Stop::Pause => Cut::InsideLine,
                };
                return Err(Refusal::HeaderCut { line: 1, text_bytes: window.waiting().len() as u64, cut });
            }
        }
    }

    pub(super) fn compression(&self) -> Compression {
        self.unpacker.compression()
    }

    pub(super) fn format(&self) -> Format {
        if self.bcf.is_some() { Format::Bcf } else { Format::Vcf }
    }

    /// Bytes of the file used so far.
    pub(super) fn file_offset(&self) -> u64 {
        self.unpacker.file_offset()
    }

    /// Fills `out`, which must hold at least a BGZF block, as far as the input at hand allows.
    ///
    /// At least one byte, or the reason why there is none.
    pub(super) fn read(&mut self, out: &mut [u8]) -> Result<usize, Stop> {
        if self.given == self.ahead.len() {
            let Some(bcf) = &mut self.bcf else { return self.unpacker.read(out) };
            self.ahead.clear();
            self.given = 0;
            bcf.records(&mut self.unpacker, &mut self.ahead, out.len())?;
        }
        let waiting = &self.ahead[self.given..];
        let bytes = waiting.len().min(out.len());
        out[..bytes].copy_from_slice(&waiting[..bytes]);
        self.given += bytes;
        Ok(bytes)
    }

    /// Starts at a member (of plain text: a byte) in the middle of the text of a file that is no BCF; its text counts
    /// from there.
    pub(super) fn at(source: R, compression: Compression, file_offset: u64) -> io::Result<Self>
    where
        R: Seek,
    {
        let unpacker = Unpacker::resume(source, compression, Entry { file_offset, text_offset: 0 })?;
        Ok(Self { unpacker, ahead: Vec::new(), given: 0, bcf: None })
    }

    /// Starts at a record of the same file, from another handle on it; its text counts from there. Gives how many bytes
    /// of the text stand in front of the record.
    pub(super) fn at_record<S: Read + Seek>(
        &self,
        source: S,
        file_offset: u64,
        within: u16,
    ) -> io::Result<(TextSource<S>, u16)> {
        let Some(bcf) = &self.bcf else {
            return Ok((TextSource::at(source, self.compression(), file_offset)?, within));
        };
        let mut unpacker = Unpacker::resume(source, self.compression(), Entry { file_offset, text_offset: 0 })?;
        let window = skipped(&mut unpacker, u64::from(within));
        let next = Mark { record: 1, bcf_offset: u64::from(within), text_offset: 0 };
        let bcf = Bcf { transcoder: Arc::clone(&bcf.transcoder), window, next, marks: vec![next] };
        Ok((TextSource { unpacker, ahead: Vec::new(), given: 0, bcf: Some(bcf) }, 0))
    }

    /// Names of the contigs by their numbers, where records have numbers only.
    pub(super) fn contig_names(&self) -> Option<Vec<String>> {
        self.bcf.as_ref().map(|bcf| bcf.transcoder.contig_names())
    }

    /// A record is there in part, and no text was made of it.
    pub(super) fn holds_part_of_record(&self) -> bool {
        self.bcf.as_ref().is_some_and(|bcf| !bcf.window.waiting().is_empty())
    }

    /// Whether its text can be read from the middle without having read what stands before.
    pub(super) fn can_start_anywhere(&self) -> bool {
        self.bcf.is_none() && self.compression() != Compression::Gzip
    }

    /// See [`Unpacker::pause_at`]. Only where it [`Self::can_start_anywhere`].
    pub(super) fn pause_at(&mut self, file_offset: Option<u64>) {
        self.unpacker.pause_at(file_offset);
    }

    /// Places of the text where it can be had again, found since this was asked last. A BCF keeps its own.
    pub(super) fn take_entries(&mut self) -> Vec<Entry> {
        if self.bcf.is_some() { Vec::new() } else { self.unpacker.take_entries() }
    }

    /// The place of the text from which [`Self::resume`] would start for one that was given out.
    pub(super) fn start_before(&self, entries: &[Entry], text_offset: u64) -> u64 {
        match &self.bcf {
            Some(bcf) => bcf.mark_before(text_offset).map_or(0, |mark| mark.text_offset),
            None => self.entry_before(entries, text_offset).text_offset,
        }
    }

    /// The last place at or before a byte of the text; of plain text, that byte.
    fn entry_before(&self, entries: &[Entry], text_offset: u64) -> Entry {
        match self.compression() {
            Compression::Plain => Entry { file_offset: text_offset, text_offset },
            Compression::Gzip | Compression::Bgzf => entry_before(entries, text_offset),
        }
    }

    /// Starts in the middle of the same file, from another handle on it, at or before a place of the text that was
    /// given out; tells which place that is. `entries` are those taken. `None` for a place inside the header of a BCF.
    pub(super) fn resume<S: Read + Seek>(
        &self,
        source: S,
        entries: &[Entry],
        text_offset: u64,
    ) -> io::Result<Option<(TextSource<S>, u64)>> {
        let Some(bcf) = &self.bcf else {
            let entry = self.entry_before(entries, text_offset);
            let unpacker = Unpacker::resume(source, self.compression(), entry)?;
            return Ok(Some((TextSource { unpacker, ahead: Vec::new(), given: 0, bcf: None }, entry.text_offset)));
        };
        let Some(mark) = bcf.mark_before(text_offset) else { return Ok(None) };
        let entry = entry_before(self.unpacker.entries(), mark.bcf_offset);
        let mut unpacker = Unpacker::resume(source, self.compression(), entry)?;
        let window = skipped(&mut unpacker, mark.bcf_offset - entry.text_offset);
        let bcf = Bcf { transcoder: Arc::clone(&bcf.transcoder), window, next: mark, marks: vec![mark] };
        Ok(Some((TextSource { unpacker, ahead: Vec::new(), given: 0, bcf: Some(bcf) }, mark.text_offset)))
    }
}

impl Bcf {
    /// The last record remembered at or before a byte of the text.
    fn mark_before(&self, text_offset: u64) -> Option<Mark> {
        let at = self.marks.partition_point(|mark| mark.text_offset <= text_offset);
        at.checked_sub(1).and_then(|at| self.marks.get(at)).copied()
    }

    /// Appends the lines of the records at hand, about so many bytes; reads on where not even one is.
    fn records<R: Read>(
        &mut self,
        unpacker: &mut Unpacker<R>,
        text: &mut Vec<u8>,
        about_bytes: usize,
    ) -> Result<(), Stop> {
        while text.len() < about_bytes {
            let before = text.len();
            match self.transcoder.record(self.next.record, self.window.waiting(), text) {
                Ok(Some(bytes)) => {
                    self.window.skip(bytes);
                    self.advance(bytes, text.len() - before);
                }
                _ if before > 0 => break,
                Ok(None) => self.fill(unpacker)?,
                Err(_) => return Err(Stop::Cut(Cut::BrokenRecord)),
            }
        }
        Ok(())
    }

    fn fill<R: Read>(&mut self, unpacker: &mut Unpacker<R>) -> Result<(), Stop> {
        fill(&mut self.window, unpacker).map_err(|stop| match stop {
            Stop::End if !self.window.waiting().is_empty() => Stop::Cut(Cut::InsideLine),
            stop => stop,
        })
    }

    fn advance(&mut self, bcf_bytes: usize, text_bytes: usize) {
        self.next.record += 1;
        self.next.bcf_offset += bcf_bytes as u64;
        self.next.text_offset += text_bytes as u64;
        if self.marks.last().is_some_and(|mark| self.next.text_offset >= mark.text_offset + MARK_SPACING_BYTES) {
            self.marks.push(self.next);
        }
    }
}

/// A window on what is unpacked behind so many bytes.
fn skipped<R: Read>(unpacker: &mut Unpacker<R>, mut skip_bytes: u64) -> TextWindow {
    let mut window = TextWindow::new();
    while skip_bytes > 0 && fill(&mut window, unpacker).is_ok() {
        let skipped = skip_bytes.min(window.waiting().len() as u64);
        window.skip(skipped as usize);
        skip_bytes -= skipped;
    }
    window
}

fn fill<R: Read>(window: &mut TextWindow, unpacker: &mut Unpacker<R>) -> Result<(), Stop> {
    let bytes = unpacker.read(window.room())?;
    window.filled(bytes);
    Ok(())
}

/// The last place at or before a byte of the unpacked data; the first entry is its start.
fn entry_before(entries: &[Entry], offset: u64) -> Entry {
    let at = entries.partition_point(|entry| entry.text_offset <= offset);
    at.checked_sub(1).and_then(|at| entries.get(at)).copied().unwrap_or(Entry { file_offset: 0, text_offset: 0 })
}
