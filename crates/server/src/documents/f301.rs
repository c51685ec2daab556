//! F301: the order of CPE cards for managers and delegates, with card readers (K2).

use super::{DocumentError, Letterhead, Person, Structure, sheet::Sheet};

#[derive(Clone, Debug)]
pub struct F301 {
    pub letterhead: Letterhead,
    /// The number of the contract, as the structure quotes it.
    pub contract: String,
    pub made_on: String,
    pub structure: Structure,
    pub holders: Vec<Holder>,
    pub readers: u32,
    /// The legal representative or a delegate.
    pub ordered_by: Person,
    pub send_to: String,
}

/// Someone who gets a card.
#[derive(Clone, Debug)]
pub struct Holder {
    pub last_name: String,
    pub first_names: String,
    pub function: String,
    pub email: String,
}

pub fn f301(form: &F301) -> Result<Vec<u8>, DocumentError> {
    let mut sheet = Sheet::new(&form.letterhead, "Formulaire F301 – Commande de cartes CPE")?;
    sheet.paragraph(
        "Ce formulaire commande les cartes CPE des gestionnaires RPPS+ et des mandataires de la structure. Une carte par personne et par contrat\u{a0}: une personne qui en a déjà une pour ce contrat n’a pas besoin d’une autre.",
    );
    sheet.facts(&[("Contrat", &form.contract), ("Rempli le", &form.made_on)]);
    sheet.section("La structure");
    sheet.facts(&form.structure.facts());
    sheet.section("Les porteurs");
    let all = form.holders.len();
    for (rank, holder) in form.holders.iter().enumerate() {
        if all > 1 {
            sheet.subsection(&format!("Porteur {} sur {all}", rank + 1));
        }
        sheet.facts(&[
            ("Nom", &holder.last_name),
            ("Prénoms", &holder.first_names),
            ("Fonction", &holder.function),
            ("Adresse électronique", &holder.email),
        ]);
    }
    sheet.section("Les lecteurs de carte");
    let readers = form.readers.to_string();
    sheet.facts(&[("Nombre de lecteurs", &readers)]);
    sheet.section("Qui commande");
    sheet.facts(&form.ordered_by.facts());
    sheet.signatures(&["Le représentant légal ou le mandataire"]);
    sheet.section("Et ensuite");
    sheet.list(&[
        "Renvoyez le formulaire signé depuis la page des cartes de la structure, ou à l’adresse ci-dessous.",
        "Chaque carte est produite, puis envoyée. Elle devient active à la première connexion de son porteur, et vaut trois ans.",
        "Avant d’être habilité, un gestionnaire suit la formation en ligne. Il peut la commencer sans attendre sa carte.",
    ]);
    sheet.facts(&[("À renvoyer à", &form.send_to)]);
    sheet.finish()
}
