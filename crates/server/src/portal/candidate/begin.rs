//! Who is concerned, what to prepare, and what happens then (R14, D1).

use crate::{
    portal::{
        components::Choice,
        form::{Errors, Form},
        shell::Shell,
    },
    web::{Page, Visitor, page},
    world::World,
};
use askama::Template;
use axum::extract::{Query, State};
use domain::access::Means;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "candidate/begin.html")]
struct BeginPage {
    shell: Shell,
    form: Form,
    choices: Vec<Choice>,
    /// Where to go instead, when one is not registered here.
    elsewhere: &'static str,
    is_concerned: bool,
    /// Where the first step is.
    next: &'static str,
}

/// The answer, its wording, and the authority to turn to; none for those who are registered here.
const CONCERNED: [(&str, &str, &str); 5] = [
    (
        "social",
        "J’accompagne ou je soigne, sans dépendre d’un Ordre, de l’ARS ni des armées",
        "",
    ),
    (
        "ordre",
        "Je suis inscrit à un Ordre (médecin, pharmacien, infirmier, kinésithérapeute…)",
        "Votre Ordre vous enregistre au RPPS\u{a0}: vous avez déjà un numéro, ou vous le demandez au conseil départemental de votre Ordre.",
    ),
    (
        "ars",
        "L’ARS m’enregistre (psychologue, ostéopathe, diététicien, orthophoniste, assistant de service social…)",
        "L’agence régionale de santé vous enregistre au RPPS\u{a0}: faites votre demande auprès de l’ARS de votre lieu d’exercice.",
    ),
    (
        "armees",
        "J’exerce au service de santé des armées",
        "Le service de santé des armées vous enregistre lui-même au RPPS.",
    ),
    (
        "deja",
        "J’ai déjà un numéro RPPS",
        "Une personne n’a qu’un numéro, pour toute sa carrière. Donnez-le au gestionnaire de votre nouvel établissement\u{a0}: il ajoutera une situation à votre dossier. Vous l’avez oublié\u{a0}? Cherchez-vous dans l’annuaire.",
    ),
];

#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    concernee: String,
    /// The button, pressed.
    #[serde(default)]
    suite: String,
}

pub async fn show(
    State(world): State<World>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Page {
    let chosen = CONCERNED
        .iter()
        .find(|(value, _, _)| *value == asked.concernee);
    let is_answered = !asked.concernee.is_empty() || !asked.suite.is_empty();
    let mut errors = Errors::default();
    if is_answered && chosen.is_none() {
        errors.add(
            "concernee",
            "Dites de qui vous dépendez\u{a0}: vous n’êtes peut-être pas à enregistrer ici.",
        );
    }
    let mut form = Form::empty(String::new()).with_errors(errors);
    form.set("concernee", chosen.map_or("", |(value, _, _)| *value));
    let status = form.status();
    let is_proven = visitor
        .live
        .as_ref()
        .is_some_and(|live| live.by.means == Means::Link);
    let shown = BeginPage {
        shell: visitor.shell(&world),
        form,
        choices: CONCERNED
            .iter()
            .map(|(value, label, _)| Choice::new(*value, *label))
            .collect(),
        elsewhere: chosen.map_or("", |(_, _, elsewhere)| elsewhere),
        is_concerned: chosen.is_some_and(|(_, _, elsewhere)| elsewhere.is_empty()),
        next: if is_proven {
            "/demande/identite"
        } else {
            "/connexion/courriel?suite=/demande/identite"
        },
    };
    page(status, &shown)
}
