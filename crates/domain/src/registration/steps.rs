//! Each step read on its own: the pure checks of R2, R5, R6 and R7.

use super::answers::{Answers, InvalidAnswer, Problem, Reader};
use crate::{
    duplicate::{IdentityKey, Traits},
    identifiers::{
        BirthDate, CommuneCode, Email, Finess, FirstNames, Mobile, PersonalName, parse_french_date,
    },
    nomenclature::Country,
    professional::{BirthPlace, CivilIdentity, Contact, NewSituation, PracticeName},
};

/// R2. The name of a commune of birth is left empty: it is looked up at the birth date.
pub fn civil_identity(answers: &Answers) -> Result<CivilIdentity, Vec<Problem>> {
    let mut reader = Reader::new(answers);
    let title = reader.choice("title");
    let sex = reader.choice("sex");
    let birth_name = reader.read("birth_name", str::parse::<PersonalName>);
    let used_name = reader.optional("used_name", str::parse::<PersonalName>);
    let first_names = reader.read("first_names", str::parse::<FirstNames>);
    let birth_date = birth_date(&mut reader, answers);
    let birth_place = birth_place(&mut reader);
    let document = reader.choice("identity_document");
    let identity = (|| {
        Some(CivilIdentity {
            title: title?,
            sex: sex?,
            birth_name: birth_name?,
            used_name,
            first_names: first_names?,
            birth_date: birth_date?,
            birth_place: birth_place?,
            document: document?,
        })
    })();
    reader.done(identity)
}

/// M1: the traits by which someone is found, as on the identity document. A partial birth date is read as such.
pub fn identity_key(answers: &Answers) -> Result<IdentityKey, Vec<Problem>> {
    let mut reader = Reader::new(answers);
    let birth_name = reader.read("birth_name", str::parse::<PersonalName>);
    let first_names = reader.read("first_names", str::parse::<FirstNames>);
    let sex = reader.choice("sex");
    let birth_date = reader.read("birth_date", BirthDate::parse_french);
    let birth_place = birth_place(&mut reader);
    let key = (|| {
        Some(IdentityKey::of_traits(Traits {
            birth_name: birth_name.as_ref()?,
            first_names: first_names.as_ref()?,
            sex: sex?,
            birth_date: birth_date?,
            birth_place: birth_place.as_ref()?,
        }))
    })();
    reader.done(key)
}

fn birth_date(reader: &mut Reader, answers: &Answers) -> Option<BirthDate> {
    let born = reader.read("birth_date", BirthDate::parse_french)?;
    if born.is_partial() && !answers.is_ticked("partial_date_seen") {
        reader.wrong("partial_date_seen", InvalidAnswer::PartialDate);
        return None;
    }
    Some(born)
}

fn birth_place(reader: &mut Reader) -> Option<BirthPlace> {
    let country: Country = reader.choice("birth_country")?;
    if country.country_code().is_some_and(|code| code.is_france()) {
        let commune: CommuneCode = reader.choice("birth_commune")?;
        return Some(BirthPlace::France {
            commune,
            name: String::new(),
        });
    }
    let town = reader.read("birth_town", str::parse::<PersonalName>)?;
    Some(BirthPlace::Abroad { country, town })
}

/// The birth date and place alone, when both can be read: checked even if the rest cannot.
#[must_use]
pub fn birth(answers: &Answers) -> Option<(BirthDate, BirthPlace)> {
    let mut reader = Reader::new(answers);
    Some((birth_date(&mut reader, answers)?, birth_place(&mut reader)?))
}

/// R5. Whether someone else has the mailbox or the mobile is for the act to say.
pub fn contact(answers: &Answers) -> Result<Contact, Vec<Problem>> {
    let mut reader = Reader::new(answers);
    let email = reader.read("email", str::parse::<Email>);
    let mobile = reader.read("mobile", str::parse::<Mobile>);
    let contact = email.zip(mobile).map(|(email, mobile)| Contact {
        email,
        mobile,
        sole_reader: answers.is_ticked("sole_reader"),
    });
    reader.done(contact)
}

/// R6: the names to publish, chosen among those of the civil identity.
pub fn practice(answers: &Answers) -> Result<PracticeName, Vec<Problem>> {
    let identity = civil_identity(answers).ok();
    let mut reader = Reader::new(answers);
    let first_name = reader.read("practice_first_name", str::parse::<PersonalName>);
    let name = reader.read("practice_name", |choice| {
        match (choice.parse(), &identity) {
            (Ok(PracticeNameChoice::Birth), Some(identity)) => Some(identity.birth_name.clone()),
            (Ok(PracticeNameChoice::Used), Some(identity)) => identity.used_name.clone(),
            _ => None,
        }
        .ok_or(InvalidAnswer::NotOffered)
    });
    let practice = name
        .zip(first_name)
        .map(|(name, first_name)| PracticeName { name, first_name });
    reader.done(practice)
}

crate::access::codes! {
    /// Which of the civil names is the practice name.
    PracticeNameChoice { Birth = "birth", Used = "used" }
}

/// R6. Scope, closing and ages are for the act to say.
pub fn situation(answers: &Answers) -> Result<NewSituation, Vec<Problem>> {
    let mut reader = Reader::new(answers);
    let establishment = reader.read("establishment", str::parse::<Finess>);
    let starts_on = reader.read("starts_on", parse_french_date);
    let planned_end = reader.optional("planned_end", parse_french_date);
    let profession = reader.choice("profession");
    let role = reader.choice("role");
    let practice_mode = reader.choice("practice_mode");
    let situation = (|| {
        Some(NewSituation {
            establishment: establishment?,
            starts_on: starts_on?,
            planned_end,
            profession: profession?,
            role: role?,
            practice_mode: practice_mode?,
        })
    })();
    reader.done(situation)
}

const DROPPED: &str = "attestations_dropped";

/// R7: what was attested is no longer what is answered: both attestations are to be given again.
pub fn drop_attestations(answers: &mut Answers) {
    if answers.is_ticked("exactness") || answers.is_ticked("met") {
        answers.set("exactness", "");
        answers.set("met", "");
        answers.set(DROPPED, "oui");
    }
}

/// Whether attestations were given, then dropped.
#[must_use]
pub fn attestations_were_dropped(answers: &Answers) -> bool {
    answers.is_ticked(DROPPED)
}

/// R7: both attestations; gives the version of the terms that was shown.
pub fn legal(answers: &Answers) -> Result<String, Vec<Problem>> {
    let mut reader = Reader::new(answers);
    reader.ticked("exactness");
    reader.ticked("met");
    let version = reader.text("terms_version").map(str::to_owned);
    reader.done(version)
}
