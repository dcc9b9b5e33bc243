//! Containers of office files: the zip of `.docx`, `.xlsx`, `.odt`, and the older OLE file of
//! `.doc`, `.xls` and of everything that is encrypted. Nothing in them is trusted: a part is
//! streamed, and what it unpacks to is counted while it is read.

use std::io::{self, BufRead, BufReader, Cursor, Read};

use zip::ZipArchive;

use super::refusal::{ImportError, Limit};
use super::xml::{Node, Xml};

/// A container of more entries is none of ours: a Word file has some twenty.
const MOST_ENTRIES: usize = 20_000;
/// What all parts that are read may unpack to.
const MOST_UNPACKED: u64 = 512 << 20;
/// Beyond [`FREE`] bytes, what was packed better than this is no text that people wrote.
const MOST_RATIO: u64 = 100;
const FREE: u64 = 48 << 20;
/// No tag and no text between two tags is longer.
const MOST_RUN: usize = 16 << 20;

/// What a container holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `.docx` and its relatives.
    Word,
    /// `.xlsx` and its relatives.
    Excel,
    /// `.odt` and `.ods`.
    OpenDocument,
    /// `.doc`, of Word or WPS.
    OldWord,
    /// `.xls`, of Excel or WPS.
    OldExcel,
    /// An office file behind a password.
    Encrypted,
    /// Something else.
    Other,
    /// A zip whose directory cannot be read.
    Damaged,
}

/// A part of an OPC container: its content type and its name.
type Part = (String, String);

/// What is known about a container without reading its content.
#[derive(Debug)]
pub struct Contents {
    /// What it is.
    pub kind: Kind,
    parts: Vec<Part>,
}

impl Contents {
    /// Looks into `bytes`; `None` when they are no container.
    pub fn of(bytes: &[u8]) -> Option<Contents> {
        if bytes.starts_with(b"PK\x03\x04") {
            let damaged = || Contents { kind: Kind::Damaged, parts: Vec::new() };
            return Some(zipped(bytes).unwrap_or_else(|_| damaged()));
        }
        let ole = bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
        ole.then(|| Contents { kind: compound(bytes), parts: Vec::new() })
    }

    /// The names of the parts whose content type ends in `.kind+xml`.
    pub fn parts<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a str> {
        let fits = move |content_type: &str| {
            let own = content_type.rsplit('.').next().and_then(|own| own.strip_suffix("+xml"));
            own == Some(kind)
        };
        self.parts.iter().filter(move |(content_type, _)| fits(content_type)).map(|(_, name)| name.as_str())
    }

    /// The part that holds the document itself.
    pub fn main(&self) -> Option<&str> {
        self.parts.iter().find(|(kind, _)| kind.ends_with(".main+xml")).map(|(_, name)| name.as_str())
    }
}

fn zipped(bytes: &[u8]) -> Result<Contents, ImportError> {
    let mut package = Package::open(bytes)?;
    if package.is_encrypted() {
        return Ok(Contents { kind: Kind::Encrypted, parts: Vec::new() });
    }
    if package.has("mimetype") {
        let mut kind = String::new();
        package.part("mimetype")?.take(100).read_to_string(&mut kind).map_err(because)?;
        let ours = kind.contains("opendocument.text") || kind.contains("opendocument.spreadsheet");
        let kind = if ours { Kind::OpenDocument } else { Kind::Other };
        return Ok(Contents { kind, parts: Vec::new() });
    }
    let mut parts = Vec::new();
    if package.has("[Content_Types].xml") {
        let mut xml = package.xml("[Content_Types].xml")?;
        loop {
            match xml.next()? {
                Node::Open(tag) if tag.name() == "Override" => {
                    let name = tag.attribute("PartName").unwrap_or_default();
                    let name = name.trim_start_matches('/').to_string();
                    parts.push((tag.attribute("ContentType").unwrap_or_default().into_owned(), name));
                }
                Node::End => break,
                _ => {}
            }
        }
    }
    let has = |word: &str| parts.iter().any(|(kind, _)| kind.contains(word) && kind.contains("main"));
    let kind = if has("wordprocessingml") || has("ms-word") {
        Kind::Word
    } else if has("spreadsheetml") || has("ms-excel") {
        Kind::Excel
    } else {
        Kind::Other
    };
    Ok(Contents { kind, parts })
}

/// Entries of the directory of an OLE file begin with their name, at every 128th byte.
fn compound(bytes: &[u8]) -> Kind {
    let named = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        bytes.chunks_exact(128).skip(4).any(|entry| entry.starts_with(&wide))
    };
    if named("EncryptedPackage") || named("EncryptionInfo") {
        Kind::Encrypted
    } else if named("WordDocument") {
        Kind::OldWord
    } else if named("Workbook") || named("Book") {
        Kind::OldExcel
    } else {
        Kind::Other
    }
}

/// An open zip.
pub struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// How much may still be unpacked.
    left: u64,
}

impl<'a> Package<'a> {
    /// Opens the zip in `bytes`.
    ///
    /// # Errors
    /// When its directory cannot be read or is too long.
    pub fn open(bytes: &'a [u8]) -> Result<Package<'a>, ImportError> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ImportError::Damaged)?;
        if zip.len() > MOST_ENTRIES {
            return Err(ImportError::TooMuch(Limit::Entries));
        }
        Ok(Package { zip, left: MOST_UNPACKED.min(FREE.max(bytes.len() as u64 * MOST_RATIO)) })
    }

    /// Whether there is a part of that name.
    pub fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// Whether any entry needs a password.
    fn is_encrypted(&mut self) -> bool {
        (0..self.zip.len()).any(|at| self.zip.by_index_raw(at).is_ok_and(|entry| entry.encrypted()))
    }

    /// A part, unpacked as it is read. What is read counts against the limit of the whole.
    ///
    /// # Errors
    /// When there is none of that name, or it is packed in a way we do not know.
    pub fn part(&mut self, name: &str) -> Result<impl BufRead + use<'_, 'a>, ImportError> {
        let entry = self.zip.by_name(name).map_err(|_| ImportError::Damaged)?;
        Ok(BufReader::with_capacity(32 << 10, Guard { inner: entry, left: &mut self.left, run: 0 }))
    }

    /// A part as XML.
    ///
    /// # Errors
    /// As [`Package::part`].
    pub fn xml(&mut self, name: &str) -> Result<Xml<impl BufRead + use<'_, 'a>>, ImportError> {
        Ok(Xml::new(self.part(name)?))
    }
}

/// Counts what is unpacked, and how long it goes on without a tag: that much is held at once.
struct Guard<'l, R> {
    inner: R,
    left: &'l mut u64,
    run: usize,
}

impl<R: Read> Read for Guard<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.run = match buffer[..read].iter().rposition(|byte| *byte == b'<') {
            Some(at) => read - at,
            None => self.run + read,
        };
        match self.left.checked_sub(read as u64) {
            Some(left) if self.run <= MOST_RUN => *self.left = left,
            _ => return Err(io::ErrorKind::FileTooLarge.into()),
        }
        Ok(read)
    }
}

/// What an error while unpacking means.
pub fn because(error: io::Error) -> ImportError {
    match error.kind() {
        io::ErrorKind::FileTooLarge => ImportError::TooMuch(Limit::Unpacked),
        _ => ImportError::Damaged,
    }
}
