//! Reading and writing the model file: little-endian numbers and sections preceded by their length.

use std::borrow::Cow;

/// The bytes of a model or a part of one: embedded in the program, or just trained.
pub(crate) type Bytes = Cow<'static, [u8]>;

/// Takes numbers and sections off the front of some bytes.
pub(crate) struct Reader {
    bytes: Bytes,
    at: usize,
}

impl Reader {
    pub(crate) fn new(bytes: Bytes) -> Self {
        Self { bytes, at: 0 }
    }

    /// The next `count` bytes, without a copy if the bytes are embedded.
    pub(crate) fn take(&mut self, count: usize) -> Option<Bytes> {
        let range = self.at..self.at.checked_add(count)?;
        let part = match &self.bytes {
            Cow::Borrowed(all) => Cow::Borrowed(all.get(range.clone())?),
            Cow::Owned(all) => Cow::Owned(all.get(range.clone())?.to_vec()),
        };
        self.at = range.end;
        Some(part)
    }

    pub(crate) fn u8(&mut self) -> Option<u8> {
        let value = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(value)
    }

    pub(crate) fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.u8()?, self.u8()?]))
    }

    pub(crate) fn u32(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes([self.u8()?, self.u8()?, self.u8()?, self.u8()?]))
    }

    pub(crate) fn f32(&mut self) -> Option<f32> {
        Some(f32::from_bits(self.u32()?)).filter(|value| value.is_finite())
    }

    /// A section: its length, then its bytes.
    pub(crate) fn section(&mut self) -> Option<Bytes> {
        let length = self.u32()? as usize;
        self.take(length)
    }

    /// A section of text.
    pub(crate) fn text(&mut self) -> Option<String> {
        String::from_utf8(self.section()?.into_owned()).ok()
    }
}

/// Appends a section.
pub(crate) fn write_section(out: &mut Vec<u8>, section: &[u8]) {
    out.extend_from_slice(&(section.len() as u32).to_le_bytes());
    out.extend_from_slice(section);
}

/// The 32-bit number at the `index`-th place of an array; 0 beyond its end.
#[inline]
pub(crate) fn u32_at(bytes: &[u8], index: usize) -> u32 {
    match bytes.get(index * 4..index * 4 + 4) {
        Some(&[a, b, c, d]) => u32::from_le_bytes([a, b, c, d]),
        _ => 0,
    }
}
