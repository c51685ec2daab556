//! French typography: a high punctuation mark, or a quotation mark, is never torn from its word by a line break.

use std::{fs, path::Path};

/// What a reader sees of these folders is French.
const FRENCH: [&str; 5] = [
    "templates",
    "src/portal",
    "src/web",
    "src/outside",
    "src/demo",
];

#[test]
fn french_punctuation_is_bound_to_its_word_by_a_no_break_space() {
    let mut torn = Vec::new();
    for folder in FRENCH {
        visit(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join(folder),
            &mut torn,
        );
    }
    assert!(
        torn.is_empty(),
        "write &nbsp; or \\u{{a0}} there:\n{}",
        torn.join("\n")
    );
}

/// In what a template computes, `&nbsp;` is escaped and shown as it is written.
fn shows_an_entity(line: &str) -> bool {
    line.split("{{").skip(1).any(|part| {
        part.split("}}")
            .next()
            .is_some_and(|computed| computed.contains("&nbsp;"))
    })
}

fn visit(folder: &Path, torn: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            visit(&path, torn);
            continue;
        }
        // An SMS is counted in characters, and wraps where the telephone wants.
        if path.to_string_lossy().ends_with(".sms.txt") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        for (line, content) in text.lines().enumerate() {
            if !content.trim_start().starts_with("//")
                && (is_torn(content) || shows_an_entity(content))
            {
                torn.push(format!("{}:{}: {content}", path.display(), line + 1));
            }
        }
    }
}

/// A space before a mark that ends a word, or after an opening quotation mark. `!` before a name is a template's "not".
fn is_torn(line: &str) -> bool {
    let ends_there = |rest: &str| {
        rest.chars()
            .next()
            .is_none_or(|next| !next.is_alphanumeric() && !"=:(".contains(next))
    };
    line.contains("« ")
        || [':', ';', '?', '!', '»'].iter().any(|mark| {
            line.match_indices(&format!(" {mark}"))
                .any(|(at, found)| ends_there(&line[at + found.len()..]))
        })
}
