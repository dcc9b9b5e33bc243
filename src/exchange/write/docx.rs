//! Word: `.docx`, in the published form on A4. The parts that are the same for every document stand
//! as XML beside this file; `document.xml` is written here as one text. No library is asked: the one
//! there is cannot repeat a header row over pages and names no fonts to fall back to.
//!
//! Upper and lower half of a project are two tables with a hair's breadth between them, because Word
//! repeats only rows at the top of a table. Ids go along as bookmarks, which nobody sees.

use std::collections::HashSet;
use std::fmt::Write as _;

use quick_xml::escape::escape;

use super::form::{self, Block, Cell, Down, Form, GRID, Look, Row};
use super::{Refused, package};
use crate::model::Document;
use crate::text::say::export as say;

/// Rows with more lines than fit on a page must be parted between pages.
const TALL: usize = 24;
/// Characters of the tables' font in a millimetre.
const PER_MM: f64 = 0.315;
/// Bookmarks of ids begin so.
pub const BOOKMARK: &str = "jx_";

/// Writes `document`.
pub fn write(document: &Document) -> Result<Vec<u8>, Refused> {
    let form = form::form(document);
    let core = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<cp:coreProperties \
        xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
        xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title></cp:coreProperties>",
        escape(form.title.as_str())
    );
    package(&[
        ("[Content_Types].xml", include_str!("docx/content_types.xml")),
        ("_rels/.rels", include_str!("docx/rels.xml")),
        ("docProps/core.xml", &core),
        ("word/_rels/document.xml.rels", include_str!("docx/document_rels.xml")),
        ("word/styles.xml", include_str!("docx/styles.xml")),
        ("word/settings.xml", include_str!("docx/settings.xml")),
        ("word/fontTable.xml", include_str!("docx/font_table.xml")),
        ("word/footer1.xml", include_str!("docx/footer.xml")),
        ("word/document.xml", &body(&form)),
    ])
}

/// `document.xml`.
pub fn body(form: &Form) -> String {
    let mut body = Body::default();
    body.xml.push_str(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document \
        xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
        xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body>",
    );
    let mut blocks = form.blocks.iter().peekable();
    if let Some(Block::Cover { title, org, date }) = blocks.next_if(|b| matches!(b, Block::Cover { .. })) {
        body.paragraph("CoverTitle", "", title, "");
        body.paragraph("CoverLine", "", org, "");
        body.paragraph("CoverLine", "", date, "");
    }
    body.contents();
    let mut first_of_part = true;
    for block in blocks {
        body.block(block, first_of_part);
        first_of_part = matches!(block, Block::Part { .. });
    }
    body.xml.push_str(
        "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId4\"/>\
        <w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" \
        w:left=\"1587\" w:header=\"851\" w:footer=\"1134\" w:gutter=\"0\"/><w:titlePg/></w:sectPr>\
        </w:body></w:document>",
    );
    body.xml
}

#[derive(Default)]
struct Body {
    xml: String,
    /// A bookmark stands once.
    marks: HashSet<String>,
}

impl Body {
    fn block(&mut self, block: &Block, first_of_part: bool) {
        match block {
            Block::Cover { .. } => {}
            Block::Part { number, title } => {
                self.paragraph("Heading1", "", &format!("{number}  {title}"), "");
            }
            Block::Section(title) => self.paragraph("Heading2", "", title, ""),
            Block::Item { text, id } => self.paragraph("Heading3", "", text, id),
            Block::Paragraph { text, id } => self.paragraph("Body", "", text, id),
            Block::Project { title, id, upper, lower } => {
                // a table to a page; the first one stands below the heading of its part
                let new_page = if first_of_part { "" } else { "<w:pageBreakBefore/>" };
                self.paragraph("TableTitle", new_page, title, id);
                self.table(upper, 0);
                self.paragraph("Between", "", "", "");
                self.table(lower, 1);
                self.paragraph("Between", "", "", "");
            }
        }
    }

    /// A table of contents that Word makes when it opens the file, or is asked to.
    fn contents(&mut self) {
        self.xml.push_str(
            "<w:sdt><w:sdtPr><w:showingPlcHdr/><w:docPartObj><w:docPartGallery w:val=\"Table of \
            Contents\"/><w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>",
        );
        self.paragraph("ContentsHeading", "", say::CONTENTS, "");
        self.xml.push_str(
            "<w:p><w:pPr><w:pStyle w:val=\"TOC1\"/></w:pPr><w:r><w:fldChar w:fldCharType=\"begin\" \
            w:dirty=\"true\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> TOC \\o \"1-2\" \\h \\z \\u \
            </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r>",
        );
        self.text(say::CONTENTS_HINT);
        self.xml.push_str("</w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p></w:sdtContent></w:sdt>");
    }

