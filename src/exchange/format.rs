//! Which format a source is in: told by its content, for the ending of a name is often wrong. One
//! table, a line a format, asked from above; each format's file says how it is known and reads it.

use std::cell::OnceCell;

use super::blocks::Blocks;
use super::package::{Contents, Kind};
use super::{ImportError, converted, docx, html, markdown, odf, text, unread, xls, xlsx};
use crate::text::decode::{Encoding, decode, decode_as};

/// The formats in the order in which they are asked. The last one takes every text.
pub const FORMATS: [&Format; 11] = [
    &docx::FORMAT,
    &xlsx::FORMAT,
    &odf::FORMAT,
    &xls::FORMAT,
    &converted::WORD,
    &converted::RTF,
    &converted::PAGES,
    &unread::FORMAT,
    &html::FORMAT,
    &markdown::FORMAT,
    &text::FORMAT,
];

/// One format that is read.
pub struct Format {
    /// The endings its files usually have, in lower case: what a folder is searched for.
    pub endings: &'static [&'static str],
    /// Whether a source is of this format, by its content.
    pub is: fn(&Source) -> bool,
    /// Takes a source apart.
    pub read: fn(&Source) -> Result<Blocks, ImportError>,
}

/// The format of a source.
pub fn of(source: &Source) -> Option<&'static Format> {
    FORMATS.into_iter().find(|format| (format.is)(source))
}

/// What a person decides about an import beforehand.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// The encoding of a text; without it, it is found.
    pub encoding: Option<Encoding>,
}

/// A file to be read.
pub struct Source<'a> {
    /// Its name, without folder.
    pub name: &'a str,
    /// Its content.
    pub bytes: &'a [u8],
    options: Options,
    text: OnceCell<Option<String>>,
    contents: OnceCell<Option<Contents>>,
}

impl<'a> Source<'a> {
    /// The file `name` that holds `bytes`.
    pub fn new(name: &'a str, bytes: &'a [u8], options: Options) -> Source<'a> {
        Source { name, bytes, options, text: OnceCell::new(), contents: OnceCell::new() }
    }

    /// What was decided beforehand.
    pub fn options(&self) -> Options {
        self.options
    }

    /// Its content as text, with `\n` for `\r\n`.
    ///
    /// # Errors
    /// When the bytes are of no known encoding.
    pub fn text(&self) -> Result<&str, ImportError> {
        let decode = || match self.options.encoding {
            Some(encoding) => decode_as(self.bytes, encoding),
            None => decode(self.bytes),
        };
        let text = self.text.get_or_init(|| decode().ok().map(|decoded| decoded.text));
        text.as_deref().ok_or(ImportError::UnknownEncoding)
    }

    /// What it contains, where it is a container of an office file.
    pub fn contents(&self) -> Option<&Contents> {
        self.contents.get_or_init(|| Contents::of(self.bytes)).as_ref()
    }

    /// Which container it is.
    pub fn kind(&self) -> Option<Kind> {
        self.contents().map(|contents| contents.kind)
    }

    /// Whether the name ends in one of `endings`, in whatever case.
    pub fn ends_in(&self, endings: &[&str]) -> bool {
        let ending = self.name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        ending.is_some_and(|ending| endings.contains(&ending.as_str()))
    }
}
