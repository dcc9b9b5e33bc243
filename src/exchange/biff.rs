//! The bytes of old Excel files: the OLE file, its stream of records, and texts that run through
//! several of them. Nothing in it is trusted: what does not fit ends the reading.

/// The records of a part of the workbook up to its end: kind and content. A chart in a sheet is a
/// part of its own, and passed over.
pub struct Records<'a> {
    rest: &'a [u8],
    depth: usize,
}

impl<'a> Records<'a> {
    /// The records at the start of `stream`.
    pub fn new(stream: &'a [u8]) -> Records<'a> {
        Records { rest: stream, depth: 0 }
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (kind, length) = (u16_at(self.rest, 0)?, usize::from(u16_at(self.rest, 2)?));
            let data = self.rest.get(4..4 + length)?;
            self.rest = self.rest.get(4 + length..)?;
            match kind {
                BEGIN => self.depth += 1,
                END if self.depth <= 1 => return None,
                END => self.depth -= 1,
                _ => {}
            }
            if self.depth <= 1 && kind != END {
                return Some((kind, data));
            }
        }
    }
}

/// The first record of a part, and its last.
pub const BEGIN: u16 = 0x0809;
const END: u16 = 0x000a;

/// Texts that stand one behind the other in a record and those that continue it.
#[derive(Debug, Default)]
pub struct Texts<'a> {
    parts: Vec<&'a [u8]>,
    part: usize,
    offset: usize,
}

impl<'a> Texts<'a> {
    /// The texts in these records.
    pub fn new(parts: Vec<&'a [u8]>) -> Texts<'a> {
        Texts { parts, part: 0, offset: 0 }
    }

    fn byte(&mut self) -> Option<u8> {
        while self.offset >= self.parts.get(self.part)?.len() {
            (self.part, self.offset) = (self.part + 1, 0);
        }
        self.offset += 1;
        self.parts.get(self.part)?.get(self.offset - 1).copied()
    }

    /// The next two bytes as a number.
    pub fn number(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    /// Passes over so many bytes.
    pub fn skip(&mut self, bytes: usize) -> Option<()> {
        (0..bytes).try_for_each(|_| self.byte().map(drop))
    }

    /// The next text, behind its length of two bytes.
    pub fn text(&mut self) -> Option<String> {
        let length = self.number()?;
        self.text_of(length.into())
    }

    /// The next text of so many characters. Where another record goes on with it, that one says anew
    /// how wide a character is.
    pub fn text_of(&mut self, length: usize) -> Option<String> {
        let form = self.byte()?;
        let runs = if form & 8 != 0 { usize::from(self.number()?) } else { 0 };
        let beside = match form & 4 {
            0 => 0,
            _ => usize::from(self.number()?) + (usize::from(self.number()?) << 16),
        };
        let mut wide = form & 1 != 0;
        let mut units: Vec<u16> = Vec::new();
        for _ in 0..length {
            if self.offset >= self.parts.get(self.part)?.len() {
                wide = self.byte()? & 1 != 0;
            }
            units.push(if wide { self.number()? } else { self.byte()?.into() });
        }
        self.skip(4 * runs + beside)?;
        Some(String::from_utf16_lossy(&units))
    }
}

/// The stream of the workbook in an OLE file. A small one, kept among other small ones, is no
/// workbook that anybody wrote.
pub fn workbook(bytes: &[u8]) -> Option<Vec<u8>> {
    let shift = u16_at(bytes, 30).filter(|shift| (7..=12).contains(shift))?;
    let size = 1usize << shift;
    let sector = |n: u32| bytes.get((n as usize + 1).checked_mul(size)?..)?.get(..size);
    // the table of sectors: where its own first 109 sectors are, and a chain for more
    let mut table: Vec<u32> = Vec::new();
    let mut parts: Vec<u32> = (0..109).filter_map(|n| u32_at(bytes, 76 + 4 * n)).collect();
    let mut more = u32_at(bytes, 68)?;
    while let Some(part) = sector(more).filter(|_| parts.len() < bytes.len() / size + 109) {
        parts.extend((0..size / 4 - 1).filter_map(|n| u32_at(part, 4 * n)));
        more = u32_at(part, size - 4)?;
    }
    for part in parts.into_iter().filter_map(sector).take(bytes.len() / size + 1) {
        table.extend((0..size / 4).filter_map(|n| u32_at(part, 4 * n)));
    }
    let chain = |first: u32| {
        let mut stream = Vec::new();
        let mut next = first;
        while let Some(part) = sector(next).filter(|_| stream.len() <= bytes.len()) {
            stream.extend_from_slice(part);
            next = table.get(next as usize).copied().unwrap_or(u32::MAX);
        }
        stream
    };
    let directory = chain(u32_at(bytes, 48)?);
    let entry = directory.chunks_exact(128).find(|entry| {
        let name = entry.chunks_exact(2).take(32).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
        let name = String::from_utf16_lossy(&name.take_while(|unit| *unit != 0).collect::<Vec<_>>());
        matches!(name.as_str(), "Workbook" | "Book")
    })?;
    let mut stream = chain(u32_at(entry, 116)?);
    let length = u32_at(entry, 120)? as usize;
    if length < u32_at(bytes, 56)? as usize {
        return None;
    }
    stream.truncate(length);
    Some(stream)
}

/// Two bytes as a number.
pub fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

/// Four bytes as a number.
pub fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}
