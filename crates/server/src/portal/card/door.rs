//! The page where a card is shown: it leads back to the portal, or says why not (K3).

use super::refused;
use crate::{
    card::{CardCertificate, CardRefusal, Presented, Trust, header, judge},
    web::{Page, Problem, see_other},
    world::{World, draw_secret, hash_secret},
};
use axum::{
    extract::{ConnectInfo, Query, State},
    http::{Uri, request::Parts},
    response::Redirect,
};
use domain::refusal::Refusal as _;
use rustls::pki_types::CertificateDer;
use serde::Deserialize;
use std::net::SocketAddr;
use store::{
    By,
    housekeeping::hand_over::{self, HandOver},
    journal_refusal,
};

/// What the portal sends along.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    etat: String,
    #[serde(default)]
    suite: String,
}

/// Longer than any state or path of ours.
const LONGEST: usize = 1_024;

pub async fn show_card(
    State(world): State<World>,
    Query(asked): Query<Asked>,
    request: Parts,
) -> Page {
    let portal = &world.config.public_url;
    if asked.etat.is_empty() || asked.etat.len() > LONGEST || asked.suite.len() > LONGEST {
        return see_other(&format!("{portal}/connexion"));
    }
    let chain = shown(&world, &request).await?;
    let card = chain.first().and_then(CardCertificate::read);
    let trust = world.trust.as_ref().ok_or_else(Problem::not_found)?;
    if let Err(why) = judged(&world, trust, card.as_ref(), &chain) {
        if why != CardRefusal::NoCertificate {
            let codes = vec![why.code().to_owned()];
            journal_refusal(&world.store, By::System, "sign_in_by_card", codes).await?;
        }
        return refused::by_certificate(&world, why, card.as_ref());
    }
    let (code, number) = (draw_secret()?, card.map(|card| card.number));
    let found = HandOver {
        number: number.unwrap_or_default(),
        destination: asked.suite,
    };
    let visit = hash_secret(&asked.etat);
    hand_over::insert(&world.store, &hash_secret(&code), &visit, &found).await?;
    see_other(&format!("{portal}/connexion/carte?code={code}"))
}

/// Everything else of the site is on the portal.
pub async fn elsewhere(State(world): State<World>, uri: Uri) -> Redirect {
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    Redirect::to(&format!("{}{path}", world.config.public_url))
}

fn judged(
    world: &World,
    trust: &Trust,
    card: Option<&CardCertificate>,
    chain: &[CertificateDer<'static>],
) -> Result<(), CardRefusal> {
    let [_, sent @ ..] = chain else {
        return Err(CardRefusal::NoCertificate);
    };
    let card = card.ok_or(CardRefusal::NotACard)?;
    let now = world.store.clock.now();
    judge::judge(card, sent, &trust.now(), trust.tests(), now)
}

/// The certificates shown: over our own TLS, or as a proxy of ours tells them. From anybody else the header is a
/// forgery: journaled, and worth nothing.
async fn shown(world: &World, request: &Parts) -> Result<Vec<CertificateDer<'static>>, Problem> {
    let name = world.config.card.header.as_str();
    if name.is_empty() {
        let presented = request.extensions.get::<Presented>();
        return Ok(presented.cloned().unwrap_or_default().0);
    }
    let value = request.headers.get(name);
    let Some(value) = value.filter(|value| !value.is_empty()) else {
        return Ok(Vec::new());
    };
    let peer = request.extensions.get::<ConnectInfo<SocketAddr>>();
    if !peer.is_some_and(|peer| world.config.proxies.contains(&peer.0.ip())) {
        tracing::warn!(
            header = name,
            "a certificate came in a header from elsewhere than the proxies"
        );
        let codes = vec!["certificate_from_elsewhere".to_owned()];
        journal_refusal(&world.store, By::System, "sign_in_by_card", codes).await?;
        return Ok(Vec::new());
    }
    // Unreadable, it is still something that was shown.
    let read = header::read(value.as_bytes()).unwrap_or_else(|| Vec::new().into());
    Ok(vec![read])
}
