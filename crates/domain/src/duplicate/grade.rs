//! How alike two civil identities are: certain, probable, possible, or not at all (R4).
//!
//! Each trait is the same, differs in a way that people and counters get wrong, or is another. One such way alone is
//! probable; two at once, or one that proves less, possible. A trait that is another makes two persons.

use super::{
    IdentityKey,
    likeness::{is_one_edit, sound},
};
use crate::{
    access::codes,
    identifiers::{BirthDate, comparison_key},
    professional::{BirthPlace, CivilIdentity},
};

codes! {
    /// How far two identities are one.
    Level { Certain = "certain", Probable = "probable", Possible = "possible" }
}

codes! {
    /// In what two identities that are alike differ.
    Likeness {
        FirstFirstNameOnly = "first_first_name_only",
        SwappedNames = "swapped_names",
        UsedNameExchanged = "used_name_exchanged",
        DayAndMonthExchanged = "day_and_month_exchanged",
        OneTypingError = "one_typing_error",
        /// Weaker ones.
        SameSound = "same_sound",
        OneDigitOfTheDate = "one_digit_of_the_date",
        DateInPart = "date_in_part",
        OtherPlace = "other_place",
        OtherSex = "other_sex",
    }
}

impl Likeness {
    /// One alone of those that R4 names is probable.
    const fn is_weak(self) -> bool {
        matches!(
            self,
            Self::SameSound
                | Self::OneDigitOfTheDate
                | Self::DateInPart
                | Self::OtherPlace
                | Self::OtherSex
        )
    }
}

/// How alike two identities are, and in what they differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Grade {
    /// The same key.
    Certain,
    Probable(Likeness),
    Possible(Vec<Likeness>),
}

impl Grade {
    #[must_use]
    pub const fn level(&self) -> Level {
        match self {
            Self::Certain => Level::Certain,
            Self::Probable(_) => Level::Probable,
            Self::Possible(_) => Level::Possible,
        }
    }

    #[must_use]
    pub fn why(&self) -> Vec<Likeness> {
        match self {
            Self::Certain => Vec::new(),
            Self::Probable(one) => vec![*one],
            Self::Possible(all) => all.clone(),
        }
    }
}

/// R4: how alike two identities are; none for two persons.
#[must_use]
pub fn grade(one: &CivilIdentity, other: &CivilIdentity) -> Option<Grade> {
    if IdentityKey::of(one) == IdentityKey::of(other) {
        return Some(Grade::Certain);
    }
    let mut found = names(&Names::of(one), &Names::of(other))?;
    found.extend(dates(one.birth_date, other.birth_date)?);
    found.extend(places(&one.birth_place, &other.birth_place));
    if one.sex != other.sex {
        found.push(Likeness::OtherSex);
    }
    match found.as_slice() {
        [only] if !only.is_weak() => Some(Grade::Probable(*only)),
        [_] => Some(Grade::Possible(found)),
        [first, second] if !first.is_weak() && !second.is_weak() => Some(Grade::Possible(found)),
        _ => None,
    }
}

/// The names of an identity in the form in which they are compared.
struct Names {
    birth: String,
    used: Option<String>,
    first: String,
    firsts: String,
}

impl Names {
    fn of(identity: &CivilIdentity) -> Self {
        let key = |name: &crate::identifiers::PersonalName| comparison_key(name.as_str());
        let firsts: Vec<String> = identity.first_names.iter().map(key).collect();
        Self {
            birth: key(&identity.birth_name),
            used: identity.used_name.as_ref().map(key),
            first: key(identity.first_names.first()),
            firsts: firsts.join(" "),
        }
    }

    /// The birth name of this one stands among the first names of the other, and the other way round.
    fn is_swapped(&self, other: &Self) -> bool {
        let stands = |name: &str, there: &Self| name == there.first || name == there.firsts;
        stands(&self.birth, other) && stands(&other.birth, self)
    }
}

/// In what the names differ: nothing, what is alike, or none when they are others.
fn names(one: &Names, other: &Names) -> Option<Vec<Likeness>> {
    if (&one.birth, &one.firsts) != (&other.birth, &other.firsts) && one.is_swapped(other) {
        return Some(vec![Likeness::SwappedNames]);
    }
    let mut found = Vec::new();
    if one.birth != other.birth {
        found.push(birth_names(one, other)?);
    }
    if one.firsts != other.firsts {
        found.push(first_names(one, other)?);
    }
    Some(found)
}

