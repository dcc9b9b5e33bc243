//! Text on its way in and out: decoded, cleaned, measured, wrapped. Nothing else in the house
//! measures or cleans text.

pub mod clean;
pub mod decode;
pub mod narrow;
pub mod pinyin;
pub mod say;
pub mod width;
pub mod wrap;
