//! Those whom an identity resembles: side by side inside the scope; outside, the public part and the level alone. Who is
//! probably the same person is told apart with a reason (R4).

use super::{form::Errors, shell::Tone, words};
use crate::{
    actions::{self, Looked},
    web::{Acting, Fields, Problem},
    world::World,
};
use domain::{
    access::paris_day,
    duplicate::{Agreement, Level, Likeness, SetAside, Trait, agreements},
    event::LookUp,
    identifiers::Rpps,
    professional::{BirthPlace, CivilIdentity},
};
use store::{
    Tx,
    look_alike::{LookAlike, look_alikes},
};

/// Somebody whom the identity resembles.
pub struct Compared {
    pub rpps: Rpps,
    pub name: String,
    pub level: Level,
    /// In what the two differ, in words; empty outside the scope.
    pub why: String,
    /// Trait by trait; empty outside the scope.
    pub rows: Vec<Row>,
}

impl Compared {
    /// How far the two are one, and the weight of it.
    #[must_use]
    pub const fn tag(&self) -> (&'static str, Tone) {
        label(self.level)
    }
}

pub struct Row {
    pub label: &'static str,
    pub asked: String,
    pub known: String,
    pub agreement: (&'static str, Tone),
}

/// Those found, and what is said of them.
#[derive(Default)]
pub struct Found {
    pub compared: Vec<Compared>,
    /// Nobody new outside the scope is shown, if there is somebody: the limit of the day is reached (R5).
    pub is_over_limit: bool,
}

impl Found {
    /// Somebody probably is the same person: the manager says why not (R4).
    #[must_use]
    pub fn is_probable(&self) -> bool {
        self.of(Level::Probable).is_some()
    }

    /// Who bears exactly this identity.
    #[must_use]
    pub fn certain(&self) -> Option<&Rpps> {
        self.of(Level::Certain).map(|one| &one.rpps)
    }

    fn of(&self, level: Level) -> Option<&Compared> {
        self.compared.iter().find(|one| one.level == level)
    }

    #[must_use]
    pub fn numbers(&self) -> Vec<Rpps> {
        self.compared.iter().map(|one| one.rpps.clone()).collect()
    }

