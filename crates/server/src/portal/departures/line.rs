//! A line of a plan, as its page and its file show it.

use super::reason;
use crate::portal::{shell::Tone, words};
use domain::{
    nomenclature::Profession,
    staff::{List, Number, Why},
};
use store::departure::LineOf;

pub struct LineView {
    pub rank: i64,
    /// The line of the list, if it has one.
    pub number: String,
    pub name: String,
    pub rpps: String,
    /// The file of somebody of the scope, or the public page.
    pub href: String,
    pub situation: String,
    pub why: String,
    pub outcome: Option<(&'static str, Tone, String)>,
    /// Ticked, and not dealt with yet.
    pub waits: bool,
    /// A situation can be added to somebody registered: where.
    pub add: String,
    /// A registration can be begun from it.
    pub may_begin: bool,
}

impl LineView {
    /// The name of a field of this line, which begins so.
    pub fn field(&self, prefix: &str) -> String {
        format!("{prefix}{}", self.rank)
    }
}

pub fn view(line: &LineOf) -> LineView {
    let written = line.written.clone().unwrap_or_default();
    let listed = [
        &written.birth_name,
        &written.used_name,
        &written.first_names,
    ];
    let listed: Vec<&str> = listed
        .into_iter()
        .map(String::as_str)
        .filter(|text| !text.is_empty())
        .collect();
    let (name, rpps) = match &line.shown {
        Some(shown) if line.list != List::Unsure => (
            format!("{} {}", shown.name, shown.first_name),
            shown.rpps.to_string(),
        ),
        _ => (listed.join(" "), written.rpps.clone()),
    };
    let href = line
        .shown
        .as_ref()
        .map(|shown| format!("/professionnels/{}", shown.rpps));
    let add = match (&line.why, &line.shown) {
        (Why::InScope { .. }, Some(shown)) => Some(shown.rpps.to_string()),
        (Why::Outside { .. }, _) if line.list == List::New => {
            let number = Number::read(&written.rpps).ok().flatten();
            number.map(|number| number.rpps.to_string())
        }
        _ => None,
    };
    LineView {
        rank: line.rank,
        number: match written.number {
            0 => String::new(),
            number => number.to_string(),
        },
        name,
        rpps,
        href: href.unwrap_or_default(),
        situation: line.shown.as_ref().map(situation).unwrap_or_default(),
        why: reason::why(line),
        outcome: reason::outcome(line),
        waits: line.is_ticked && line.outcome.is_none(),
        add: add.map_or_else(String::new, |rpps| {
            format!("/professionnels/{rpps}/situations/nouvelle")
        }),
        may_begin: line.list == List::New && line.why == Why::Unregistered,
    }
}

fn situation(shown: &store::departure::Shown) -> String {
    let profession = shown
        .profession
        .parse::<Profession>()
        .map(Profession::short_label);
    format!(
        "{}, {}, depuis le {}",
        shown.establishment_name,
        words::typographic(profession.unwrap_or_default()),
        words::date(shown.starts_on)
    )
}
