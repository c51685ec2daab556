//! What went wrong with a request, in a page: a title, a sentence, and what to do next.

use crate::actions;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use std::fmt::Debug;
use store::StoreError;

/// A page of error. The guard draws it, with the header of whoever asked.
#[derive(Clone, Debug)]
pub struct Problem {
    pub status: StatusCode,
    pub title: String,
    pub text: String,
    /// What the log knows a failure by; empty for others.
    pub incident: String,
    /// Where to go on, with its words.
    pub next: Option<(String, &'static str)>,
}

impl Problem {
    fn new(status: StatusCode, title: &str, text: &str) -> Self {
        Self {
            status,
            title: title.to_owned(),
            text: text.to_owned(),
            incident: String::new(),
            next: None,
        }
    }

    /// Nothing there, or nothing that the visitor may know of.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "Page introuvable",
            "Cette page n’existe pas, ou vos droits ne permettent pas de la voir. Vérifiez l’adresse, ou revenez à l’accueil.",
        )
    }

    #[must_use]
    pub fn forbidden() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "Accès refusé",
            "La qualité dans laquelle vous agissez ne permet pas de voir cette page. Si vous en avez plusieurs, changez de qualité\u{a0}; sinon, adressez-vous à votre représentant légal ou, si vous êtes agent, à l’agence.",
        )
    }

    /// The form token is missing, forged or of another session.
    #[must_use]
    pub fn stale_form() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "Formulaire expiré",
            "Rien n’a été enregistré\u{a0}: ce formulaire ne vient pas de votre session en cours. Revenez à la page précédente, rechargez-la, puis envoyez de nouveau.",
        )
    }

    /// The session ended; what was sent could not be used.
    #[must_use]
    pub fn signed_out() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "Session terminée",
            "Votre session est terminée et rien n’a été enregistré. Connectez-vous de nouveau\u{a0}; les étapes déjà enregistrées d’un enregistrement vous attendent sur votre espace.",
        )
    }

    /// The same, when what was sent was kept: it can be sent again.
    #[must_use]
    pub fn kept(path: &str) -> Self {
        let text = "Votre session est terminée, mais ce que vous avez envoyé est gardé pendant un jour. Connectez-vous de nouveau pour le reprendre.";
        Self {
            next: Some((
                format!("/connexion?suite={path}"),
                "Se connecter et reprendre",
            )),
            ..Self::new(StatusCode::UNAUTHORIZED, "Session terminée", text)
        }
    }

    #[must_use]
    pub fn unreadable() -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            "Envoi illisible",
            "Ce qui a été envoyé n’est pas un formulaire lisible (texte en UTF-8). Rien n’a été enregistré. Revenez à la page précédente et saisissez de nouveau.",
        )
    }

    #[must_use]
    pub fn too_large() -> Self {
        Self::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "Envoi trop volumineux",
            "Ce formulaire accepte 256 Kio au plus. Rien n’a été enregistré. Raccourcissez ce que vous avez saisi, puis envoyez de nouveau.",
        )
    }

    /// A file of more than `most` bytes.
    #[must_use]
    pub fn too_large_a_file(most: usize) -> Self {
        let text = format!(
            "Ce fichier est trop volumineux\u{a0}: {} Mo au plus. Rien n’a été enregistré. Réduisez-le ou partagez-le en plusieurs, puis envoyez de nouveau.",
            most / (1024 * 1024)
        );
        Self::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "Fichier trop volumineux",
            &text,
        )
    }

    #[must_use]
    pub fn too_many() -> Self {
        Self::new(
            StatusCode::TOO_MANY_REQUESTS,
            "Trop de demandes",
            "Trop de pages ont été demandées depuis votre adresse en peu de temps. Attendez une minute, puis réessayez.",
        )
    }

    /// Too many people outside the scope were met today (R5).
    #[must_use]
    pub fn over_limit() -> Self {
        Self::new(
            StatusCode::TOO_MANY_REQUESTS,
            "Limite du jour atteinte",
            "Vous avez atteint le nombre de recherches du jour hors de votre périmètre. Les professionnels de votre périmètre restent accessibles\u{a0}; pour les autres, reprenez demain ou consultez l’annuaire public.",
        )
    }

    /// A list too long for a file.
    #[must_use]
    pub fn too_long_a_list(lines: i64, most: i64) -> Self {
        Self::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "Liste trop longue",
            &format!(
                "Cette liste compte {lines} professionnels\u{a0}; un fichier en contient {most} au plus. Choisissez un établissement dans la liste, puis exportez de nouveau."
            ),
        )
    }

    /// A list of the agency too long for a file.
    #[must_use]
    pub fn too_many_lines(most: i64) -> Self {
        Self::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "Liste trop longue",
            &format!(
                "Un fichier contient {most} lignes au plus. Ajoutez un filtre à la liste, puis exportez de nouveau."
            ),
        )
    }

    /// A one-time link that was used, is too old, or was never ours.
    #[must_use]
    pub fn link_over() -> Self {
        Self {
            next: Some(("/connexion/courriel".to_owned(), "Demander un autre lien")),
            ..Self::new(
                StatusCode::GONE,
                "Ce lien ne sert plus",
                "Un lien reçu par courriel sert une seule fois, pendant 30 minutes. Demandez-en un autre\u{a0}: il arrive en quelques secondes.",
            )
        }
    }

    /// The one-time code of a sign-in by card cannot be used.
    #[must_use]
    pub fn hand_over() -> Self {
        let text = "Cette connexion par carte n’a pas abouti : plus de trente secondes se sont écoulées, la page a été rechargée, ou elle a été ouverte dans un autre navigateur. Recommencez depuis la page de connexion.";
        Self {
            next: Some(("/connexion".to_owned(), "Recommencer")),
            ..Self::new(StatusCode::GONE, "Connexion interrompue", text)
        }
    }

    /// Someone else changed the same thing first.
    #[must_use]
    pub fn changed() -> Self {
        Self::new(
            StatusCode::CONFLICT,
            "Modifié entre-temps",
            "Cette saisie a été modifiée depuis une autre fenêtre ou par une autre personne. Rechargez la page pour voir le dernier état, puis recommencez.",
        )
    }

    /// The database cannot be reached, is read-only or full: it may pass.
    pub fn unavailable(error: &dyn std::fmt::Display) -> Self {
        let text = "La base de données n’est pas disponible en ce moment\u{a0}; rien n’a été enregistré, et ce que vous aviez déjà enregistré n’est pas perdu. Réessayez dans quelques minutes\u{a0}; si cela persiste, donnez ce numéro à l’assistance.";
        Self {
            status: StatusCode::SERVICE_UNAVAILABLE,
            title: "Service momentanément indisponible".to_owned(),
            text: text.to_owned(),
            ..Self::failure(error)
        }
    }

    /// R8: no number is left to give, until the operator sets another range; `text` says it.
    #[must_use]
    pub fn suspended(text: &str) -> Self {
        Self {
            status: StatusCode::SERVICE_UNAVAILABLE,
            title: "Enregistrements suspendus".to_owned(),
            text: text.to_owned(),
            ..Self::failure(&StoreError::NoNumberLeft)
        }
    }

    /// Why an act did not happen, when it is not for the rules to say.
    #[must_use]
    pub fn of_act<R: Debug>(error: actions::Error<R>) -> Self {
        match error {
            actions::Error::SignedOut => Self::signed_out(),
            actions::Error::Overtaken(cause) => cause.into(),
            actions::Error::Failed(cause) => cause.into(),
            actions::Error::Refused(reasons) => {
                Self::failure(&format!("a refusal without its page: {reasons:?}"))
            }
        }
    }

    /// A failure of the machine: logged once, under a number that the page shows.
    pub fn failure(error: &dyn std::fmt::Display) -> Self {
        let incident = crate::world::draw_secret()
            .map(|secret| secret[..8].to_owned())
            .unwrap_or_default();
        tracing::error!(incident, "a request failed: {error}");
        let text = "Une erreur s’est produite de notre côté et rien n’a été enregistré. Réessayez dans quelques minutes\u{a0}; si elle persiste, donnez ce numéro à l’assistance.";
        Self {
            incident,
            ..Self::new(
                StatusCode::INTERNAL_SERVER_ERROR,
                "Incident technique",
                text,
            )
        }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::SignedOut => Self::signed_out(),
            StoreError::Changed => Self::changed(),
            StoreError::Unavailable(_) => Self::unavailable(&error),
            error => Self::failure(&error),
        }
    }
}

impl From<anyhow::Error> for Problem {
    fn from(error: anyhow::Error) -> Self {
        match error.downcast::<StoreError>() {
            Ok(error) => error.into(),
            Err(error) => Self::failure(&format!("{error:#}")),
        }
    }
}

impl From<askama::Error> for Problem {
    fn from(error: askama::Error) -> Self {
        Self::failure(&error)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}
