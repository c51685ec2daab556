//! F502: the legal representative names a delegate (H7).

use super::{DocumentError, Letterhead, Person, Structure, sheet::Sheet};

#[derive(Clone, Debug)]
pub struct F502 {
    pub letterhead: Letterhead,
    /// The number of the contract, as the structure quotes it.
    pub contract: String,
    pub made_on: String,
    pub structure: Structure,
    pub representative: Person,
    pub delegate: Person,
    pub send_to: String,
}

pub fn f502(form: &F502) -> Result<Vec<u8>, DocumentError> {
    let mut sheet = Sheet::new(
        &form.letterhead,
        "Formulaire F502 – Désignation d’un mandataire",
    )?;
    sheet.paragraph(
        "Le représentant légal désigne une personne de confiance qui agit pour lui dans le cadre du contrat. Il peut mettre fin à cette désignation à tout moment, avec effet immédiat.",
    );
    sheet.facts(&[("Contrat", &form.contract), ("Rempli le", &form.made_on)]);
    sheet.section("La structure");
    sheet.facts(&form.structure.facts());
    sheet.section("Le représentant légal");
    sheet.facts(&form.representative.facts());
    sheet.section("Le mandataire");
    sheet.facts(&form.delegate.facts());
    sheet.section("Ce que le mandataire peut faire");
    sheet.list(&[
        "Enregistrer des professionnels, modifier et fermer leurs situations d’exercice.",
        "Donner et retirer les habilitations des gestionnaires RPPS+. Il ne peut pas s’en donner une à lui-même.",
        "Commander des cartes et des lecteurs pour les gestionnaires.",
    ]);
    sheet.section("Ce qu’il lui faut");
    sheet.list(&[
        "Une carte CPE de ce contrat, à commander par le formulaire F301 s’il n’en a pas.",
        "La formation en ligne n’est pas obligatoire pour lui\u{a0}; elle est recommandée.",
    ]);
    sheet.section("Signatures");
    sheet.signatures(&["Le représentant légal", "Le mandataire"]);
    sheet.facts(&[("À renvoyer à", &form.send_to)]);
    sheet.finish()
}
