//! Wrong answers, field by field.

use domain::{
    identifiers::{
        InvalidDate, InvalidEmail, InvalidFiness, InvalidMobile, InvalidPersonalName, InvalidPhone,
        InvalidRpps, YEARS,
    },
    registration::{InvalidAnswer, Problem},
};

/// The sentence beside a field.
#[must_use]
pub fn sentence(problem: &Problem) -> String {
    let field = problem.field;
    match &problem.why {
        InvalidAnswer::Missing => missing(field).to_owned(),
        InvalidAnswer::NotOffered => "Choisissez une des réponses proposées.".to_owned(),
        InvalidAnswer::Name(why) => name(field, why),
        InvalidAnswer::Date(why) => date(*why),
        InvalidAnswer::PartialDate => {
            "Cochez cette case si la pièce d’identité ne donne pas la date complète\u{a0}; sinon, saisissez le jour et le mois.".to_owned()
        }
        InvalidAnswer::Email(why) => email(*why),
        InvalidAnswer::Mobile(why) => mobile(*why).to_owned(),
        InvalidAnswer::Phone(why) => phone(*why).to_owned(),
        InvalidAnswer::TooLong => "Cette réponse est trop longue. Abrégez-la.".to_owned(),
        InvalidAnswer::Finess(why) => finess(*why).to_owned(),
        InvalidAnswer::NotTicked => not_ticked(field).to_owned(),
    }
}

fn missing(field: &str) -> &'static str {
    match field {
        "title" => "Choisissez la civilité.",
        "sex" => "Choisissez le sexe inscrit sur la pièce d’identité.",
        "last_name" => "Saisissez le nom.",
        "first_name" => "Saisissez le prénom.",
        "birth_name" => "Saisissez le nom de naissance.",
        "first_names" => "Saisissez les prénoms, dans l’ordre de la pièce d’identité.",
        "birth_date" => "Saisissez la date de naissance.",
        "birth_country" => "Choisissez le pays de naissance.",
        "birth_commune" => "Saisissez la commune de naissance, puis choisissez-la dans la liste.",
        "birth_town" => "Saisissez la ville de naissance, telle que la pièce d’identité l’écrit.",
        "identity_document" => "Choisissez la pièce d’identité que vous avez vue.",
        "email" => "Saisissez l’adresse électronique de la personne.",
        "mobile" => "Saisissez le numéro de téléphone mobile de la personne.",
        "practice_name" => "Choisissez le nom d’exercice.",
        "practice_first_name" => "Choisissez le prénom d’exercice.",
        "establishment" => "Cherchez l’établissement, puis choisissez-le dans la liste.",
        "starts_on" => "Saisissez la date de prise de fonction.",
        "profession" => "Choisissez la profession.",
        "role" => "Choisissez le rôle RPPS+\u{a0}: c’est lui qui ouvre les droits.",
        "practice_mode" => "Choisissez le mode d’exercice.",
        "your_first_name" => "Saisissez votre prénom.",
        "your_last_name" => "Saisissez votre nom.",
        "structure" => "Cherchez la structure, puis choisissez-la dans la liste.",
        "mode" => "Choisissez le mode du contrat.",
        "job" => "Saisissez sa fonction, par exemple\u{a0}: directrice générale.",
        "phone" => "Saisissez un numéro de téléphone où le joindre.",
        "terms_version" => "Rechargez la page pour lire les conditions en vigueur.",
        "proof" => {
            "Déposez le justificatif\u{a0}: sans lui, l’agence ne peut pas accepter la demande."
        }
        _ => "Répondez à cette question.",
    }
}

fn not_ticked(field: &str) -> &'static str {
    match field {
        "exactness" => {
            "Attestez que les informations sont exactes et que la personne est informée\u{a0}; sans cela, elle ne peut pas être enregistrée."
        }
        "met" => {
            "Attestez que vous avez rencontré la personne\u{a0}; sans cela, elle ne peut pas être enregistrée."
        }
        "terms" => {
            "Acceptez les conditions d’utilisation\u{a0}; sans cela, la demande ne peut pas être transmise."
        }
        _ => "Cochez cette case pour continuer.",
    }
}

/// Why a name cannot be read.
#[must_use]
pub fn name(field: &str, why: &InvalidPersonalName) -> String {
    match why {
        InvalidPersonalName::Empty => missing(field).to_owned(),
        InvalidPersonalName::TooLong => "Ce nom dépasse 300 caractères. Vérifiez qu’il n’a pas été collé plusieurs fois.".to_owned(),
        InvalidPersonalName::Letter { found, instead: Some(instead) } => {
            format!("La lettre «\u{a0}{found}\u{a0}» n’existe pas à l’état civil français. Écrivez «\u{a0}{instead}\u{a0}».")
        }
        InvalidPersonalName::Letter { found, instead: None } => format!(
            "La lettre «\u{a0}{found}\u{a0}» n’existe pas à l’état civil français. Reprenez l’écriture en lettres latines de la pièce d’identité."
        ),
        InvalidPersonalName::Character(found) if found.is_control() || is_invisible(*found) => {
            "Ce nom contient un caractère invisible, souvent venu d’un copier-coller. Effacez-le et saisissez-le au clavier.".to_owned()
        }
        InvalidPersonalName::Character(found) => {
            format!("Le caractère «\u{a0}{found}\u{a0}» n’est pas accepté. Utilisez des lettres, l’espace, le tiret et l’apostrophe.")
        }
    }
}

