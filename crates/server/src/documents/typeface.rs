//! The two weights of the typeface: which glyph draws a letter, and how wide it is.

use super::DocumentError;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::{
    FontRef, MetadataProvider as _,
    instance::{LocationRef, Size},
};
use std::sync::{Arc, LazyLock};

static REGULAR: &[u8] = include_bytes!("../../assets/dist/SourceSans3-Regular.ttf");
static SEMIBOLD: &[u8] = include_bytes!("../../assets/dist/SourceSans3-Semibold.ttf");

/// Drawn for a letter that the typeface does not have.
const UNKNOWN: char = '□';

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Semibold,
}

pub(super) struct Face {
    pub font: Font,
    reader: FontRef<'static>,
    units_per_em: f32,
}

pub(super) struct Typeface {
    regular: Face,
    semibold: Face,
}

/// Read once for the whole program.
pub(super) fn typeface() -> Result<&'static Typeface, DocumentError> {
    static TYPEFACE: LazyLock<Option<Typeface>> = LazyLock::new(|| {
        Some(Typeface {
            regular: Face::read(REGULAR)?,
            semibold: Face::read(SEMIBOLD)?,
        })
    });
    TYPEFACE.as_ref().ok_or(DocumentError::Typeface)
}

impl Typeface {
    pub fn face(&self, weight: Weight) -> &Face {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Semibold => &self.semibold,
        }
    }
}

impl Face {
    fn read(bytes: &'static [u8]) -> Option<Self> {
        let font = Font::new(Arc::new(bytes.to_vec()).into(), 0)?;
        let reader = FontRef::new(bytes).ok()?;
        let units_per_em = font.units_per_em();
        Some(Self {
            font,
            reader,
            units_per_em,
        })
    }

    /// The letter itself when the typeface has it; both weights have the same letters.
    pub fn drawable(&self, letter: char) -> char {
        match self.reader.charmap().map(letter) {
            Some(_) => letter,
            None => UNKNOWN,
        }
    }

    /// How far each letter moves the pen, in ems.
    pub fn widths(&self, text: &str) -> Vec<f32> {
        self.glyphs(text)
            .iter()
            .map(|glyph| glyph.x_advance)
            .collect()
    }

    /// One glyph per letter; what the typeface does not have was replaced before.
    pub fn glyphs(&self, text: &str) -> Vec<KrillaGlyph> {
        let (charmap, metrics) = (
            self.reader.charmap(),
            self.reader
                .glyph_metrics(Size::unscaled(), LocationRef::default()),
        );
        text.char_indices()
            .filter_map(|(at, letter)| {
                let glyph = charmap.map(letter)?;
                let advance = metrics.advance_width(glyph).unwrap_or_default() / self.units_per_em;
                let range = at..at + letter.len_utf8();
                let id = GlyphId::new(glyph.to_u32());
                Some(KrillaGlyph::new(id, advance, 0.0, 0.0, 0.0, range, None))
            })
            .collect()
    }
}
