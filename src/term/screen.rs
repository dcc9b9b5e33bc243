//! What stands on the terminal's screen, and how the next frame gets there: ratatui lays it out,
//! [`FrameWriter`] finds the bytes, and they leave in one write with the caret placed last. Nothing
//! at all is written when neither a cell nor the caret changed.

use std::convert::Infallible;
use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect, Size};
use ratatui::{Frame, Terminal};

use super::frame::FrameWriter;

/// Between these marks a terminal that knows them shows nothing of a frame (mode 2026,
/// synchronized output); others ignore them.
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";
const HIDE_CARET: &[u8] = b"\x1b[?25l";
const SHOW_CARET: &[u8] = b"\x1b[?25h";

/// A frame of more bytes may arrive in pieces: without the marks the caret would be seen running.
const LONG: usize = 400;

/// A screen behind any writer.
#[derive(Debug)]
pub struct Screen<W> {
    out: W,
    sheet: Terminal<Sheet>,
    colours: bool,
    /// What the terminal shows, unless that is not known.
    shown: Option<Shown>,
}

#[derive(Debug)]
struct Shown {
    cells: Buffer,
    caret: Option<Position>,
    /// Where the terminal's cursor is, shown or not.
    cursor: Option<Position>,
}

/// What drawing a frame took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Drawn {
    /// How many bytes were written; 0 when nothing had changed.
    pub bytes: usize,
}

impl<W: Write> Screen<W> {
    /// A screen of which nothing is known yet but that its caret is hidden. Without `colours`
    /// (`NO_COLOR`) bold, reverse and underline remain.
    pub fn new(out: W, size: Size, colours: bool) -> Screen<W> {
        let Ok(sheet) = Terminal::new(Sheet { size, caret: None });
        Screen { out, sheet, colours, shown: None }
    }

    /// How large it is.
    pub fn size(&self) -> Size {
        self.sheet.backend().size
    }

    /// It has this size now; where that is another one, all of it is drawn with the next frame.
    pub fn resize(&mut self, size: Size) {
        if size != self.size() {
            self.sheet.backend_mut().size = size;
            self.shown = None;
        }
    }

    /// Whatever is on the screen: all of it is drawn with the next frame.
    pub fn clear(&mut self) {
        self.shown = None;
    }

    /// The writer behind it.
    pub fn out(&mut self) -> &mut W {
        &mut self.out
    }

    /// Draws a frame. The caret stands where `render` put it, and is hidden when it did not.
    ///
    /// # Errors
    /// When it cannot be written; all of it is drawn with the next frame then.
    pub fn draw(&mut self, render: impl FnOnce(&mut Frame<'_>)) -> io::Result<Drawn> {
        let Ok(frame) = self.sheet.draw(render);
        let cells = frame.buffer.clone();
        let size = self.size();
        // a caret beside the screen would end up at its edge
        let caret = self.sheet.backend().caret.filter(|at| at.x < size.width && at.y < size.height);

        let before = self.shown.take();
        let mut frame = FrameWriter::new(self.colours);
        let (old, old_caret, known) = match before {
            Some(Shown { cells, caret, cursor }) => {
                frame.starts_at(cursor);
                (cells, caret, true)
            }
            None => {
                frame.erase();
                (Buffer::empty(Rect::from((Position::ORIGIN, size))), None, false)
            }
        };
        frame.turn(&old, &cells);
        let painted = !frame.is_empty();
        if let Some(caret) = caret {
            frame.go(caret);
        }
        let cursor = frame.at();

        let mut bytes = Vec::new();
        let long = frame.bytes().len() > LONG;
        // a screen that is not known may show a caret too
        let hide = (old_caret.is_some() || !known) && (long || caret.is_none());
        if painted {
            bytes.extend_from_slice(BEGIN);
        }
        if hide {
            bytes.extend_from_slice(HIDE_CARET);
        }
        bytes.extend_from_slice(frame.bytes());
        if caret.is_some() && (hide || old_caret.is_none()) {
            bytes.extend_from_slice(SHOW_CARET);
        }
        if painted {
            bytes.extend_from_slice(END);
        }
        if !bytes.is_empty() {
            self.out.write_all(&bytes)?;
            self.out.flush()?;
        }
        self.shown = Some(Shown { cells, caret, cursor });
        Ok(Drawn { bytes: bytes.len() })
    }
}

/// The backend that ratatui draws to: it only keeps where the caret belongs. The cells are taken
/// from the finished frame, whole.
#[derive(Debug)]
struct Sheet {
    size: Size,
    caret: Option<Position>,
}

impl Backend for Sheet {
    type Error = Infallible;

    fn draw<'a, I>(&mut self, _: I) -> Result<(), Infallible>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        Ok(())
    }
    fn hide_cursor(&mut self) -> Result<(), Infallible> {
        self.caret = None;
        Ok(())
    }
    fn show_cursor(&mut self) -> Result<(), Infallible> {
        Ok(())
    }
    fn get_cursor_position(&mut self) -> Result<Position, Infallible> {
        Ok(self.caret.unwrap_or_default())
    }
    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> Result<(), Infallible> {
        self.caret = Some(position.into());
        Ok(())
    }
    fn clear(&mut self) -> Result<(), Infallible> {
        Ok(())
    }
    fn clear_region(&mut self, _: ClearType) -> Result<(), Infallible> {
        Ok(())
    }
    fn size(&self) -> Result<Size, Infallible> {
        Ok(self.size)
    }
    fn window_size(&mut self) -> Result<WindowSize, Infallible> {
        Ok(WindowSize { columns_rows: self.size, pixels: Size::ZERO })
    }
    fn flush(&mut self) -> Result<(), Infallible> {
        Ok(())
    }
}
