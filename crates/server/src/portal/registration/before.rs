//! Before the first step: what to collect, and who is concerned (R1, R14).

use crate::{
    portal::{
        components::Choice,
        form::{Errors, Form},
        shell::Shell,
    },
    web::{Acting, Fields, Page, Problem, page, see_other},
    world::World,
};
use askama::Template;
use axum::extract::State;
use domain::registration::Step;
use store::housekeeping::draft;

#[derive(Template)]
#[template(path = "registration/before.html")]
struct BeforePage {
    shell: Shell,
    form: Form,
    choices: Vec<Choice>,
    /// Where to go instead, when the person is not registered here.
    elsewhere: Option<&'static str>,
}

/// Who registers whom: the answer, its wording, and the authority to turn to (R14).
const CONCERNED: [(&str, &str, &str); 5] = [
    (
        "social",
        "Elle accompagne ou soigne, sans dépendre d’un Ordre, de l’ARS ni des armées, et a besoin d’un service numérique de santé",
        "",
    ),
    (
        "ordre",
        "Elle est inscrite à un Ordre (médecin, pharmacien, infirmier, kinésithérapeute…)",
        "Son Ordre l’enregistre au RPPS\u{a0}: elle a déjà un numéro, ou le demande au conseil départemental de son Ordre.",
    ),
    (
        "ars",
        "Elle est enregistrée par l’ARS (psychologue, ostéopathe, diététicien, orthophoniste, assistant de service social…)",
        "L’agence régionale de santé l’enregistre au RPPS\u{a0}: elle fait sa demande auprès de l’ARS de son lieu d’exercice.",
    ),
    (
        "armees",
        "Elle exerce au service de santé des armées",
        "Le service de santé des armées l’enregistre lui-même au RPPS.",
    ),
    (
        "deja",
        "Elle a déjà un numéro RPPS",
        "Une personne n’a qu’un numéro, pour toute sa carrière. Retrouvez-la et ajoutez-lui une situation dans votre établissement.",
    ),
];

pub async fn show(State(world): State<World>, acting: Acting) -> Page {
    draw(&world, &acting, Errors::default(), "")
}

fn draw(world: &World, acting: &Acting, errors: Errors, chosen: &str) -> Page {
    let shell = acting.visitor.shell(world);
    let mut form = Form::empty(shell.csrf.clone()).with_errors(errors);
    form.set("concernee", chosen);
    let status = form.status();
    let choices = CONCERNED
        .iter()
        .map(|(value, label, _)| Choice::new(*value, *label))
        .collect();
    let elsewhere = CONCERNED
        .iter()
        .find(|(value, _, _)| *value == chosen)
        .map(|(_, _, elsewhere)| *elsewhere)
        .filter(|elsewhere| !elsewhere.is_empty());
    page(
        status,
        &BeforePage {
            shell,
            form,
            choices,
            elsewhere,
        },
    )
}

pub async fn begin(State(world): State<World>, acting: Acting, fields: Fields) -> Page {
    let chosen = fields.get("concernee");
    if !CONCERNED.iter().any(|(value, _, _)| *value == chosen) {
        let mut errors = Errors::default();
        errors.add(
            "concernee",
            "Dites de qui dépend la personne\u{a0}: elle n’est peut-être pas à enregistrer ici.",
        );
        return draw(&world, &acting, errors, "");
    }
    if chosen != "social" {
        return draw(&world, &acting, Errors::default(), chosen);
    }
    let draft = draft::begin(&world.store, &acting.actor)
        .await?
        .ok_or_else(Problem::forbidden)?;
    see_other(&format!(
        "/enregistrements/{draft}/{}",
        Step::CivilIdentity.code()
    ))
}
