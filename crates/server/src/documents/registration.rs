//! The attestation of a registration (R12), which anyone can check by its code.

use super::{DocumentError, Letterhead, sheet::Sheet};

#[derive(Clone, Debug)]
pub struct Registration {
    pub letterhead: Letterhead,
    pub name: String,
    pub rpps: String,
    /// `12/11/2026`.
    pub registered_on: String,
    pub issued_on: String,
    /// In force on that day: establishment, then what is done there.
    pub situations: Vec<(String, String)>,
    pub code: String,
    /// The public page that checks the code.
    pub link: String,
}

pub fn registration(told: &Registration) -> Result<Vec<u8>, DocumentError> {
    let mut sheet = Sheet::new(&told.letterhead, "Attestation d’enregistrement au RPPS")?;
    sheet.paragraph(&format!("{} atteste que", told.letterhead.service));
    sheet.shown(&told.name);
    sheet.paragraph("est enregistré(e) au répertoire partagé des professionnels (RPPS).");
    sheet.facts(&[
        ("Numéro RPPS", &told.rpps),
        ("Enregistrement du", &told.registered_on),
        ("Attestation du", &told.issued_on),
        ("Code de vérification", &told.code),
    ]);
    sheet.section("Situations d’exercice en cours à cette date");
    if told.situations.is_empty() {
        sheet.paragraph("Aucune\u{a0}: toutes les situations de cette personne ont pris fin.");
    } else {
        let facts: Vec<_> = told
            .situations
            .iter()
            .map(|(place, what)| (place.as_str(), what.as_str()))
            .collect();
        sheet.facts(&facts);
    }
    sheet.section("Vérifier cette attestation");
    sheet.code(
        "Toute personne qui reçoit ce document peut s’assurer qu’il est authentique, et voir les situations en cours le jour où elle le vérifie. Lisez le code QR avec un téléphone, ou ouvrez cette adresse et comparez le nom et le numéro\u{a0}:",
        &told.link,
    )?;
    sheet.finish()
}
