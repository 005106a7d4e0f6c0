//! A `File` of the browser as `Read + Seek`, one slice at a time.

use std::{
    io::{self, Read, Seek, SeekFrom},
    ops::Range,
};

use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use web_sys::{Blob, DomException, File, FileReaderSync};

use crate::session::Handle;

/// First slice read; later ones double up to [`MAX_SLICE_BYTES`], so that a record read again costs little
/// and a whole file few calls.
const MIN_SLICE_BYTES: u64 = 256 << 10;
const MAX_SLICE_BYTES: u64 = 4 << 20;

/// A place in a file, and the slice read around it. The bytes stay on the JavaScript side until they are read.
pub(super) struct FileHandle {
    file: File,
    reader: FileReaderSync,
    file_bytes: u64,
    /// Place in the file of the next byte read.
    offset: u64,
    slice: Option<Slice>,
    next_slice_bytes: u64,
}

struct Slice {
    start: u64,
    bytes: Uint8Array,
}

impl FileHandle {
    /// `None` where the browser has no synchronous reader.
    pub(super) fn new(file: File) -> Option<Self> {
        let reader = FileReaderSync::new().ok()?;
        let file_bytes = file.size() as u64;
        Some(Self { file, reader, file_bytes, offset: 0, slice: None, next_slice_bytes: MIN_SLICE_BYTES })
    }

    /// The browser's own handle.
    pub(super) fn file(&self) -> &File {
        &self.file
    }

    fn read_slice(&mut self) -> io::Result<()> {
        let (start, end) = (self.offset, self.file_bytes.min(self.offset + self.next_slice_bytes));
        let blob: Blob = self.file.slice_with_f64_and_f64(start as f64, end as f64).map_err(|error| failure(&error))?;
        let buffer = self.reader.read_as_array_buffer(&blob).map_err(|error| failure(&error))?;
        self.slice = Some(Slice { start, bytes: Uint8Array::new(&buffer) });
        self.next_slice_bytes = (self.next_slice_bytes * 2).min(MAX_SLICE_BYTES);
        Ok(())
    }
}

/// The browser's own name for it, such as `NotReadableError`: its message may hold a path.
fn failure(error: &wasm_bindgen::JsValue) -> io::Error {
    let name = error.dyn_ref::<DomException>().map_or_else(|| "unknown error".to_owned(), DomException::name);
    io::Error::other(name)
}

impl Clone for FileHandle {
    /// The same file from its start.
    fn clone(&self) -> Self {
        Self {
            file: self.file.clone(),
            reader: self.reader.clone(),
            file_bytes: self.file_bytes,
            offset: 0,
            slice: None,
            next_slice_bytes: MIN_SLICE_BYTES,
        }
    }
}

impl Handle for FileHandle {
    fn file_bytes(&self) -> u64 {
        self.file_bytes
    }

    /// Reads these bytes as one slice, if they are not too many.
    fn at(&self, bytes: Range<u64>) -> Self {
        let next_slice_bytes = (bytes.end - bytes.start).clamp(MIN_SLICE_BYTES, MAX_SLICE_BYTES);
        Self { offset: bytes.start, next_slice_bytes, ..self.clone() }
    }
}

impl Read for FileHandle {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.is_empty() || self.offset >= self.file_bytes {
            return Ok(0);
        }
        let holds =
            |slice: &Slice, offset: u64| (slice.start..slice.start + u64::from(slice.bytes.length())).contains(&offset);
        if !self.slice.as_ref().is_some_and(|slice| holds(slice, self.offset)) {
            self.read_slice()?;
        }
        let Some(slice) = self.slice.as_ref().filter(|slice| holds(slice, self.offset)) else {
            // The file shrank after it was chosen.
            return Err(io::ErrorKind::UnexpectedEof.into());
        };
        let start = (self.offset - slice.start) as u32;
        let bytes = (slice.bytes.length() - start).min(out.len() as u32);
        slice.bytes.subarray(start, start + bytes).copy_to(&mut out[..bytes as usize]);
        self.offset += u64::from(bytes);
        Ok(bytes as usize)
    }
}

impl Seek for FileHandle {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let offset = match to {
            SeekFrom::Start(offset) => Some(offset),
            SeekFrom::End(offset) => self.file_bytes.checked_add_signed(offset),
            SeekFrom::Current(offset) => self.offset.checked_add_signed(offset),
        };
        self.offset = offset.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.offset)
    }
}
