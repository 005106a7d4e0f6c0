//! Where in a stream the decoder is, so that it can stop for want of input or room and go on.
//!
//! Owns the order of things in a stream (RFC 1951 §3.2.3). Must not know who keeps the window.
//!
//! Each step takes what it needs from the bit buffer or nothing: no step needs more than the 48 bits of a match.

use super::{
    Corrupt, Window,
    bits::Bits,
    codes::{Codes, Counts},
    fast,
    table::{self, END, EXCEPTION, LITERAL},
};

/// Why decoding stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pause {
    /// All input is used.
    Input,
    /// The window is filled up to the limit.
    Output,
    /// The stream is complete.
    End,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Step {
    #[default]
    Block,
    StoredLength,
    Stored {
        left_bytes: usize,
    },
    Header,
    Precode {
        counts: Counts,
        index: usize,
    },
    Lengths {
        counts: Counts,
        index: usize,
    },
    Symbols,
    /// The second of two, for which there was no room.
    Literal {
        literal: u8,
    },
    /// Of a match, what did not fit below the limit.
    Match {
        left_bytes: usize,
        distance: usize,
    },
    End,
}

/// What to do after a step.
enum Next {
    Go(Step),
    Pause(Pause),
}

/// A stream's state between two pieces of input.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    codes: Box<Codes>,
    step: Step,
    is_last_block: bool,
    bits: u64,
    bit_count: u32,
}

impl Decoder {
    pub(super) fn restart(&mut self) {
        (self.step, self.is_last_block, self.bits, self.bit_count) = (Step::Block, false, 0, 0);
    }

    /// Fills the window from `start` up to `limit`; gives the bytes used, the end of what is filled, and why it stopped.
    pub(super) fn run(
        &mut self,
        input: &[u8],
        window: &mut Window,
        start: usize,
        limit: usize,
    ) -> Result<(usize, usize, Pause), Corrupt> {
        let mut bits = Bits { input, at: 0, buffer: self.bits, count: self.bit_count };
        let mut end = start;
        let pause = loop {
            match self.step(&mut bits, window, &mut end, limit)? {
                Next::Go(step) => self.step = step,
                Next::Pause(pause) => break pause,
            }
        };
        if pause != Pause::Input {
            bits.unread();
        }
        (self.bits, self.bit_count) = (bits.buffer, bits.count);
        Ok((bits.at, end, pause))
    }

