//! Formats that are known, are often given by mistake, and are not read: each is named.

use super::ImportError;
use super::format::{Format, Source};
use super::package::Kind;
use crate::text::say::import as say;

/// Whatever is known by its first bytes and is none of the formats that are read.
pub const FORMAT: Format = Format {
    endings: &[],
    is: |source| refusal(source).is_some(),
    read: |source| Err(refusal(source).unwrap_or(ImportError::UnknownEncoding)),
};

fn refusal(source: &Source) -> Option<ImportError> {
    let begins = |with: &[u8]| source.bytes.starts_with(with);
    let picture = begins(b"\x89PNG")
        || begins(b"\xff\xd8\xff")
        || begins(b"GIF8")
        || begins(b"BM") && source.bytes.contains(&0)
        || begins(b"II*\0")
        || begins(b"MM\0*");
    let packed = begins(b"Rar!") || begins(b"7z\xbc\xaf") || begins(b"\x1f\x8b");
    match source.kind() {
        Some(Kind::Encrypted) => Some(ImportError::Encrypted),
        Some(Kind::Damaged) => Some(ImportError::Damaged),
        Some(Kind::Other) => Some(ImportError::OtherFormat(say::OTHER_CONTAINER)),
        _ if picture => Some(ImportError::OnlyPictures),
        _ if packed => Some(ImportError::OtherFormat(say::ARCHIVE)),
        _ => None,
    }
}