    /// The numbers as the form carries them: what is said holds for those who were shown.
    #[must_use]
    pub fn shown(&self) -> String {
        let numbers: Vec<&str> = self.compared.iter().map(|one| one.rpps.as_str()).collect();
        numbers.join(" ")
    }
}

/// What the form says of those who were shown.
#[must_use]
pub fn said(fields: &Fields) -> SetAside {
    let shown = fields.get("others").split(' ');
    SetAside {
        others: shown.filter_map(|rpps| rpps.parse().ok()).collect(),
        reason: fields.get("others_reason").to_owned(),
    }
}

/// A reason longer than the page says, added to what is wrong.
pub fn check_length(said: &SetAside, errors: &mut Errors) {
    let letters = said.reason.chars().filter(|letter| *letter != '\r').count();
    if letters > SetAside::LONGEST {
        errors.add(
            "others_reason",
            format!(
                "Votre explication fait {letters} caractères. Raccourcissez-la à {}.",
                SetAside::LONGEST
            ),
        );
    }
}

/// Look for them; each one outside the scope counts, once a day (R5).
pub async fn find(
    world: &World,
    acting: &Acting,
    identity: &CivilIdentity,
) -> Result<Found, Problem> {
    let today = paris_day(world.store.clock.now());
    let mut tx = world.db().read().await?;
    let all = look_alikes(&mut tx, &acting.scope, identity, today).await?;
    let identity = &named(&mut tx, identity).await?;
    drop(tx);
    let mut found = Found::default();
    for one in all {
        let known = async || Ok(Some(one.known.clone()));
        match actions::look_up(world, &acting.actor, LookUp::Identity, known).await? {
            Looked::Found(_) => found.compared.push(compared(identity, &one)),
            Looked::OverLimit | Looked::Nobody => {}
        }
    }
    found.is_over_limit = actions::is_over_limit(world, acting.actor.grant.id).await?;
    Ok(found)
}

/// The commune of birth by the name that it had then: a request holds its code alone.
async fn named(tx: &mut Tx, identity: &CivilIdentity) -> Result<CivilIdentity, Problem> {
    let mut named = identity.clone();
    if let BirthPlace::France { commune, name } = &mut named.birth_place {
        let known = store::place::of_code(tx, commune).await?;
        let then = known
            .iter()
            .find(|one| one.existed_on(&identity.birth_date))
            .or(known.last());
        if let Some(then) = then {
            name.clone_from(&then.name);
        }
    }
    Ok(named)
}

fn compared(identity: &CivilIdentity, one: &LookAlike) -> Compared {
    let inside = one.inside.as_ref();
    let why: Vec<&str> = one.grade.why().into_iter().map(likeness).collect();
    Compared {
        rpps: one.known.rpps.clone(),
        name: one.known.practice_name.clone(),
        level: one.grade.level(),
        why: inside.map_or_else(String::new, |_| why.join(", ")),
        rows: inside.map_or_else(Vec::new, |known| {
            agreements(identity, &known.identity)
                .into_iter()
                .map(|(field, agreement)| Row {
                    label: of_trait(field),
                    asked: text(field, identity),
                    known: text(field, &known.identity),
                    agreement: label_of(agreement),
                })
                .collect()
        }),
    }
}

fn text(field: Trait, identity: &CivilIdentity) -> String {
    match field {
        Trait::BirthName => identity.birth_name.to_string(),
        Trait::UsedName => identity
            .used_name
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        Trait::FirstNames => identity.first_names.display_french(),
        Trait::Sex => identity.sex.label().to_owned(),
        Trait::BirthDate => identity.birth_date.display_french(),
        Trait::BirthPlace => match &identity.birth_place {
            BirthPlace::France { commune, name } if name.is_empty() => format!("code {commune}"),
            BirthPlace::France { commune, name } => format!("{name}, code {commune}"),
            BirthPlace::Abroad { country, town } => {
                format!("{town} ({})", words::typographic(country.short_label()))
            }
        },
    }
}

/// How far two identities are one, and the weight of it.
const fn label(level: Level) -> (&'static str, Tone) {
    match level {
        Level::Certain => ("Même personne, c’est certain", Tone::Error),
        Level::Probable => ("Même personne, c’est probable", Tone::Warning),
        Level::Possible => ("Même personne, c’est possible", Tone::Info),
    }
}

/// In what two identities differ.
const fn likeness(likeness: Likeness) -> &'static str {
    match likeness {
        Likeness::FirstFirstNameOnly => "seul le premier prénom est le même",
        Likeness::SwappedNames => "nom et prénom inversés",
        Likeness::UsedNameExchanged => "nom de naissance et nom d’usage échangés",
        Likeness::DayAndMonthExchanged => "jour et mois de naissance échangés",
        Likeness::OneTypingError => "une faute de frappe",
        Likeness::SameSound => "des noms qui se prononcent de même",
        Likeness::OneDigitOfTheDate => "un chiffre de la date de naissance",
        Likeness::DateInPart => "une date de naissance incomplète",
        Likeness::OtherPlace => "le lieu de naissance",
        Likeness::OtherSex => "le sexe",
    }
}

const fn label_of(agreement: Agreement) -> (&'static str, Tone) {
    match agreement {
        Agreement::Same => ("Identique", Tone::Neutral),
        Agreement::Close => ("Proche", Tone::Info),
        Agreement::Other => ("Différent", Tone::Warning),
    }
}

const fn of_trait(one: Trait) -> &'static str {
    match one {
        Trait::BirthName => "Nom de naissance",
        Trait::UsedName => "Nom d’usage",
        Trait::FirstNames => "Prénoms",
        Trait::Sex => "Sexe",
        Trait::BirthDate => "Date de naissance",
        Trait::BirthPlace => "Lieu de naissance",
    }
}
