//! placeholder until merged
use crate::edit::Edit;
use crate::model::*;
#[derive(Debug)]
pub struct Checker(Vec<Finding>);
#[derive(Debug, Clone)]
pub struct Proposal {
    pub edit: Edit,
    pub name: String,
    pub before: String,
    pub after: String,
    pub safe: bool,
}
impl Checker {
    pub fn new(_: &Document, _: &Reading) -> Checker {
        Checker(Vec::new())
    }
    pub fn findings(&self) -> &[Finding] {
        &self.0
    }
    pub fn update(&mut self, _: &Document, _: &[Place]) {}
}
pub fn proposal(_: &Document, _: &Finding) -> Option<Proposal> {
    None
}
pub fn preview(_: &Document, _: &Edit) -> Vec<Finding> {
    Vec::new()
}
pub fn message(_: &Document, _: &Finding) -> String {
    String::new()
}
pub fn advice(_: &Document, _: &Finding) -> String {
    String::new()
}

pub struct Rule {
    pub name: &'static str,
}
pub fn rule(_: &str) -> Option<&'static Rule> {
    None
}
