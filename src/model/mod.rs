//! The document as data. This floor knows no file, no screen and no rule.

pub mod amount;
pub mod code;
pub mod differences;
pub mod document;
pub mod edition;
pub mod finding;
pub mod id;
mod index;
pub mod json;
pub mod label;
pub mod list;
pub mod place;
pub mod printed;
pub mod reading;
pub mod record;
pub mod target;
pub mod told;

pub use amount::Amount;
pub use differences::{Difference, differences};
pub use document::{
    Budget, Conflict, Department, Document, Indicator, OverallGoal, PlanPoint, Project, Safeguard, SubGoal,
    Unit, Waiver,
};
pub use edition::{Edition, EditionError};
pub use finding::{Arguments, Dimension, Finding, Severity};
pub use json::Json;
pub use label::{describe, label};
pub use list::{Items, List};
pub use place::{Key, Place, Step};
pub use printed::Printed;
pub use reading::{ReadError, Reading, read};
pub use record::{Field, Kind, Record, Slot, Year};
pub use target::Target;
pub use told::{tell, tell_value};