/// Marks that change the direction of the text, joiners and the like.
const fn is_invisible(found: char) -> bool {
    matches!(found, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

/// Why a date cannot be read.
#[must_use]
pub fn date(why: InvalidDate) -> String {
    match why {
        InvalidDate::Empty => "Saisissez une date.".to_owned(),
        InvalidDate::Shape => {
            "Cette date ne se lit pas. Écrivez-la comme 27/03/1985 ou 27031985.".to_owned()
        }
        InvalidDate::Impossible { year, .. } if year < *YEARS.start() => format!(
            "L’année {year} est trop ancienne\u{a0}: la plus ancienne acceptée est {}. Vérifiez l’année sur la pièce.",
            YEARS.start()
        ),
        InvalidDate::Impossible { year, .. } if year > *YEARS.end() => {
            format!("L’année {year} est trop lointaine. Vérifiez l’année.")
        }
        InvalidDate::Impossible { day, month, year } => {
            format!(
                "Le {day:02}/{month:02}/{year:04} n’existe pas. Vérifiez le jour, le mois et l’année sur la pièce."
            )
        }
    }
}

#[must_use]
pub fn email(why: InvalidEmail) -> String {
    match why {
        InvalidEmail::Empty => missing("email").to_owned(),
        InvalidEmail::TooLong => {
            "Cette adresse dépasse 254 caractères\u{a0}: aucune messagerie ne l’accepte. Vérifiez-la."
                .to_owned()
        }
        InvalidEmail::Space => "Cette adresse contient un espace. Retirez-le.".to_owned(),
        InvalidEmail::At => {
            "Une adresse électronique comporte un @ et un seul, comme nom.prenom@exemple.fr."
                .to_owned()
        }
        InvalidEmail::NotAscii(found) => {
            format!("Une adresse électronique s’écrit sans accent\u{a0}: remplacez «\u{a0}{found}\u{a0}».")
        }
        InvalidEmail::Character(found) => {
            format!("Le caractère «\u{a0}{found}\u{a0}» n’est pas possible dans une adresse électronique.")
        }
        InvalidEmail::Dots => {
            "Cette adresse a deux points de suite, ou un point mal placé. Vérifiez-la.".to_owned()
        }
        InvalidEmail::Domain => {
            "Ce qui suit le @ n’est pas un nom de domaine, comme exemple.fr. Vérifiez-le."
                .to_owned()
        }
    }
}

/// Why a mobile number cannot be read.
#[must_use]
pub const fn mobile(why: InvalidMobile) -> &'static str {
    match why {
        InvalidMobile::Empty => "Saisissez le numéro de téléphone mobile de la personne.",
        InvalidMobile::TooShort => {
            "Ce numéro est trop court\u{a0}: un mobile français a dix chiffres, comme 06 12 34 56 78."
        }
        InvalidMobile::TooLong => {
            "Ce numéro est trop long\u{a0}: un mobile français a dix chiffres, comme 06 12 34 56 78."
        }
        InvalidMobile::Shape => {
            "Ce numéro ne se lit pas. Écrivez-le avec des chiffres, comme 06 12 34 56 78."
        }
        InvalidMobile::Landline => {
            "Ce numéro est celui d’un téléphone fixe. Saisissez un mobile\u{a0}: le code d’activation de l’e-CPS part par SMS."
        }
        InvalidMobile::Foreign => {
            "Ce numéro n’est pas un mobile français, de métropole ou d’outre-mer. Les SMS d’activation ne partent que vers ceux-là."
        }
    }
}

const fn phone(why: InvalidPhone) -> &'static str {
    match why {
        InvalidPhone::Empty => "Saisissez un numéro de téléphone.",
        InvalidPhone::TooShort => {
            "Il manque des chiffres à ce numéro. Par exemple\u{a0}: 02 63 98 01 00."
        }
        InvalidPhone::TooLong => "Ce numéro a trop de chiffres. Par exemple\u{a0}: 02 63 98 01 00.",
        InvalidPhone::Shape => {
            "Ce numéro ne se lit pas. Écrivez dix chiffres, ou +, l’indicatif du pays et le numéro."
        }
        InvalidPhone::Special => {
            "Un numéro en 08 ne joint pas une personne. Donnez une ligne directe ou un mobile."
        }
    }
}

const fn finess(why: InvalidFiness) -> &'static str {
    match why {
        InvalidFiness::Shape => {
            "Un numéro FINESS a neuf caractères. Cherchez plutôt l’établissement par son nom ou sa ville."
        }
        InvalidFiness::Key => {
            "Ce numéro FINESS est mal recopié\u{a0}: sa clé est fausse. Vérifiez-le, ou cherchez l’établissement par son nom."
        }
    }
}

/// Why an RPPS number cannot be one.
#[must_use]
pub const fn rpps(why: &InvalidRpps) -> &'static str {
    match why {
        InvalidRpps::Shape => {
            "Un numéro RPPS compte onze chiffres. Vérifiez-le, ou cherchez la personne dans l’annuaire."
        }
        InvalidRpps::Key => {
            "Ce numéro RPPS est mal recopié\u{a0}: son dernier chiffre ne correspond pas aux dix premiers. Vérifiez chaque chiffre."
        }
    }
}
