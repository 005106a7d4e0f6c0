//! Lines of a file that was read, read again.
//!
//! A file packed in one gzip member must be unpacked from its start for that; BGZF starts at the right block. Must not
//! know what the lines are wanted for.

use std::io::{self, Read, Seek};

use super::{
    MAX_GROUPS,
    reading::Reading,
    source::TextSource,
    text::{TextWindow, without_end},
};

/// Text that is rather read on through than jumped over.
const JUMP_BYTES: u64 = 4 << 20;

/// Goes through the text of a file again, from front to back.
#[derive(Debug)]
pub(crate) struct Lines<R> {
    source: TextSource<R>,
    window: TextWindow,
    /// Where the window's text starts in the file's.
    first_text: u64,
}

impl<R: Read> Reading<R> {
    /// The header's lines as they stand in the file, each with a line end; `None` before they were read.
    pub(crate) fn header_text(&self) -> Option<&[u8]> {
        self.records().map(|records| &records.header_text[..])
    }

    /// Names of all samples.
    pub fn sample_names(&self) -> &[String] {
        self.records().map(|records| &records.plan.header.samples[..]).unwrap_or_default()
    }

    /// Names of the groups that alleles are counted in; the first is that of group 1.
    pub(crate) fn group_names(&self) -> impl Iterator<Item = &str> {
        self.options.groups.iter().take(MAX_GROUPS).map(|group| group.name.as_str())
    }

    /// Records kept out so far.
    pub(crate) fn bad_records(&self) -> u64 {
        self.records().map_or(0, |records| records.gathered.bad_records)
    }

    /// Lines from a place of the text on, or from one before it; from a second handle on the same file. `None` for a
    /// place inside a header that is no text, and before the header was read.
    pub(crate) fn lines_from<S: Read + Seek>(&self, source: S, text_offset: u64) -> io::Result<Option<Lines<S>>> {
        let Some(records) = self.records() else { return Ok(None) };
        let resumed = records.resume(source, text_offset)?;
        Ok(resumed.map(|(source, first_text)| Lines { source, window: TextWindow::new(), first_text }))
    }

    /// Whether lines read so far should be read on to come to a place, rather than be read anew from near to it.
    pub(crate) fn leads_to<S: Read>(&self, lines: &Lines<S>, text_offset: u64) -> bool {
        let start = self
            .records()
            .map_or(0, |records| records.first.source().start_before(&records.gathered.entries, text_offset));
        let here = lines.text_offset();
        let is_one_run = self.records().is_none_or(|records| records.is_one_run(here, text_offset));
        is_one_run && here <= text_offset && start <= here.saturating_add(JUMP_BYTES)
    }
}

impl<R: Read> Lines<R> {
    /// Place in the file's text of what comes next.
    pub(crate) fn text_offset(&self) -> u64 {
        self.first_text + self.window.text_offset()
    }

    /// The line that starts at this place, which must not be behind what was read; without its line end. `None` where the
    /// text ends before it.
    pub(crate) fn line_at(&mut self, text_offset: u64) -> Option<&[u8]> {
        let range = loop {
            let left = text_offset.checked_sub(self.text_offset())?;
            let skipped = left.min(self.window.waiting().len() as u64);
            self.window.skip(usize::try_from(skipped).ok()?);
            if skipped == left
                && let Some(range) = self.window.next_line()
            {
                break range;
            }
            match self.source.read(self.window.room()) {
                Ok(bytes) => self.window.filled(bytes),
                Err(_) if skipped == left => break self.window.last_line(),
                Err(_) => return None,
            }
        };
        let line = without_end(self.window.bytes(range));
        (!line.is_empty()).then_some(line)
    }
}
