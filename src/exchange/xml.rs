//! XML as the office formats use it: a stream of tags and text, with the names as they are without
//! their prefix, so that the strict and the usual namespaces of Office read the same. Bounded in
//! depth; what it reads from is bounded in length.

use std::borrow::Cow;
use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesEnd, BytesStart, Event};

use super::package;
use super::refusal::{ImportError, Limit};

/// Word nests tables some levels deep; nothing real comes near.
const MOST_DEPTH: usize = 256;

/// A reader of XML.
pub struct Xml<R> {
    reader: Reader<R>,
    buffer: Vec<u8>,
    /// How many elements are open.
    depth: usize,
}

/// What comes next.
pub enum Node<'a> {
    /// An element begins; an empty one ends at once.
    Open(Tag<'a>),
    /// The element of that name ends.
    Close(End<'a>),
    /// Text, with its entities resolved. One paragraph may come in several.
    Text(Cow<'a, str>),
    /// Nothing more.
    End,
}

/// The beginning of an element.
pub struct Tag<'a>(BytesStart<'a>);

impl Tag<'_> {
    /// Its name without prefix.
    pub fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// An attribute by its name without prefix.
    pub fn attribute(&self, name: &str) -> Option<Cow<'_, str>> {
        let mut attributes = self.0.attributes();
        let attributes = attributes.with_checks(false).flatten();
        let found = { attributes }.find(|attribute| attribute.key.local_name().into_inner() == name)?;
        if !found.value.contains('&') {
            return Some(found.value);
        }
        match quick_xml::escape::unescape(&found.value) {
            Ok(value) => Some(Cow::Owned(value.into_owned())),
            Err(_) => Some(found.value),
        }
    }

    /// An attribute that is a number.
    pub fn number(&self, name: &str) -> Option<usize> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// Whether an element that switches something on does: it may say `val="0"`.
    pub fn is_on(&self) -> bool {
        !matches!(self.attribute("val").as_deref(), Some("0" | "false" | "off"))
    }
}

/// The end of an element.
pub struct End<'a>(BytesEnd<'a>);

impl End<'_> {
    /// Its name without prefix.
    pub fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }
}

impl<R: BufRead> Xml<R> {
    /// Reads from `source`.
    pub fn new(source: R) -> Xml<R> {
        let mut reader = Reader::from_reader(source);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        Xml { reader, buffer: Vec::new(), depth: 0 }
    }

    /// What comes next.
    ///
    /// # Errors
    /// When it is no XML, is cut off, or goes beyond a limit.
    pub fn next(&mut self) -> Result<Node<'_>, ImportError> {
        // the first match alone may borrow for the caller
        self.buffer.clear();
        let event = self.reader.read_event_into(&mut self.buffer).map_err(because)?;
        Ok(match event {
            Event::Start(tag) => {
                self.depth += 1;
                if self.depth > MOST_DEPTH {
                    return Err(ImportError::TooMuch(Limit::Depth));
                }
                Node::Open(Tag(tag))
            }
            Event::End(tag) => {
                self.depth = self.depth.saturating_sub(1);
                Node::Close(End(tag))
            }
            Event::Text(text) => Node::Text(text.into_inner()),
            Event::CData(text) => Node::Text(text.into_inner()),
            Event::GeneralRef(entity) => {
                let c = entity.resolve_char_ref().ok().flatten().map(String::from);
                let named = || resolve_predefined_entity(&entity).map(str::to_string);
                Node::Text(Cow::Owned(c.or_else(named).unwrap_or_default()))
            }
            Event::Eof if self.depth > 0 => return Err(ImportError::Damaged),
            Event::Eof => Node::End,
            _ => Node::Text(Cow::Borrowed("")),
        })
    }

    /// Goes behind the end of the element that was just opened, and shows each one within.
    ///
    /// # Errors
    /// As [`Xml::next`].
    pub fn each(&mut self, mut each: impl FnMut(&Tag<'_>)) -> Result<(), ImportError> {
        let inside = self.depth;
        while self.depth >= inside {
            match self.next()? {
                Node::Open(tag) => each(&tag),
                Node::End => return Err(ImportError::Damaged),
                _ => {}
            }
        }
        Ok(())
    }

    /// Goes behind the end of the element that was just opened.
    ///
    /// # Errors
    /// As [`Xml::next`].
    pub fn skip(&mut self) -> Result<(), ImportError> {
        self.each(|_| {})
    }

    /// The text of the element that was just opened and of those in it, each `paragraph` a line.
    ///
    /// # Errors
    /// As [`Xml::next`].
    pub fn text(&mut self, paragraph: &str) -> Result<String, ImportError> {
        let inside = self.depth;
        let mut text = String::new();
        while self.depth >= inside {
            match self.next()? {
                Node::Text(more) => text.push_str(&more),
                Node::Close(tag) if tag.name() == paragraph => text.push('\n'),
                Node::End => return Err(ImportError::Damaged),
                _ => {}
            }
        }
        Ok(text)
    }

    /// How many elements are open.
    pub fn depth(&self) -> usize {
        self.depth
    }
}

fn because(error: quick_xml::Error) -> ImportError {
    match error {
        quick_xml::Error::Io(error) => package::because(error.kind().into()),
        _ => ImportError::Damaged,
    }
}
