//! Where the pen is on an A4 page, and how a line is set there.

use super::{
    sheet::Sheet,
    text::{drawable, lines},
    tree::{Child, Ink, Layer, Line, Mark},
    typeface::Weight,
};

/// A4, in points.
pub(super) const WIDTH: f32 = 595.276;
pub(super) const HEIGHT: f32 = 841.89;
pub(super) const MARGIN: f32 = 56.0;
pub(super) const INNER: f32 = WIDTH - 2.0 * MARGIN;
pub(super) const TOP: f32 = 84.0;
const BOTTOM: f32 = HEIGHT - 72.0;
const BODY: f32 = 10.5;

/// How lines are set.
#[derive(Clone, Copy)]
pub(super) struct Setting {
    pub x: f32,
    pub width: f32,
    pub size: f32,
    pub weight: Weight,
}

pub(super) const PLAIN: Setting = Setting {
    x: MARGIN,
    width: INNER,
    size: BODY,
    weight: Weight::Regular,
};

impl Setting {
    /// From one line to the next, in points.
    pub fn line(self) -> f32 {
        self.size * 1.38
    }
}

impl Sheet {
    /// Set lines one under another; gives their marks.
    pub fn lines(&mut self, text: &str, setting: Setting) -> Vec<Child> {
        let lines = self.cut(text, setting);
        lines
            .iter()
            .map(|line| {
                self.room(setting.line());
                let mark = self.text(line, setting, self.y);
                self.y += setting.line();
                mark
            })
            .collect()
    }

    pub fn cut(&self, text: &str, setting: Setting) -> Vec<String> {
        let face = self.typeface.face(setting.weight);
        lines(
            face,
            &drawable(self.typeface, text),
            setting.width / setting.size,
        )
    }

    /// One line whose top is at `top`.
    pub fn text(&mut self, line: &str, setting: Setting, top: f32) -> Child {
        let text = Line {
            x: setting.x,
            y: top + setting.size * 1.05,
            size: setting.size,
            weight: setting.weight,
            text: line.to_owned(),
            link: String::new(),
        };
        self.put(Ink::Text(text), Layer::Content)
    }

    pub fn rule(&mut self) {
        let rule = Ink::Rule {
            x: MARGIN,
            y: self.y,
            width: INNER,
        };
        self.put(rule, Layer::Decoration);
        self.y += 2.0;
    }

    pub fn put(&mut self, ink: Ink, layer: Layer) -> Child {
        let page = self.page;
        self.marks.push(Mark { page, ink, layer });
        Child::Mark(self.marks.len() - 1)
    }

    /// Go to the next page unless `height` is left on this one.
    pub fn room(&mut self, height: f32) {
        if self.y + height > BOTTOM && self.y > TOP {
            self.page += 1;
            self.y = TOP;
        }
    }
}

/// A small count as a length.
pub(super) fn as_points(count: usize) -> f32 {
    f32::from(u16::try_from(count).unwrap_or(u16::MAX))
}
