//! What can happen to the editor. The terminal translates its own events into these, so that
//! nothing above knows what a terminal sends.

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// A text was pasted, as it came.
    Paste(String),
    /// The mouse, where it was switched on.
    Mouse(Mouse),
    /// The window has another size.
    Resized,
    /// The program was stopped and is in the foreground again.
    Resumed,
    /// The terminal asks to stop for a while (TSTP).
    Stop,
    /// A file that the start screen lists was read.
    Found(super::shelf::Found),
    /// Others did something to the file that is open.
    Outside(Outside),
    /// The program must end now: what it holds is to be made safe first.
    End(Ending),
}

/// What others did to the file that is open. It is only heard of: how things stand is looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outside {
    /// The file has another content, or is gone.
    File,
    /// Nobody else has it open for writing any more.
    Lock,
}

/// What the mouse did, and where: column and line from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mouse {
    /// What it did.
    pub act: MouseAct,
    /// The column.
    pub x: u16,
    /// The line.
    pub y: u16,
}

/// What the mouse did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MouseAct {
    /// The left button went down.
    Click,
    /// The wheel turned away from the hand.
    WheelUp,
    /// The wheel turned towards the hand.
    WheelDown,
}

/// Why the program must end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The line is broken: the terminal must not be touched any more.
    HangUp,
    /// TERM, INT or QUIT was sent; the terminal is still there.
    Signal(i32),
}

/// A key with the modifiers held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// Which key.
    pub code: Code,
    /// With Ctrl.
    pub ctrl: bool,
    /// With Alt.
    pub alt: bool,
    /// With Shift; a shifted letter is a capital instead.
    pub shift: bool,
}

/// Which key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Code {
    /// A character, as typed.
    Char(char),
    /// Function key by number.
    F(u8),
    /// 回车
    Enter,
    /// Esc
    Esc,
    /// Tab
    Tab,
    /// Shift-Tab
    BackTab,
    /// 退格
    Backspace,
    /// Delete
    Delete,
    /// Insert
    Insert,
    /// ←
    Left,
    /// →
    Right,
    /// ↑
    Up,
    /// ↓
    Down,
    /// Home
    Home,
    /// End
    End,
    /// PgUp
    PageUp,
    /// PgDn
    PageDown,
}

impl Key {
    /// A key without modifiers.
    pub const fn plain(code: Code) -> Key {
        Key { code, ctrl: false, alt: false, shift: false }
    }

    /// A key with Ctrl.
    pub const fn ctrl(code: Code) -> Key {
        Key { code, ctrl: true, alt: false, shift: false }
    }
}

impl From<char> for Key {
    fn from(c: char) -> Key {
        Key::plain(Code::Char(c))
    }
}
