//! A list as it is sent: a file, or a text pasted from a spreadsheet.

use crate::{
    actions::Listed,
    import::staff::{MOST_LINES, StaffList, Unreadable},
    portal::{form::Errors, words},
    web::{Problem, Upload, upload::Kind},
};
use std::mem::take;

/// Bytes of a list.
pub const MOST: usize = 5 * 1024 * 1024;
pub const FILE: &str = "fichier";
pub const PASTED: &str = "colle";

/// Read what was sent; what is wrong is told beside the field that it came by.
pub async fn read(
    sent: &mut Upload<MOST>,
    reader: fn(&[u8]) -> Result<StaffList, Unreadable>,
    errors: &mut Errors,
) -> Result<Option<Listed>, Problem> {
    let file = sent.file.take();
    let pasted = sent.fields.get(PASTED).to_owned();
    let (field, name, bytes) = match (file, pasted.is_empty()) {
        (Some(_), false) => {
            errors.add(
                FILE,
                "Envoyez un fichier, ou collez un texte, mais pas les deux\u{a0}: videz l’un des deux.",
            );
            return Ok(None);
        }
        (Some(file), true) if file.kind == Kind::TooLarge => {
            errors.add(
                FILE,
                "Ce fichier dépasse 5\u{a0}Mo. Ne gardez que la feuille du personnel et ses colonnes utiles, puis renvoyez-le.",
            );
            return Ok(None);
        }
        (Some(mut file), true) => (FILE, take(&mut file.name), file.bytes),
        (None, false) => (PASTED, String::new(), pasted.into_bytes()),
        (None, true) => {
            errors.add(
                FILE,
                "Choisissez le fichier à envoyer, ou collez les lignes de votre tableur.",
            );
            return Ok(None);
        }
    };
    // A list may be made to break its reader: that ends the reading alone.
    let read = tokio::task::spawn_blocking(move || reader(&bytes)).await;
    match read.unwrap_or(Err(Unreadable::Damaged)) {
        Ok(list) => Ok(Some(Listed { list, name })),
        Err(why) => {
            errors.add(field, told(&why));
            Ok(None)
        }
    }
}

fn told(why: &Unreadable) -> String {
    match why {
        Unreadable::Empty => "Cette liste est vide\u{a0}: il faut une ligne d’en-têtes, puis une ligne par personne.".to_owned(),
        Unreadable::Password => "Ce classeur est protégé par un mot de passe. Enregistrez-le sans mot de passe, puis envoyez-le de nouveau.".to_owned(),
        Unreadable::OldWorkbook => "Ce classeur est à l’ancien format d’Excel (.xls). Dans votre tableur, choisissez «\u{a0}Enregistrer sous\u{a0}», puis «\u{a0}Classeur Excel (.xlsx)\u{a0}».".to_owned(),
        Unreadable::OtherWorkbook(kind) => format!("Ce classeur est au format {kind}. Dans votre tableur, choisissez «\u{a0}Enregistrer sous\u{a0}», puis «\u{a0}Classeur Excel (.xlsx)\u{a0}»."),
        Unreadable::NoList => "Ce fichier n’est ni un classeur Excel (.xlsx) ni un texte en colonnes (.csv), quel que soit son nom. Exportez la liste depuis votre tableur ou votre logiciel de paie.".to_owned(),
        Unreadable::Damaged => "Ce fichier est abîmé ou incomplet. Ouvrez-le pour le vérifier, enregistrez-le de nouveau, puis renvoyez-le.".to_owned(),
        Unreadable::TooLarge => "Ce classeur est trop grand une fois ouvert. Ne gardez que la feuille du personnel et ses colonnes utiles, puis renvoyez-le.".to_owned(),
        Unreadable::TooManyLines => format!(
            "Cette liste a plus de {} lignes. Partagez-la en plusieurs, par établissement.",
            words::thousands(MOST_LINES.try_into().unwrap_or(i64::MAX))
        ),
        Unreadable::Lacks { found } => format!(
            "Il manque les colonnes qui disent de qui il s’agit\u{a0}: «\u{a0}RPPS\u{a0}», ou «\u{a0}Nom\u{a0}» et «\u{a0}Prénom\u{a0}». Trouvé\u{a0}: {}.",
            found.join(", ")
        ),
    }
}
