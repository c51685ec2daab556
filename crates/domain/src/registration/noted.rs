//! Those whom the identity of a draft resembles, noted in its answers: what its list and its steps then say (R4).

use super::{Answers, civil_identity};
use crate::{
    duplicate::{IdentityKey, SetAside},
    identifiers::Rpps,
};

const IDENTITY: &str = "duplicate_identity";
const RPPS: &str = "duplicate_rpps";

const COMPARED: &str = "others_identity";
const OTHERS: &str = "others";
const REASON: &str = "others_reason";
const ANSWERED: &str = "others_answered";

/// Note who bears the identity of these answers, or that nobody does.
pub fn note_duplicate(answers: &mut Answers, known: Option<&Rpps>) {
    let key = civil_identity(answers).map(|identity| IdentityKey::of(&identity));
    let noted = key.as_ref().ok().zip(known);
    answers.set(IDENTITY, noted.map_or("", |(key, _)| key.as_str()));
    answers.set(RPPS, noted.map_or("", |(_, rpps)| rpps.as_str()));
}

/// Who was found to bear the identity, and its key; none once the identity was changed.
#[must_use]
pub fn noted_duplicate(answers: &Answers) -> Option<(Rpps, IdentityKey)> {
    let rpps = answers.get(RPPS).parse().ok()?;
    let key = IdentityKey::of(&civil_identity(answers).ok()?);
    (answers.get(IDENTITY) == key.as_str()).then_some((rpps, key))
}

/// What look-alikes are looked for with: the key, and the used name.
fn compared(answers: &Answers) -> Option<String> {
    let identity = civil_identity(answers).ok()?;
    let used = identity.used_name.as_ref().map(ToString::to_string);
    let key = IdentityKey::of(&identity);
    Some(format!("{}|{}", key.as_str(), used.unwrap_or_default()))
}

/// Note what was said of those whom the identity resembles, and whether that answers the question.
pub fn note_set_aside(answers: &mut Answers, said: &SetAside, is_answered: bool) {
    let others: Vec<&str> = said.others.iter().map(Rpps::as_str).collect();
    let compared = compared(answers).unwrap_or_default();
    answers.set(COMPARED, &compared);
    answers.set(OTHERS, &others.join(" "));
    answers.set(REASON, &said.reason);
    answers.set(ANSWERED, if is_answered { "oui" } else { "" });
}

/// Note that the manager has to compare with these; what was said already is kept as typed.
pub fn ask_about(answers: &mut Answers, others: Vec<Rpps>) {
    let reason = noted(answers).reason;
    note_set_aside(answers, &SetAside { others, reason }, false);
}

/// What was said of look-alikes, answered or not; nothing once the identity was changed.
#[must_use]
pub fn noted(answers: &Answers) -> SetAside {
    if compared(answers).is_none_or(|compared| compared != answers.get(COMPARED)) {
        return SetAside::default();
    }
    let others = answers.get(OTHERS).split(' ');
    SetAside {
        others: others.filter_map(|rpps| rpps.parse().ok()).collect(),
        reason: answers.get(REASON).to_owned(),
    }
}

/// The manager's answer about look-alikes; nothing before it was given, or once the identity was changed.
#[must_use]
pub fn set_aside(answers: &Answers) -> SetAside {
    if answers.is_ticked(ANSWERED) {
        return noted(answers);
    }
    SetAside::default()
}

/// Somebody is to be compared with first.
#[must_use]
pub fn is_to_compare(answers: &Answers) -> bool {
    !answers.is_ticked(ANSWERED) && !noted(answers).others.is_empty()
}