fn birth_names(one: &Names, other: &Names) -> Option<Likeness> {
    let is_used =
        one.used.as_ref() == Some(&other.birth) || other.used.as_ref() == Some(&one.birth);
    if is_used {
        return Some(Likeness::UsedNameExchanged);
    }
    words(&one.birth, &other.birth)
}

fn first_names(one: &Names, other: &Names) -> Option<Likeness> {
    if one.first == other.first {
        return Some(Likeness::FirstFirstNameOnly);
    }
    words(&one.firsts, &other.firsts)
        .or_else(|| (sound(&one.first) == sound(&other.first)).then_some(Likeness::SameSound))
}

fn words(one: &str, other: &str) -> Option<Likeness> {
    if is_one_edit(one, other) {
        return Some(Likeness::OneTypingError);
    }
    (sound(one) == sound(other)).then_some(Likeness::SameSound)
}

/// In what the dates differ: nothing, what is alike, or none when they are others.
fn dates(one: BirthDate, other: BirthDate) -> Option<Vec<Likeness>> {
    if one == other {
        return Some(Vec::new());
    }
    if one.is_partial() || other.is_partial() {
        let meet = one.earliest() <= other.latest() && other.earliest() <= one.latest();
        return meet.then(|| vec![Likeness::DateInPart]);
    }
    let exchanged =
        (one.year(), one.month(), one.day()) == (other.year(), other.day(), other.month());
    if exchanged {
        return Some(vec![Likeness::DayAndMonthExchanged]);
    }
    is_one_edit(&digits(one), &digits(other)).then(|| vec![Likeness::OneDigitOfTheDate])
}

fn digits(date: BirthDate) -> String {
    date.to_string()
        .chars()
        .filter(char::is_ascii_digit)
        .collect()
}

fn places(one: &BirthPlace, other: &BirthPlace) -> Option<Likeness> {
    match (one, other) {
        (BirthPlace::France { commune: a, .. }, BirthPlace::France { commune: b, .. }) => {
            (a != b).then_some(Likeness::OtherPlace)
        }
        (
            BirthPlace::Abroad {
                country: a,
                town: x,
            },
            BirthPlace::Abroad {
                country: b,
                town: y,
            },
        ) => {
            let (x, y) = (comparison_key(x.as_str()), comparison_key(y.as_str()));
            match (a == b, x == y, is_one_edit(&x, &y)) {
                (true, true, _) => None,
                (true, false, true) => Some(Likeness::OneTypingError),
                _ => Some(Likeness::OtherPlace),
            }
        }
        _ => Some(Likeness::OtherPlace),
    }
}

codes! {
    /// The traits that are put side by side.
    Trait {
        BirthName = "birth_name",
        UsedName = "used_name",
        FirstNames = "first_names",
        Sex = "sex",
        BirthDate = "birth_date",
        BirthPlace = "birth_place",
    }
}

codes! {
    /// Whether a trait agrees.
    Agreement { Same = "same", Close = "close", Other = "other" }
}

/// Trait by trait, for a page that shows both identities side by side.
#[must_use]
pub fn agreements(one: &CivilIdentity, other: &CivilIdentity) -> [(Trait, Agreement); 6] {
    let (a, b) = (Names::of(one), Names::of(other));
    let judge = |same: bool, close: bool| match (same, close) {
        (true, _) => Agreement::Same,
        (false, true) => Agreement::Close,
        (false, false) => Agreement::Other,
    };
    let swapped = a.is_swapped(&b);
    let date = dates(one.birth_date, other.birth_date);
    let place = places(&one.birth_place, &other.birth_place);
    let used = match (&a.used, &b.used) {
        (Some(x), Some(y)) => words(x, y).is_some(),
        _ => false,
    };
    [
        (
            Trait::BirthName,
            judge(a.birth == b.birth, swapped || birth_names(&a, &b).is_some()),
        ),
        (Trait::UsedName, judge(a.used == b.used, used)),
        (
            Trait::FirstNames,
            judge(
                a.firsts == b.firsts,
                swapped || first_names(&a, &b).is_some(),
            ),
        ),
        (Trait::Sex, judge(one.sex == other.sex, false)),
        (
            Trait::BirthDate,
            judge(one.birth_date == other.birth_date, date.is_some()),
        ),
        (
            Trait::BirthPlace,
            judge(place.is_none(), place == Some(Likeness::OneTypingError)),
        ),
    ]
}

#[cfg(test)]
mod tests;
