//! A document being written from top to bottom: what does not fit flows onto the next page.

use super::{
    DocumentError, Letterhead,
    pen::{INNER, MARGIN, PLAIN, Setting, TOP, as_points},
    print,
    text::drawable,
    tree::{Branch, Child, Heading, Ink, Layer, Mark},
    typeface::{Typeface, Weight, typeface},
};
use krilla::tagging::{ListNumbering, TableHeaderScope, Tag};
use qrcode::{Color, QrCode};
use std::num::NonZeroU16;

const LABELS: f32 = 150.0;
const CODE: f32 = 92.0;

/// A label and its value; an empty value is left to be filled in by hand.
pub(super) type Fact<'a> = (&'a str, &'a str);

pub(super) struct Sheet {
    pub letterhead: Letterhead,
    pub title: String,
    pub typeface: &'static Typeface,
    pub marks: Vec<Mark>,
    pub root: Vec<Branch>,
    pub headings: Vec<Heading>,
    pub page: usize,
    /// How far down this page is written.
    pub y: f32,
}

impl Sheet {
    /// Begin with the title, which is also that of the file.
    pub fn new(letterhead: &Letterhead, title: &str) -> Result<Self, DocumentError> {
        let typeface = typeface()?;
        let mut sheet = Self {
            letterhead: Letterhead {
                service: drawable(typeface, &letterhead.service),
                contact: drawable(typeface, &letterhead.contact),
            },
            title: title.to_owned(),
            typeface,
            marks: Vec::new(),
            root: Vec::new(),
            headings: Vec::new(),
            page: 0,
            y: TOP,
        };
        sheet.heading(title, 1, 19.0);
        sheet.y += 4.0;
        Ok(sheet)
    }

    pub fn section(&mut self, text: &str) {
        self.y += 12.0;
        self.room(70.0);
        self.heading(text, 2, 13.0);
        self.rule();
        self.y += 4.0;
    }

    pub fn subsection(&mut self, text: &str) {
        self.y += 6.0;
        self.room(60.0);
        self.heading(text, 3, 11.0);
    }

