//! F501: a card is lost, stolen or no longer wanted, and must be blocked (K4).

use super::{DocumentError, Letterhead, Person, Structure, sheet::Sheet};

#[derive(Clone, Debug)]
pub struct F501 {
    pub letterhead: Letterhead,
    pub made_on: String,
    pub structure: Structure,
    pub holder_last_name: String,
    pub holder_first_names: String,
    pub card_number: String,
    /// In words: "Carte perdue", "Carte volée" …
    pub reason: String,
    /// Since when the card is out of its holder's hands, `12/11/2026`.
    pub since: String,
    pub asked_by: Person,
    pub send_to: String,
}

pub fn f501(form: &F501) -> Result<Vec<u8>, DocumentError> {
    let mut sheet = Sheet::new(
        &form.letterhead,
        "Formulaire F501 – Perte, vol ou blocage d’une carte",
    )?;
    sheet.paragraph(
        "Une carte perdue ou volée doit être bloquée sans attendre. Si vous le pouvez, demandez d’abord le blocage par téléphone ou par courriel à l’assistance, puis confirmez-le par ce formulaire.",
    );
    sheet.facts(&[("Rempli le", &form.made_on)]);
    sheet.section("La carte");
    sheet.facts(&[
        ("Nom du porteur", &form.holder_last_name),
        ("Prénoms du porteur", &form.holder_first_names),
        ("Numéro de la carte", &form.card_number),
        ("Motif", &form.reason),
        ("Depuis le", &form.since),
    ]);
    sheet.section("La structure");
    sheet.facts(&form.structure.facts());
    sheet.section("Qui demande le blocage");
    sheet.facts(&form.asked_by.facts());
    sheet.signatures(&["Le demandeur"]);
    sheet.section("Ce que fait le blocage");
    sheet.list(&[
        "La carte n’ouvre plus aucune session, et celles qui étaient ouvertes prennent fin aussitôt.",
        "Le blocage est définitif\u{a0}: une carte retrouvée ne peut pas être remise en service. Détruisez-la.",
        "Une nouvelle carte se commande par le formulaire F301, ou par le F101 pour celle du représentant légal.",
    ]);
    sheet.facts(&[("À envoyer à", &form.send_to)]);
    sheet.finish()
}
