//! Bytes of a file as text. UTF-8 is tried on the whole file first (some GBK pairs are valid
//! UTF-8), then a byte order mark decides, then GB18030, the superset of GB2312 and GBK.

use encoding_rs::{GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// A decoded text and what it takes to write it back as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// Without byte order mark, with `\n` for every `\r\n`.
    pub text: String,
    /// The name of the encoding, as people call it.
    pub encoding: &'static str,
    /// The file began with a byte order mark.
    pub bom: bool,
    /// The lines ended with `\r\n`, as the first one says.
    pub crlf: bool,
}

/// No encoding we know gives these bytes a meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownEncoding;

/// Decodes `bytes` by what they are.
///
/// # Errors
/// When they are neither UTF-8 nor UTF-16 with a mark nor GB18030.
pub fn decode(bytes: &[u8]) -> Result<Decoded, UnknownEncoding> {
    let (encoding, bom) = match Encoding::marked(bytes) {
        Some((encoding, length)) => (encoding, length),
        None if std::str::from_utf8(bytes).is_ok() => (UTF_8, 0),
        None => (GB18030, 0),
    };
    read(bytes, encoding, bom)
}

/// Decodes `bytes` as a person says they are; a byte order mark that says the same is taken off.
///
/// # Errors
/// When they have no meaning in that encoding.
pub fn decode_as(bytes: &[u8], Encoding(encoding): Encoding) -> Result<Decoded, UnknownEncoding> {
    let bom = Encoding::marked(bytes).filter(|(marked, _)| *marked == encoding).map_or(0, |(_, bom)| bom);
    read(bytes, encoding, bom)
}

/// An encoding that a person names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Encoding(&'static encoding_rs::Encoding);

impl Encoding {
    /// `utf-8`, `gbk`, `gb18030`, `utf-16`, `big5`, and whatever else web pages may say.
    pub fn named(name: &str) -> Option<Encoding> {
        let encoding = encoding_rs::Encoding::for_label(name.trim().as_bytes())?;
        // the superset reads both
        Some(Encoding(if encoding == encoding_rs::GBK { GB18030 } else { encoding }))
    }

    fn marked(bytes: &[u8]) -> Option<(&'static encoding_rs::Encoding, usize)> {
        encoding_rs::Encoding::for_bom(bytes)
    }
}

fn read(
    bytes: &[u8],
    encoding: &'static encoding_rs::Encoding,
    bom: usize,
) -> Result<Decoded, UnknownEncoding> {
    let text =
        encoding.decode_without_bom_handling_and_without_replacement(&bytes[bom..]).ok_or(UnknownEncoding)?;
    if encoding != UTF_8 && text.contains('\0') {
        return Err(UnknownEncoding);
    }
    // how the first line ends: a single stray break must not turn all the others
    let crlf = text.find('\n').is_some_and(|at| text[..at].ends_with('\r'));
    Ok(Decoded {
        text: if text.contains('\r') { text.replace("\r\n", "\n") } else { text.into_owned() },
        encoding: name(encoding),
        bom: bom > 0,
        crlf,
    })
}

fn name(encoding: &'static encoding_rs::Encoding) -> &'static str {
    if encoding == UTF_8 {
        "UTF-8"
    } else if encoding == UTF_16LE || encoding == UTF_16BE {
        "UTF-16"
    } else if encoding == GB18030 {
        "GB18030"
    } else {
        encoding.name()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encodings_people_have_are_told_apart() {
        let plain = decode("绩效".as_bytes()).unwrap();
        assert_eq!((plain.text.as_str(), plain.encoding, plain.bom), ("绩效", "UTF-8", false));
        let marked = decode(b"\xef\xbb\xbf{}\r\n").unwrap();
        assert_eq!((marked.text.as_str(), marked.bom, marked.crlf), ("{}\n", true, true));
        let gbk = decode(b"\xbc\xa8\xd0\xa7").unwrap();
        assert_eq!((gbk.text.as_str(), gbk.encoding), ("绩效", "GB18030"));
        let wide = decode(b"\xff\xfe\xe9\x7e").unwrap();
        assert_eq!((wide.text.as_str(), wide.encoding), ("绩", "UTF-16"));
        assert!(decode(b"\x89PNG\r\n\x1a\n\xff\xff\x00").is_err());
    }

    #[test]
    fn what_a_person_says_goes_before_what_is_found() {
        let named = |name| Encoding::named(name).unwrap();
        // these bytes are both
        let both = b"\xc4\xa3";
        assert_eq!(decode(both).unwrap().text, "ģ");
        assert_eq!(decode_as(both, named("GBK")).unwrap().text, "模");
        assert_eq!(decode_as(b"\xc1Z\xae\xc4", named("big5")).unwrap().text, "績效");
        assert_eq!(decode_as(b"\xff\xfe\xe9\x7e", named("utf-16")).unwrap().text, "绩");
        assert!(decode_as(b"\xff\xff", named("utf-8")).is_err());
        assert_eq!(Encoding::named("没有"), None);
    }
}
