//! How many findings there are, by how bad they are.

use std::ops::{AddAssign, SubAssign};

use crate::model::Severity;

/// How many places have something wrong.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// 错误.
    pub errors: usize,
    /// 警告.
    pub warnings: usize,
    /// 提示.
    pub infos: usize,
}

impl Counts {
    /// The counts of findings of these severities.
    pub fn of(severities: impl IntoIterator<Item = Severity>) -> Counts {
        let mut counts = Counts::default();
        for severity in severities {
            match severity {
                Severity::Error => counts.errors += 1,
                Severity::Warning => counts.warnings += 1,
                Severity::Info => counts.infos += 1,
            }
        }
        counts
    }

    /// All together.
    pub fn sum(self) -> usize {
        self.errors + self.warnings + self.infos
    }

    /// Errors, warnings and hints.
    pub fn by_severity(self) -> [usize; 3] {
        [self.errors, self.warnings, self.infos]
    }
}

impl SubAssign for Counts {
    fn sub_assign(&mut self, other: Counts) {
        self.errors -= other.errors;
        self.warnings -= other.warnings;
        self.infos -= other.infos;
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Counts) {
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.infos += other.infos;
    }
}
