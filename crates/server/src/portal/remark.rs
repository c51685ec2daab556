//! What was said of an application or a request that was not accepted, as its pages show it (C3, D2).

use crate::{portal::words, web::Fields};
use store::remark::Said;

/// Letters of a remark, at most.
const LONGEST: usize = 2_000;

/// What was said, once.
pub struct RemarkLine {
    pub at: String,
    pub outcome: &'static str,
    pub reasons: Vec<&'static str>,
    pub text: String,
    pub by: String,
}

/// A line of what was said; the reason that `label` names none of says nothing by itself.
pub fn line<S, R: Copy>(
    said: Said<S, R>,
    outcome: impl Fn(S) -> &'static str,
    label: impl Fn(R) -> Option<&'static str>,
) -> RemarkLine {
    RemarkLine {
        at: words::date_time(said.at),
        outcome: outcome(said.outcome),
        reasons: said.reasons.iter().copied().filter_map(label).collect(),
        text: said.remark,
        by: said.by,
    }
}

/// The reasons that are ticked; `other` when own words stand alone.
pub fn reasons<R: Copy>(
    fields: &Fields,
    all: &[R],
    code: impl Fn(R) -> &'static str,
    other: R,
) -> Vec<R> {
    let is_ticked = |reason: &R| fields.get(&format!("motif_{}", code(*reason))) == "oui";
    let ticked: Vec<R> = all.iter().copied().filter(is_ticked).collect();
    if ticked.is_empty() {
        vec![other]
    } else {
        ticked
    }
}

/// The own words of who settles it.
pub fn own_words(fields: &Fields) -> String {
    fields.get("remark").chars().take(LONGEST).collect()
}
