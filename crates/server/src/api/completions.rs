//! `POST /api/v1/formation/reussites`: a learning platform reports who passed (T3).

use crate::{
    actions::{self, Recorded},
    web::api::{ApiKey, ApiProblem},
    world::{World, draw_check_code},
};
use axum::{
    Json,
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::StatusCode,
};
use domain::{
    access::paris_day,
    training::{Line, Source, Wrong},
};
use serde::{Deserialize, Serialize};
use store::By;

/// Completions of one call.
const MOST: usize = 1_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    nom: String,
    #[serde(default)]
    prenoms: String,
    courriel: String,
    date: String,
    score: Number,
    #[serde(default)]
    version: String,
}

/// `92`, or `"92 %"`.
#[derive(Deserialize)]
#[serde(untagged)]
enum Number {
    Number(serde_json::Number),
    Text(String),
}

impl From<Told> for Line {
    fn from(told: Told) -> Self {
        Self {
            last_name: told.nom,
            first_names: told.prenoms,
            email: told.courriel,
            date: told.date,
            score: match told.score {
                Number::Number(number) => number.to_string(),
                Number::Text(text) => text,
            },
            version: told.version,
        }
    }
}

#[derive(Serialize)]
pub struct Report {
    lignes: Vec<Outcome>,
}

#[derive(Serialize)]
struct Outcome {
    resultat: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    raisons: Vec<&'static str>,
}

/// One outcome for each completion, in their order: what is wrong with one keeps no other out.
pub async fn report(
    State(world): State<World>,
    key: ApiKey,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Report>, ApiProblem> {
    key.opens("formation")?;
    let told = read(body)?;
    let today = paris_day(world.store.clock.now());
    let mut lignes = Vec::new();
    let mut coded = Vec::new();
    let mut places = Vec::new();
    for (place, told) in told.into_iter().enumerate() {
        let read = Line::from(told).read(Source::Api, today);
        lignes.push(match &read {
            Ok(_) => outcome(Recorded::Created),
            Err(wrong) => refused(wrong),
        });
        if let Ok(reported) = read {
            let code = draw_check_code().map_err(|error| ApiProblem::failure(&error))?;
            coded.push((reported, code));
            places.push(place);
        }
    }
    let done = actions::run(&world, By::System, "import_completions", |act| {
        let (coded, key) = (coded.clone(), key.id);
        async move { actions::import_completions(act, &coded, Some(key)).await }
    });
    let recorded = done.await.map_err(|error| ApiProblem::failure(&error))?;
    for (place, recorded) in places.into_iter().zip(recorded) {
        lignes[place] = outcome(recorded);
    }
    Ok(Json(Report { lignes }))
}

fn read(body: Result<Bytes, BytesRejection>) -> Result<Vec<Told>, ApiProblem> {
    let body = body.map_err(|_| {
        let title = "Payload too large";
        ApiProblem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            title,
            "256 KiB at most: send several lists.",
        )
    })?;
    let unprocessable = |detail: String| {
        ApiProblem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "Unprocessable content",
            detail,
        )
    };
    let told: Vec<Told> = serde_json::from_slice(&body).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        unprocessable(format!(
            "Not a list of completions, at line {line}, column {column}."
        ))
    })?;
    if told.is_empty() || told.len() > MOST {
        return Err(unprocessable(format!("Send 1 to {MOST} completions.")));
    }
    Ok(told)
}

fn outcome(recorded: Recorded) -> Outcome {
    Outcome {
        resultat: match recorded {
            Recorded::Created => "enregistree",
            Recorded::Improved => "amelioree",
            Recorded::AlreadyKnown => "deja_connue",
        },
        raisons: Vec::new(),
    }
}

fn refused(wrong: &[Wrong]) -> Outcome {
    Outcome {
        resultat: "refusee",
        raisons: wrong.iter().map(|why| why.code()).collect(),
    }
}
