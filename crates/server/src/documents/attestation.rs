//! The attestation of a passed course (T1), which anyone can check by its code.

use super::{DocumentError, Letterhead, sheet::Sheet};

#[derive(Clone, Debug)]
pub struct Attestation {
    pub letterhead: Letterhead,
    pub name: String,
    /// The title of the course.
    pub course: String,
    pub version: String,
    /// `12/11/2026`.
    pub passed_on: String,
    /// Of all questions, 0 to 100.
    pub score: u8,
    pub code: String,
    /// The public page that checks the code.
    pub link: String,
}

pub fn attestation(told: &Attestation) -> Result<Vec<u8>, DocumentError> {
    let mut sheet = Sheet::new(&told.letterhead, "Attestation de réussite à la formation")?;
    sheet.paragraph(&format!("{} atteste que", told.letterhead.service));
    sheet.shown(&told.name);
    sheet.paragraph("a suivi la formation des gestionnaires RPPS+ et en a réussi les questions.");
    let score = format!(
        "{}\u{a0}% de bonnes réponses (80\u{a0}% sont demandés)",
        told.score
    );
    sheet.facts(&[
        ("Formation", &told.course),
        ("Version", &told.version),
        ("Réussie le", &told.passed_on),
        ("Résultat", &score),
        ("Code de vérification", &told.code),
    ]);
    sheet.section("À quoi sert cette attestation");
    sheet.paragraph(
        "La formation est demandée à toute personne habilitée comme gestionnaire RPPS+ depuis le 1er avril 2025. L’attestation ne donne aucun droit à elle seule\u{a0}: l’habilitation est donnée par le représentant légal ou un mandataire de la structure.",
    );
    sheet.section("Vérifier cette attestation");
    sheet.code(
        "Toute personne qui reçoit ce document peut s’assurer qu’il est authentique. Lisez le code QR avec un téléphone, ou ouvrez cette adresse et comparez le nom et la date\u{a0}:",
        &told.link,
    )?;
    sheet.finish()
}
