//! The few styles there are. Colours are the terminal's own and the sixteen names, so they suit a
//! dark and a light background; everything they say is also said by a sign or by bold and reverse.

use ratatui::style::{Color, Modifier, Style};

use crate::model::Severity;

/// A style for each role.
#[derive(Debug, Clone, Copy)]
pub struct Theme {
    /// Labels, rules, what stands back.
    pub dim: Style,
    /// Headings, the name of the department.
    pub strong: Style,
    /// The one accent: where the caret is.
    pub accent: Style,
    /// The cell of the caret among others.
    pub cursor: Style,
    /// A field that is typed in.
    pub field: Style,
    /// Fine.
    pub good: Style,
    error: Style,
    warning: Style,
}

impl Theme {
    /// With the colours of the terminal.
    pub fn coloured() -> Theme {
        let plain = Style::new();
        Theme {
            dim: plain.add_modifier(Modifier::DIM),
            strong: plain.add_modifier(Modifier::BOLD),
            accent: plain.fg(Color::Cyan).add_modifier(Modifier::BOLD),
            cursor: plain.add_modifier(Modifier::REVERSED),
            field: plain.add_modifier(Modifier::UNDERLINED),
            good: plain.fg(Color::Green),
            error: plain.fg(Color::Red),
            warning: plain.fg(Color::Yellow),
        }
    }

    /// Without any colour, for NO_COLOR.
    pub fn mono() -> Theme {
        let plain = Style::new();
        let bold = plain.add_modifier(Modifier::BOLD);
        Theme { accent: bold, good: plain, error: bold, warning: plain, ..Theme::coloured() }
    }

    /// For a finding.
    pub fn severity(&self, severity: Severity) -> Style {
        match severity {
            Severity::Error => self.error,
            Severity::Warning => self.warning,
            Severity::Info => self.dim,
        }
    }
}