    fn paragraph(&mut self, style: &str, properties: &str, text: &str, id: &str) {
        let _ = write!(self.xml, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{properties}</w:pPr>");
        self.mark(id);
        for (n, line) in text.split('\n').enumerate() {
            let line_break = if n > 0 { "<w:br/>" } else { "" };
            if !line.is_empty() || n > 0 {
                let _ = write!(self.xml, "<w:r>{line_break}");
                self.text(line);
                self.xml.push_str("</w:r>");
            }
        }
        self.xml.push_str("</w:p>");
    }

    fn text(&mut self, text: &str) {
        let _ = write!(self.xml, "<w:t xml:space=\"preserve\">{}</w:t>", escape(text));
    }

    /// The bookmark of an id.
    fn mark(&mut self, id: &str) {
        if id.is_empty() {
            return;
        }
        let name = format!("{BOOKMARK}{}", id.replace('-', "_"));
        if self.marks.contains(&name) {
            return;
        }
        let number = self.marks.len();
        let _ = write!(
            self.xml,
            "<w:bookmarkStart w:id=\"{number}\" w:name=\"{name}\"/><w:bookmarkEnd w:id=\"{number}\"/>"
        );
        self.marks.insert(name);
    }

    /// A table whose first `header` rows stand again on every page.
    fn table(&mut self, rows: &[Row], header: usize) {
        let total: u32 = GRID.iter().map(|mm| twips(*mm)).sum();
        let _ = write!(
            self.xml,
            "<w:tbl><w:tblPr><w:tblW w:w=\"{total}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/><w:tblBorders>"
        );
        for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
            let _ =
                write!(self.xml, "<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>");
        }
        self.xml.push_str(
            "</w:tblBorders><w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:top w:w=\"40\" w:type=\"dxa\"/>\
            <w:left w:w=\"60\" w:type=\"dxa\"/><w:bottom w:w=\"40\" w:type=\"dxa\"/><w:right w:w=\"60\" \
            w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>",
        );
        for mm in GRID {
            let _ = write!(self.xml, "<w:gridCol w:w=\"{}\"/>", twips(mm));
        }
        self.xml.push_str("</w:tblGrid>");
        for (n, row) in rows.iter().enumerate() {
            self.row(row, n < header);
        }
        self.xml.push_str("</w:tbl>");
    }

    fn row(&mut self, row: &Row, header: bool) {
        self.xml.push_str("<w:tr><w:trPr>");
        if super::measure::lines(row, PER_MM) <= TALL {
            self.xml.push_str("<w:cantSplit/>");
        }
        if header {
            self.xml.push_str("<w:tblHeader/>");
        }
        self.xml.push_str("</w:trPr>");
        let mut at = 0;
        for (n, cell) in row.cells.iter().enumerate() {
            let width: u32 = GRID[at..].iter().take(cell.across).map(|mm| twips(*mm)).sum();
            at = (at + cell.across).min(GRID.len());
            // the second cell: the first may be merged, the others are typed over more often
            self.cell(cell, width, if n == 1 { row.id } else { "" });
        }
        self.xml.push_str("</w:tr>");
    }

    fn cell(&mut self, cell: &Cell, width: u32, id: &str) {
        let _ = write!(self.xml, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>");
        if cell.across > 1 {
            let _ = write!(self.xml, "<w:gridSpan w:val=\"{}\"/>", cell.across);
        }
        self.xml.push_str(match cell.down {
            Down::Alone => "",
            Down::Opens(_) => "<w:vMerge w:val=\"restart\"/>",
            Down::GoesOn => "<w:vMerge/>",
        });
        if matches!(cell.look, Look::Above | Look::AboveRight) {
            self.xml.push_str(
                "<w:tcBorders><w:top w:val=\"nil\"/><w:left w:val=\"nil\"/><w:right w:val=\"nil\"/></w:tcBorders>",
            );
        }
        self.xml.push_str("<w:vAlign w:val=\"center\"/></w:tcPr>");
        let style = match cell.look {
            Look::Label => "CellLabel",
            Look::Short => "CellShort",
            Look::Words | Look::Above => "Cell",
            Look::Amount | Look::AboveRight => "CellAmount",
        };
        for (n, line) in cell.lines().enumerate() {
            self.paragraph(style, "", line, if n == 0 { id } else { "" });
        }
        self.xml.push_str("</w:tc>");
    }
}

/// Twentieths of a point.
fn twips(mm: u16) -> u32 {
    (u32::from(mm) * 1440 * 10 + 127) / 254
}
