//! The home page: what the service is for, for whom, and how it works.

use crate::{
    portal::{components::Door, navigation, shell::Shell},
    web::{Page, Visitor, page},
    world::World,
};
use askama::Template;
use axum::{extract::State, http::StatusCode};

#[derive(Template)]
#[template(path = "public/home.html")]
struct HomePage {
    shell: Shell,
    doors: Vec<Door>,
}

pub async fn show(State(world): State<World>, visitor: Visitor) -> Page {
    let doors = vec![
        Door {
            href: "/annuaire".into(),
            label: "Je cherche un professionnel".into(),
            text: "L’annuaire est ouvert à tous\u{a0}: par nom, numéro, commune ou établissement."
                .into(),
            count: None,
        },
        own_door(&visitor),
        Door {
            href: "/demande".into(),
            label: "Je suis professionnel".into(),
            text: "Demandez votre enregistrement à votre établissement, depuis votre téléphone, et suivez la réponse."
                .into(),
            count: None,
        },
    ];
    let home = HomePage {
        shell: visitor.shell(&world),
        doors,
    };
    page(StatusCode::OK, &home)
}

/// To sign in, or to one's own space when that is done.
fn own_door(visitor: &Visitor) -> Door {
    let door = |href: &str, label: &str, text: &str| Door {
        href: href.into(),
        label: label.into(),
        text: text.into(),
        count: None,
    };
    match (&visitor.live, visitor.kind()) {
        (_, Some(kind)) => door(
            navigation::home(kind),
            "Mon espace",
            "Reprenez où vous en étiez.",
        ),
        (Some(_), None) => door(
            "/connexion/qualite",
            "Mon espace",
            "Choisissez d’abord en quelle qualité vous agissez.",
        ),
        (None, _) => door(
            "/connexion",
            "J’enregistre pour ma structure",
            "Représentants légaux, mandataires et gestionnaires\u{a0}: connectez-vous avec votre carte.",
        ),
    }
}
