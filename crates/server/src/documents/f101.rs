//! F101: a structure joins the service and orders the card of its legal representative (C4, K1).

use super::{DocumentError, Letterhead, Person, Structure, sheet::Sheet};
use domain::contract::ContractMode;

#[derive(Clone, Debug)]
pub struct F101 {
    pub letterhead: Letterhead,
    /// The number of the request, as the structure quotes it.
    pub reference: String,
    /// The day on which the request was filled in, `12/11/2026`.
    pub made_on: String,
    pub structure: Structure,
    pub mode: ContractMode,
    pub representative: Person,
    /// Where the signed form goes: an e-mail or a postal address.
    pub send_to: String,
    /// The page of the request.
    pub link: String,
}

pub fn f101(form: &F101) -> Result<Vec<u8>, DocumentError> {
    let mut sheet = Sheet::new(
        &form.letterhead,
        "Formulaire F101 – Contrat d’adhésion et commande de la carte CDE",
    )?;
    sheet.paragraph(&format!(
        "Par ce formulaire, une structure adhère à {} et commande la carte CDE de son représentant légal. Relisez chaque ligne, signez, puis renvoyez le tout comme indiqué à la fin.",
        form.letterhead.service
    ));
    sheet.facts(&[
        ("Référence du dossier", &form.reference),
        ("Rempli le", &form.made_on),
    ]);
    sheet.section("La structure");
    sheet.facts(&form.structure.facts());
    sheet.section("Le contrat");
    let (mode, covers) = mode(form.mode);
    sheet.facts(&[("Mode", mode), ("Ce qu’il couvre", covers)]);
    sheet.section("Le représentant légal, porteur de la carte CDE");
    sheet.facts(&form.representative.facts());
    sheet.section("Ce à quoi la structure s’engage");
    sheet.list(&[
        "Ne faire enregistrer que des professionnels dont l’identité a été vérifiée sur pièce, en leur présence.",
        "Tenir à jour les situations d’exercice, et fermer celle de chaque personne qui part.",
        "Ne confier les cartes qu’à leur porteur\u{a0}: une carte est personnelle, son code aussi. Signaler aussitôt une carte perdue ou volée (formulaire F501).",
        "Ne donner l’habilitation de gestionnaire qu’à des personnes formées, et la retirer dès qu’elles changent de poste.",
        "Informer les professionnels de l’usage fait de leurs données.",
    ]);
    sheet.section("Signature");
    sheet.signatures(&["Le représentant légal"]);
    sheet.section("À joindre");
    sheet.list(&[
        "La preuve que le signataire représente la structure\u{a0}: acte de nomination, délibération, extrait Kbis ou délégation de pouvoir (PDF, JPEG ou PNG, 10 Mo au plus).",
        "Rien d’autre\u{a0}: ni copie de pièce d’identité, ni justificatif de domicile.",
    ]);
    sheet.section("Où renvoyer ce formulaire");
    sheet.paragraph(&format!(
        "Le plus simple est de déposer le formulaire signé, numérisé ou photographié, sur la page de votre dossier. Sinon, envoyez-le à\u{a0}: {}",
        form.send_to
    ));
    sheet.code("La page de votre dossier\u{a0}:", &form.link)?;
    sheet.finish()
}

/// The mode in words, and what it covers (C1).
const fn mode(mode: ContractMode) -> (&'static str, &'static str) {
    match mode {
        ContractMode::Centralised => (
            "Centralisé, signé par l’entité juridique",
            "Tous les établissements de l’entité juridique, ceux d’aujourd’hui et ceux à venir. Chaque gestionnaire n’a besoin que d’une carte.",
        ),
        ContractMode::Decentralised => (
            "Décentralisé, signé par un établissement",
            "Cet établissement seul. Chaque gestionnaire a une carte pour cet établissement.",
        ),
    }
}
