//! Text made fit to draw, and cut into lines.

use super::typeface::{Face, Typeface, Weight};
use unicode_normalization::UnicodeNormalization as _;

/// Any text as the typeface can draw it: composed, without what has no shape, with a box for unknown letters.
pub(super) fn drawable(typeface: &Typeface, text: &str) -> String {
    let face = typeface.face(Weight::Regular);
    text.nfc()
        .filter(|letter| !is_shapeless(*letter))
        .map(|letter| match letter {
            '\n' | '\u{a0}' | '\u{202f}' => letter,
            blank if blank.is_whitespace() || blank.is_control() => ' ',
            letter => face.drawable(letter),
        })
        .collect()
}

/// Marks of direction, joiners, variation selectors, soft hyphens: they draw nothing.
fn is_shapeless(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Cut a text into lines of at most `width` ems, at its spaces; a word that is too long breaks where it must.
/// A line that goes on keeps its space, so that words stay apart for whoever copies or listens.
pub(super) fn lines(face: &Face, text: &str, width: f32) -> Vec<String> {
    text.split('\n')
        .flat_map(|paragraph| cut(face, paragraph.trim(), width))
        .collect()
}

fn cut(face: &Face, text: &str, width: f32) -> Vec<String> {
    let (mut lines, mut line, mut reached) = (Vec::new(), String::new(), 0.0);
    for word in text.split_inclusive(' ') {
        let widths = face.widths(word);
        let bare: f32 = widths[..word.trim_end().chars().count()].iter().sum();
        if reached + bare > width && !line.is_empty() {
            lines.push(std::mem::take(&mut line));
            reached = 0.0;
        }
        for (letter, wide) in word.chars().zip(widths) {
            if letter != ' ' && reached + wide > width && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
                reached = 0.0;
            }
            line.push(letter);
            reached += wide;
        }
    }
    lines.push(line);
    lines
}