    fn step(
        &mut self,
        bits: &mut Bits<'_>,
        window: &mut Window,
        end: &mut usize,
        limit: usize,
    ) -> Result<Next, Corrupt> {
        const LACK: Result<Next, Corrupt> = Ok(Next::Pause(Pause::Input));
        let step = match self.step {
            Step::Block => {
                let Some(header) = bits.take(3) else { return LACK };
                self.is_last_block = header & 1 != 0;
                match header >> 1 {
                    0 => {
                        bits.consume(bits.count & 7);
                        Step::StoredLength
                    }
                    1 => {
                        self.codes.use_fixed()?;
                        Step::Symbols
                    }
                    2 => Step::Header,
                    _ => return Err(Corrupt),
                }
            }
            Step::StoredLength => {
                let Some(lengths) = bits.take(32) else { return LACK };
                // LEN and its complement.
                if lengths & 0xFFFF != !lengths >> 16 {
                    return Err(Corrupt);
                }
                Step::Stored { left_bytes: (lengths & 0xFFFF) as usize }
            }
            Step::Stored { left_bytes: 0 } => self.after_block(),
            Step::Stored { left_bytes } => {
                bits.unread();
                let copied = left_bytes.min(bits.input.len() - bits.at).min(limit - *end);
                if copied == 0 {
                    return Ok(Next::Pause(if *end == limit { Pause::Output } else { Pause::Input }));
                }
                window[*end..*end + copied].copy_from_slice(&bits.input[bits.at..bits.at + copied]);
                *end += copied;
                bits.at += copied;
                Step::Stored { left_bytes: left_bytes - copied }
            }
            Step::Header => {
                let Some(counts) = bits.take(14) else { return LACK };
                self.codes.start_header();
                Step::Precode { counts: Counts::new(counts)?, index: 0 }
            }
            Step::Precode { counts, index } if index == counts.precode => {
                self.codes.use_precode()?;
                Step::Lengths { counts, index: 0 }
            }
            Step::Precode { counts, index } => {
                let Some(length) = bits.take(3) else { return LACK };
                self.codes.set_precode_length(index, length);
                Step::Precode { counts, index: index + 1 }
            }
            Step::Lengths { counts, index } if index == counts.lengths() => {
                self.codes.use_lengths(counts)?;
                Step::Symbols
            }
            Step::Lengths { counts, index } => {
                bits.refill();
                let entry = self.codes.precode_entry(bits.buffer);
                if table::taken(entry) > bits.count {
                    return LACK;
                }
                let index = self.codes.set_lengths(counts, index, entry, bits.buffer)?;
                bits.consume(table::taken(entry));
                Step::Lengths { counts, index }
            }
            Step::Symbols => {
                if fast::symbols(&self.codes, bits, window, end, limit)? == fast::Stopped::EndOfBlock {
                    return Ok(Next::Go(self.after_block()));
                }
                return self.symbol(bits, window, end, limit);
            }
            Step::Literal { literal } => {
                if *end == limit {
                    return Ok(Next::Pause(Pause::Output));
                }
                window[*end] = literal;
                *end += 1;
                Step::Symbols
            }
            Step::Match { left_bytes: 0, .. } => Step::Symbols,
            Step::Match { left_bytes, distance } => {
                if *end == limit {
                    return Ok(Next::Pause(Pause::Output));
                }
                let copied = left_bytes.min(limit - *end);
                for to in *end..*end + copied {
                    window[to] = window[to - distance];
                }
                *end += copied;
                Step::Match { left_bytes: left_bytes - copied, distance }
            }
            Step::End => return Ok(Next::Pause(Pause::End)),
        };
        Ok(Next::Go(step))
    }

    fn after_block(&self) -> Step {
        if self.is_last_block { Step::End } else { Step::Block }
    }

    /// One literal, match or end of a block, where there may be too little input or room.
    fn symbol(&self, bits: &mut Bits<'_>, window: &mut Window, end: &mut usize, limit: usize) -> Result<Next, Corrupt> {
        bits.refill();
        let entry = self.codes.litlen_entry(bits.buffer);
        let mut taken = table::taken(entry);
        if taken > bits.count {
            return Ok(Next::Pause(Pause::Input));
        }
        if entry & LITERAL != 0 {
            if *end == limit {
                return Ok(Next::Pause(Pause::Output));
            }
            bits.consume(taken);
            let [_, first, second, _] = entry.to_le_bytes();
            window[*end] = first;
            *end += 1;
            let is_pair = entry >> 24 & 2 != 0;
            return Ok(Next::Go(if is_pair { Step::Literal { literal: second } } else { Step::Symbols }));
        }
        if entry & EXCEPTION != 0 {
            if entry & END == 0 {
                return Err(Corrupt);
            }
            bits.consume(taken);
            return Ok(Next::Go(self.after_block()));
        }
        let length = table::value(entry, bits.buffer);
        let after_length = bits.buffer >> taken;
        let entry = self.codes.distance_entry(after_length);
        taken += table::taken(entry);
        if taken > bits.count {
            return Ok(Next::Pause(Pause::Input));
        }
        let distance = table::value(entry, after_length);
        if entry & EXCEPTION != 0 || distance > *end {
            return Err(Corrupt);
        }
        bits.consume(taken);
        Ok(Next::Go(Step::Match { left_bytes: length, distance }))
    }
}
