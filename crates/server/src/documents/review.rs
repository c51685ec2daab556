//! The certificate of a review: an establishment confirmed its list of professionals (L5).

use super::{DocumentError, Letterhead, sheet::Sheet};

#[derive(Clone, Debug)]
pub struct ReviewCertificate {
    pub letterhead: Letterhead,
    /// Name of the establishment.
    pub place: String,
    pub town: String,
    pub finess: String,
    /// `12/11/2026`.
    pub opened_on: String,
    pub ended_on: String,
    pub confirmed: i64,
    pub closed: i64,
    /// The names of those who answered.
    pub answered_by: String,
    pub code: String,
    /// The public page that checks the code.
    pub link: String,
}

pub fn review_certificate(told: &ReviewCertificate) -> Result<Vec<u8>, DocumentError> {
    let mut sheet = Sheet::new(
        &told.letterhead,
        "Attestation de revue de la liste des professionnels",
    )?;
    sheet.paragraph(&format!("{} atteste que", told.letterhead.service));
    sheet.shown(&told.place);
    sheet.paragraph(
        "a revu la liste de ses professionnels enregistrés au RPPS+\u{a0}: chaque situation en cours à l’ouverture de la revue a été confirmée ou close.",
    );
    sheet.facts(&[
        ("Numéro FINESS", &told.finess),
        ("Commune", &told.town),
        ("Revue ouverte le", &told.opened_on),
        ("Revue terminée le", &told.ended_on),
        ("Situations confirmées", &told.confirmed.to_string()),
        ("Situations closes", &told.closed.to_string()),
        ("Réponses données par", &told.answered_by),
        ("Code de vérification", &told.code),
    ]);
    sheet.section("Ce que dit cette attestation");
    sheet.paragraph(
        "Tous les six mois, chaque établissement sous contrat confirme qui travaille encore chez lui. L’attestation vaut pour les personnes de la liste à l’ouverture de la revue, et pour le jour où elle s’est terminée\u{a0}; les arrivées et les départs suivants n’y figurent pas.",
    );
    sheet.section("Vérifier cette attestation");
    sheet.code(
        "Toute personne qui reçoit ce document peut s’assurer qu’il est authentique. Lisez le code QR avec un téléphone, ou ouvrez cette adresse et comparez l’établissement et les dates\u{a0}:",
        &told.link,
    )?;
    sheet.finish()
}
