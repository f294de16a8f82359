//! What a run of characters looks like, as ANSI escapes.

/// Colour, weight and line of a run of characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    color: u8,
    bold: bool,
    dim: bool,
    underline: bool,
}

/// As the terminal has it.
pub const PLAIN: Style = Style { color: 0, bold: false, dim: false, underline: false };
/// Names and headings.
pub const STRONG: Style = PLAIN.bold();
/// What can be left unread.
pub const FAINT: Style = Style { dim: true, ..PLAIN };

// The eight colours that every terminal has and that its theme may set; none is used without a word or bracket
// that says the same.
const RED: Style = PLAIN.colored(31);
const GREEN: Style = PLAIN.colored(32);
const YELLOW: Style = PLAIN.colored(33);
const BLUE: Style = PLAIN.colored(34);
const MAGENTA: Style = PLAIN.colored(35);
const CYAN: Style = PLAIN.colored(36);

/// Those who speak and act.
pub const PARTY: Style = CYAN.bold();
/// What is done by saying something.
pub const ACT: Style = YELLOW;
/// Kinds of events.
pub const EVENT: Style = MAGENTA.bold();
/// Places and times.
pub const SETTING: Style = GREEN;
/// Conditions.
pub const CONDITION: Style = BLUE;

/// How a source presents an event.
pub fn status(status: sayso_model::Status) -> Style {
    use sayso_model::Status::*;
    match status {
        Asserted => PLAIN,
        Alleged => YELLOW,
        Denied => RED,
        Possible | Conditional | Planned | Demanded => BLUE,
    }
}

impl Style {
    pub const fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    pub const fn underline(self) -> Self {
        Self { underline: true, ..self }
    }

    const fn colored(self, color: u8) -> Self {
        Self { color, ..self }
    }

    /// Appends `text` in this style.
    pub fn paint(self, text: &str, color: bool, out: &mut String) {
        if !color || self == PLAIN {
            out.push_str(text);
            return;
        }
        let codes = [(self.bold, 1), (self.dim, 2), (self.underline, 4), (self.color > 0, self.color)];
        let codes: Vec<String> =
            codes.iter().filter(|(on, _)| *on).map(|(_, code)| code.to_string()).collect();
        out.push_str("\x1b[");
        out.push_str(&codes.join(";"));
        out.push('m');
        out.push_str(text);
        out.push_str("\x1b[0m");
    }
}
