//! Codes: of administrative divisions (行政区划代码, 6 digits), budget units (预算单位编码, 6
//! digits) and projects (项目编码, whose form differs by province and is data of the edition).

use serde::Deserialize;

/// The form of the project codes of a region: `D` a digit of the division, `Y` of the year, `X` a
/// digit or capital letter, anything else itself.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeForm {
    /// What the division code begins with, for the codes of this form; empty for any.
    pub division: String,
    /// The form, a sign a character.
    pub form: String,
    /// The form in words.
    pub about: String,
}

/// What a project code says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProjectCode<'a> {
    /// The division that made it, where the form has one.
    pub division: Option<&'a str>,
    /// The year in which it was made, in full, where the form has one.
    pub year: Option<u16>,
}

impl CodeForm {
    /// Takes `code` apart; `None` when it has another form.
    pub fn read<'a>(&self, code: &'a str) -> Option<ProjectCode<'a>> {
        let fits = |(form, byte): (u8, u8)| match form {
            b'D' | b'Y' => byte.is_ascii_digit(),
            b'X' => byte.is_ascii_digit() || byte.is_ascii_uppercase(),
            sign => sign == byte,
        };
        // signs are ASCII, so nothing else fits them
        if code.len() != self.form.len() || !self.form.bytes().zip(code.bytes()).all(fits) {
            return None;
        }
        let part = |sign| code.get(self.form.find(sign)?..=self.form.rfind(sign)?);
        let year = |digits: &str| {
            let year: u16 = digits.parse().ok()?;
            Some(if digits.len() == 2 { 2000 + year } else { year })
        };
        Some(ProjectCode { division: part('D'), year: part('Y').and_then(year) })
    }

    /// Whether a code can have this form: division and year are each one run of signs.
    pub fn is_whole(&self) -> bool {
        let run = |sign| {
            let signs = self.form.trim_start_matches(|c| c != sign).trim_end_matches(|c| c != sign);
            signs.chars().all(|c| c == sign)
        };
        let year = self.form.matches('Y').count();
        let written = !self.form.is_empty() && self.form.bytes().all(|b| b.is_ascii_graphic());
        written && run('D') && run('Y') && matches!(year, 0 | 2 | 4)
    }
}

/// Whether `code` has the form of a unit or division code.
pub fn is_six_digits(code: &str) -> bool {
    code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit())
}

/// Whether `upper` is a division above `lower`: the province or city a county belongs to.
pub fn is_upper_division(upper: &str, lower: &str) -> bool {
    let significant = |code: &str| match code {
        code if code.ends_with("0000") => 2,
        code if code.ends_with("00") => 4,
        _ => 6,
    };
    if !is_six_digits(upper) || !is_six_digits(lower) {
        return false;
    }
    let n = significant(upper);
    n < significant(lower) && upper[..n] == lower[..n]
}

#[cfg(test)]
mod tests {
    use super::super::edition::Edition;
    use super::*;

    #[test]
    fn codes_are_taken_apart_by_the_form_of_their_region() {
        let edition = Edition::fitting(Some(2021), "");
        let hebei = edition.code_form("130304").unwrap();
        let code = hebei.read("13030421516VGXXZYNQI3").unwrap();
        assert_eq!(code, ProjectCode { division: Some("130304"), year: Some(2021) });
        assert_eq!(hebei.read("13030421516VGXXZYNQI"), None);
        assert_eq!(hebei.read("13030421516vGXXZYNQI3"), None);
        assert_eq!(hebei.read("1303042é516VGXXZYNQI"), None);
        let tianjin = edition.code_form("120000").unwrap();
        assert_eq!(tianjin.read("12000022P10000210006W").unwrap().year, Some(2022));
    }

    #[test]
    fn a_province_is_above_its_counties() {
        assert!(is_upper_division("130000", "130304"));
        assert!(is_upper_division("130300", "130304"));
        assert!(!is_upper_division("130304", "130304"));
        assert!(!is_upper_division("120000", "130304"));
    }
}