    fn heading(&mut self, text: &str, level: u16, size: f32) {
        let setting = Setting {
            size,
            weight: Weight::Semibold,
            ..PLAIN
        };
        let (page, y) = (self.page, self.y);
        let marks = self.lines(text, setting);
        let text = drawable(self.typeface, text);
        let rank = NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN);
        self.root
            .push(Branch::new(Tag::Hn(rank, Some(text.clone())), marks));
        self.headings.push(Heading {
            text,
            page,
            y,
            level,
        });
        self.y += 3.0;
    }

    pub fn paragraph(&mut self, text: &str) {
        let marks = self.lines(text, PLAIN);
        self.root.push(Branch::new(Tag::P, marks));
        self.y += 5.0;
    }

    /// One thing in large letters: a name, a code.
    pub fn shown(&mut self, text: &str) {
        let setting = Setting {
            size: 16.0,
            weight: Weight::Semibold,
            ..PLAIN
        };
        let marks = self.lines(text, setting);
        self.root.push(Branch::new(Tag::P, marks));
        self.y += 5.0;
    }

    pub fn list(&mut self, items: &[&str]) {
        let body = Setting {
            x: MARGIN + 14.0,
            width: INNER - 14.0,
            ..PLAIN
        };
        let mut list = Vec::new();
        for item in items {
            self.room(body.line());
            let bullet = self.text("•", PLAIN, self.y);
            let marks = self.lines(item, body);
            self.y += 2.0;
            list.push(Child::Branch(Branch::new(
                Tag::LI,
                vec![
                    Child::Branch(Branch::new(Tag::Lbl, vec![bullet])),
                    Child::Branch(Branch::new(Tag::LBody, marks)),
                ],
            )));
        }
        self.root
            .push(Branch::new(Tag::L(ListNumbering::Circle), list));
        self.y += 3.0;
    }

    /// A table of two columns, each row named by its first cell.
    pub fn facts(&mut self, facts: &[Fact<'_>]) {
        let mut rows = Vec::new();
        for (label, value) in facts {
            rows.push(self.fact(label, value));
            self.rule();
        }
        self.root.push(Branch::new(Tag::Table, rows));
        self.y += 4.0;
    }

    fn fact(&mut self, label: &str, value: &str) -> Child {
        let named = Setting {
            width: LABELS - 12.0,
            weight: Weight::Semibold,
            ..PLAIN
        };
        let told = Setting {
            x: MARGIN + LABELS,
            width: INNER - LABELS,
            ..PLAIN
        };
        let value = if value.trim().is_empty() {
            "À compléter : ………………………………………………………"
        } else {
            value
        };
        self.y += 3.0;
        let (labels, values) = (self.cut(label, named), self.cut(value, told));
        let rows = labels.len().max(values.len());
        if rows < 30 {
            self.room(as_points(rows) * told.line());
        }
        let (mut head, mut cell) = (Vec::new(), Vec::new());
        for row in 0..rows {
            self.room(told.line());
            if let Some(line) = labels.get(row) {
                head.push(self.text(line, named, self.y));
            }
            if let Some(line) = values.get(row) {
                cell.push(self.text(line, told, self.y));
            }
            self.y += told.line();
        }
        self.y += 1.0;
        Child::Branch(Branch::new(
            Tag::TR,
            vec![
                Child::Branch(Branch::new(Tag::TH(TableHeaderScope::Row), head)),
                Child::Branch(Branch::new(Tag::TD, cell)),
            ],
        ))
    }

    /// One or two boxes side by side, each for a date and a signature.
    pub fn signatures(&mut self, who: &[&str]) {
        let height = 104.0;
        let gap = 16.0;
        let count = who.len().max(1);
        let width = (INNER - gap * as_points(count - 1)) / as_points(count);
        self.y += 4.0;
        self.room(height + 8.0);
        for (rank, who) in who.iter().enumerate() {
            let x = MARGIN + as_points(rank) * (width + gap);
            let frame = Ink::Frame {
                x,
                y: self.y,
                width,
                height,
            };
            self.put(frame, Layer::Decoration);
            let inside = Setting {
                x: x + 10.0,
                width: width - 20.0,
                ..PLAIN
            };
            let mut y = self.y + 6.0;
            let mut marks = Vec::new();
            for line in [
                *who,
                "Fait à ………………………… le …………………",
                "Signature et cachet :",
            ] {
                for line in self.cut(line, inside) {
                    marks.push(self.text(&line, inside, y));
                    y += inside.line();
                }
            }
            self.root.push(Branch::new(Tag::P, marks));
        }
        self.y += height + 8.0;
    }

    /// A QR code with what it is for and the link itself beside it.
    pub fn code(&mut self, why: &str, link: &str) -> Result<(), DocumentError> {
        let code = QrCode::new(link)?;
        self.room(CODE + 8.0);
        let (top, per_row) = (self.y, code.width());
        let colors = code.into_colors();
        let squares = Ink::Code {
            x: MARGIN,
            y: top,
            side: CODE,
            modules: colors.into_iter().map(|one| one == Color::Dark).collect(),
            per_row,
        };
        let drawing = self.put(squares, Layer::Content);
        let alt = format!("Code QR qui mène à {link}");
        self.root
            .push(Branch::new(Tag::Figure(Some(alt)), vec![drawing]));
        let beside = Setting {
            x: MARGIN + CODE + 16.0,
            width: INNER - CODE - 16.0,
            ..PLAIN
        };
        self.y += 4.0;
        let marks = self.lines(why, beside);
        self.root.push(Branch::new(Tag::P, marks));
        self.y += 2.0;
        let first = self.marks.len();
        let marks = self.lines(link, beside);
        for mark in &mut self.marks[first..] {
            if let Ink::Text(text) = &mut mark.ink {
                link.clone_into(&mut text.link);
            }
        }
        self.root.push(Branch::new(Tag::Link, marks));
        self.y = self.y.max(top + CODE) + 8.0;
        Ok(())
    }

    /// The file.
    pub fn finish(self) -> Result<Vec<u8>, DocumentError> {
        print::print(&self)
    }
}
