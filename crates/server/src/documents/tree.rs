//! What is drawn, and the order in which it is read.

use super::typeface::Weight;
use krilla::tagging::TagKind;

/// Ink on a page; lengths in points, from the top left corner.
pub(super) enum Ink {
    Text(Line),
    /// A line across, from `x` on.
    Rule {
        x: f32,
        y: f32,
        width: f32,
    },
    /// An empty box, to sign in.
    Frame {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
    },
    /// A QR code: its modules row by row, true for dark.
    Code {
        x: f32,
        y: f32,
        side: f32,
        modules: Vec<bool>,
        per_row: usize,
    },
}

pub(super) struct Line {
    pub x: f32,
    /// Of the baseline.
    pub y: f32,
    pub size: f32,
    pub weight: Weight,
    pub text: String,
    /// Where a click leads; empty for nowhere.
    pub link: String,
}

/// One piece of ink.
pub(super) struct Mark {
    /// Counted from 0.
    pub page: usize,
    pub ink: Ink,
    pub layer: Layer,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layer {
    /// Read aloud, in its place of the tree.
    Content,
    /// Rules and boxes, which are not.
    Decoration,
}

/// A part of the document, as screen readers know it.
pub(super) struct Branch {
    pub tag: TagKind,
    pub children: Vec<Child>,
}

pub(super) enum Child {
    Branch(Branch),
    /// The rank of a mark.
    Mark(usize),
}

impl Branch {
    pub fn new(tag: impl Into<TagKind>, children: Vec<Child>) -> Self {
        Self {
            tag: tag.into(),
            children,
        }
    }
}

/// An entry of the outline.
pub(super) struct Heading {
    pub text: String,
    pub page: usize,
    pub y: f32,
    pub level: u16,
}
