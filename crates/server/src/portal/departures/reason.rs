//! Why a line is proposed, and what became of it, in French.

use crate::portal::{messages::DEATH_IN_BULK, shell::Tone, words};
use domain::{
    nomenclature::Profession,
    professional::precedes_start,
    staff::{Difference, LineOutcome, Why, Wrong},
};
use jiff::civil::Date;
use store::departure::{LineOf, Shown};

/// The reason of a line, in a sentence.
pub fn why(line: &LineOf) -> String {
    match &line.why {
        Why::Absent => "Absente de la liste, qui porte un numéro RPPS sur chaque ligne et paraît complète.".to_owned(),
        Why::AbsentUnnumbered => "Absente de la liste, dont certaines lignes sont sans numéro RPPS ou illisibles\u{a0}: vérifiez avant de cocher.".to_owned(),
        Why::AbsentFromPartial => "Absente de la liste, mais celle-ci ne paraît pas complète\u{a0}: vérifiez avant de cocher.".to_owned(),
        Why::ListedElsewhere => "Dans la liste, mais pour un autre établissement que celui-ci.".to_owned(),
        Why::Leaves { on } => format!("La liste indique une sortie le {}.", words::date(*on)),
        Why::LeavesByName { on } => format!("La liste indique une sortie le {}, pour une personne de ce nom, sans numéro RPPS ni date de naissance\u{a0}: vérifiez avant de cocher.", words::date(*on)),
        Why::Numbered => "Son numéro est dans votre liste, et c’est sa seule situation en cours dans votre périmètre.".to_owned(),
        Why::NumberedSeveral => "Son numéro est dans votre liste, et cette personne a plusieurs situations en cours\u{a0}: cochez celles qui prennent fin.".to_owned(),
        Why::Unregistered => "Personne de ce nom n’est enregistré dans votre périmètre.".to_owned(),
        Why::Left { on } => format!("Partie le {} d’après la liste, et sans situation en cours dans les établissements comparés\u{a0}: rien à faire.", words::date(*on)),
        Why::InScope { establishment } => format!("Déjà enregistrée dans votre périmètre, à un autre établissement\u{a0}: {establishment}."),
        Why::Outside { name } => format!("Ce numéro est celui de {name}, enregistrement d’une autre structure. Cette recherche est comptée."),
        Why::NumberUnknown => "Ce numéro n’est pas de ce registre\u{a0}: la personne relève sans doute d’un Ordre ou de l’ARS, et n’est pas à enregistrer ici.".to_owned(),
        Why::NotLookedUp => "Ce numéro n’a pas été recherché hors de votre périmètre\u{a0}: le nombre de recherches par jour est limité. Cherchez-le dans l’annuaire.".to_owned(),
        Why::Differs { differences } => {
            let told: Vec<String> = differences.iter().map(|one| difference(one, line.shown.as_ref())).collect();
            told.join(" ")
        }
        Why::Unreadable { wrong } => {
            let told: Vec<String> = wrong.iter().map(|one| unreadable(*one, line)).collect();
            told.join(" ")
        }
        Why::Several => "Plusieurs personnes enregistrées ici portent ce nom\u{a0}: ajoutez à la liste le numéro RPPS ou la date de naissance.".to_owned(),
        Why::OtherBirthDate => "Une personne enregistrée ici porte ce nom, mais une autre date de naissance\u{a0}: homonyme, ou faute de frappe.".to_owned(),
        Why::OtherNumber { registered } => format!("Même nom, prénom et date de naissance qu’une personne enregistrée ici, dont le numéro est {registered}\u{a0}: corrigez la liste."),
        Why::OtherName { registered } => format!("Ce numéro est celui de {registered}\u{a0}: le nom de la liste n’est pas le sien."),
        Why::Twice { line } => format!("La même personne est à la ligne {line}, avec d’autres dates, une autre profession ou un autre établissement."),
        Why::NotHere => "Ce numéro n’a pas de situation en cours dans votre périmètre.".to_owned(),
    }
}

