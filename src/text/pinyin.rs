//! Chinese text found by its sound: whole pinyin or initials, in any of the readings a character
//! has (`cq` and `zhongqing` both find 重庆).

use ib_matcher::matcher::{IbMatcher, PinyinMatchConfig};
use ib_matcher::pinyin::PinyinNotation;

/// Whether texts hold something that is read as `query`; nothing does when `query` has other than
/// Latin letters in it.
pub fn sounds(query: &str) -> impl Fn(&str) -> bool {
    let is_latin = !query.is_empty() && query.len() <= 60 && query.bytes().all(|b| b.is_ascii_alphabetic());
    let query = query.to_ascii_lowercase();
    let notations = PinyinNotation::Ascii | PinyinNotation::AsciiFirstLetter;
    let matcher = is_latin.then(|| {
        IbMatcher::<str>::builder(query.as_str()).pinyin(PinyinMatchConfig::notations(notations)).build()
    });
    move |text| matcher.as_ref().is_some_and(|matcher| matcher.is_match(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_and_whole_syllables_in_every_reading() {
        for query in ["rsdl", "renshidaili", "dljf", "RSDL", "rensdl"] {
            assert!(sounds(query)("人事代理经费"), "{query}");
        }
        assert!(sounds("cq")("重庆") && sounds("zq")("重庆"));
        for query in ["x", "", "1", "人", "rs1"] {
            assert!(!sounds(query)("人事代理"), "{query}");
        }
    }
}
