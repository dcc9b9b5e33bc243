//! Where a person is in a document, to come back to another day.

use super::App;
use super::form::{self, Tab};
use crate::model::Place;

/// A tab and the place of the caret in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Spot {
    /// The tab as a place that is seen in it; the root for the overview.
    pub tab: Place,
    /// The place of the caret.
    pub place: Place,
}

impl App {
    /// Where the caret is.
    pub fn spot(&self) -> Spot {
        let root = Place::root();
        let tab = match self.tab() {
            Tab::Overview => root,
            Tab::Goal => root.field("overall_goal"),
            Tab::SubGoals => root.field("sub_goals"),
            Tab::Safeguards => root.field("safeguards"),
            Tab::Project(project) => project.clone(),
        };
        Spot { tab, place: self.caret.place.clone() }
    }

    /// Goes to where the caret was, or as near as the document still has it.
    pub fn return_to(&mut self, spot: &Spot) {
        let tab = form::tab_of(&spot.tab);
        if !self.tabs().contains(&tab) {
            return;
        }
        if tab != self.tab {
            self.switch(tab);
        }
        self.caret.place = spot.place.clone();
        self.settle();
    }
}