fn difference(difference: &Difference, shown: Option<&Shown>) -> String {
    match difference {
        Difference::Profession { listed } => {
            let label = |code: &str| {
                let known = code.parse::<Profession>().map(Profession::short_label);
                words::typographic(known.unwrap_or("une autre"))
            };
            let here = shown
                .map(|shown| label(&shown.profession))
                .unwrap_or_default();
            format!(
                "Profession\u{a0}: «\u{a0}{here}\u{a0}» ici, «\u{a0}{}\u{a0}» dans la liste.",
                label(listed)
            )
        }
        Difference::StartsOn { listed } => {
            let here = shown
                .map(|shown| words::date(shown.starts_on))
                .unwrap_or_default();
            format!(
                "Prise de fonction\u{a0}: {here} ici, {} dans la liste.",
                words::date(*listed)
            )
        }
        Difference::BirthDate { listed } => format!(
            "Date de naissance\u{a0}: {listed} dans la liste, une autre ici. L’agence corrige un état civil, sur justificatif."
        ),
    }
}

fn unreadable(wrong: Wrong, line: &LineOf) -> String {
    match wrong {
        Wrong::NumberShape => "Le numéro RPPS n’a pas onze chiffres.",
        Wrong::NumberKey => "Le numéro RPPS est mal recopié\u{a0}: sa clé ne convient pas.",
        Wrong::NumberRounded => {
            let written = line.written.as_ref().map_or("", |written| &written.rpps);
            return format!(
                "Le tableur a écrit ce numéro {written}\u{a0}: mettez la colonne au format Texte, puis recopiez le numéro."
            );
        }
        Wrong::BirthDate => "La date de naissance ne se lit pas.",
        Wrong::StartsOn => "La date d’entrée ne se lit pas.",
        Wrong::EndsOn => "La date de sortie ne se lit pas.",
        Wrong::Nobody => "Ni numéro RPPS, ni nom et prénom.",
        Wrong::Formula => "Une cellule contient une formule en erreur.",
        Wrong::UnsavedFormula => {
            "Une cellule contient une formule sans valeur enregistrée\u{a0}: ouvrez le fichier dans votre tableur, enregistrez-le, puis renvoyez-le."
        }
    }
    .to_owned()
}

/// The last day of a line, if it is before the situation begins, in a sentence that names who it is of.
pub fn too_early(line: &LineOf, last: Option<Date>, today: Date) -> Option<String> {
    let (last, shown) = (last?, line.shown.as_ref()?);
    precedes_start(last, shown.starts_on, today).then(|| {
        format!(
            "{} {}\u{a0}: le dernier jour, le {}, précède la prise de fonction, le {}.",
            shown.name,
            shown.first_name,
            words::date(last),
            words::date(shown.starts_on)
        )
    })
}

/// What became of a line; none when nothing was to be done.
pub fn outcome(line: &LineOf) -> Option<(&'static str, Tone, String)> {
    let ended = |day: Option<Date>| day.map(words::date).unwrap_or_default();
    let on = line
        .shown
        .as_ref()
        .and_then(|shown| shown.ends_on)
        .or(line.ends_on);
    Some(match line.outcome? {
        LineOutcome::Closed => ("Close", Tone::Success, format!("Fin le {}.", ended(on))),
        LineOutcome::Planned => (
            "Fin prévue",
            Tone::Success,
            format!("Fin prévue le {}.", ended(on)),
        ),
        LineOutcome::AlreadyClosed => (
            "Déjà close",
            Tone::Neutral,
            format!("Close entre-temps, fin le {}.", ended(on)),
        ),
        LineOutcome::Refused => ("Refusée", Tone::Error, refused(line)),
    })
}

/// By the code of the refusal, which is what a plan keeps.
fn refused(line: &LineOf) -> String {
    let started = line
        .shown
        .as_ref()
        .map(|shown| words::date(shown.starts_on));
    match line.told.as_str() {
        "not_allowed" => "Le droit de qui a confirmé a pris fin avant que cette ligne soit traitée. Préparez un nouveau plan.".to_owned(),
        "situation_unknown" => "Cette situation n’est plus dans votre périmètre.".to_owned(),
        "ends_before_start" => format!("La fin précéderait la prise de fonction, le {}.", started.unwrap_or_default()),
        "already_planned" => "Cette fin était déjà prévue, pour le même motif.".to_owned(),
        "death_in_bulk" => DEATH_IN_BULK.to_owned(),
        _ => "Cette situation ne peut pas être close ainsi\u{a0}: ouvrez le dossier pour voir pourquoi.".to_owned(),
    }
}
