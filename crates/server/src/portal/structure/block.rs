//! Block a card: what ends with it is told before; by its holder, by who gives rights, by the agency (K4, F501).

use super::cards::holder;
use crate::{
    actions,
    portal::{
        components::Choice,
        form::{Errors, Form},
        rights::tell,
        shell::Shell,
        words,
    },
    web::{Acting, Fields, Page, Problem, SignedIn, Visitor, page, see_other},
    world::World,
};
use askama::Template;
use axum::extract::{Path, State};
use domain::{
    access::Means,
    card::{Card, CardKind, RevocationReason},
};
use store::By;

#[derive(Template)]
#[template(path = "structure/block.html")]
struct BlockPage {
    shell: Shell,
    form: Form,
    back: &'static str,
    holder: String,
    kind: &'static str,
    number: String,
    reasons: Vec<Choice>,
    sessions: i64,
    rights: Vec<&'static str>,
    is_cde: bool,
    is_own: bool,
    /// Where the F501 is, filled in.
    form_href: String,
}

/// Who asks, and where they go on.
struct Asker {
    visitor: Visitor,
    by: By,
    back: &'static str,
    /// After the act, when the session goes on.
    done: &'static str,
    is_own: bool,
}

/// The reasons that a person gives; the others come with other acts.
const REASONS: [RevocationReason; 5] = [
    RevocationReason::Lost,
    RevocationReason::Stolen,
    RevocationReason::Broken,
    RevocationReason::Left,
    RevocationReason::Other,
];

impl Asker {
    fn structure(acting: Acting) -> Self {
        Self {
            by: acting.by(),
            visitor: acting.visitor,
            back: "/structure/cartes",
            done: "/structure/cartes?avis=carte-bloquee",
            is_own: false,
        }
    }

    fn holder(acting: Acting) -> Self {
        Self {
            by: acting.by(),
            visitor: acting.visitor,
            back: "/ma-carte",
            done: "/ma-carte?avis=carte-bloquee",
            is_own: true,
        }
    }

    fn agency(signed: SignedIn) -> Self {
        Self {
            by: By::Session(signed.live.id),
            visitor: signed.visitor,
            back: "/agence/cartes",
            done: "/agence/cartes?avis=carte-bloquee",
            is_own: false,
        }
    }
}

pub(super) async fn find(world: &World, id: &str) -> Result<Card, Problem> {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    let mut tx = world.db().read().await?;
    let card = store::card::by_id(&mut tx, id).await?;
    card.ok_or_else(Problem::not_found)
}

/// A card of the contract that who gives rights may block: not another's CDE.
pub(super) async fn of_structure(
    world: &World,
    acting: &Acting,
    id: &str,
) -> Result<Card, Problem> {
    let card = find(world, id).await?;
    if card.contract != acting.scope.contract {
        return Err(Problem::not_found());
    }
    if card.kind == CardKind::Cde && card.account != acting.actor.account {
        return Err(Problem::forbidden());
    }
    Ok(card)
}

pub(super) async fn of_holder(world: &World, acting: &Acting, id: &str) -> Result<Card, Problem> {
    let card = find(world, id).await?;
    if card.contract != acting.scope.contract || card.account != acting.actor.account {
        return Err(Problem::not_found());
    }
    Ok(card)
}

async fn draw(world: &World, asker: &Asker, card: Card, form: Form) -> Page {
    let status = form.status();
    let since = world.store.clock.now() - world.config.session_limits().idle;
    let mut tx = world.db().read().await?;
    let sessions = store::card::open_sessions(&mut tx, card.id, since).await?;
    let rights = store::rights::of_contract(&mut tx, card.contract).await?;
    drop(tx);
    let rights = rights.iter().filter(|right| right.account == card.account);
    let form_href = format!("{}/{}/f501.pdf", asker.back, card.id);
    let shown = BlockPage {
        shell: asker.visitor.shell(world),
        form,
        back: asker.back,
        holder: holder(&card),
        kind: words::card_kind(card.kind),
        number: card
            .number
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        reasons: REASONS
            .map(|reason| Choice::new(reason.code(), words::revocation(reason)))
            .into(),
        sessions,
        rights: rights.map(|right| words::capacity(right.kind)).collect(),
        is_cde: card.kind == CardKind::Cde,
        is_own: asker.is_own,
        form_href,
    };
    page(status, &shown)
}

async fn ask(world: &World, asker: Asker, card: Card) -> Page {
    let form = Form::empty(asker.visitor.csrf(world));
    draw(world, &asker, card, form).await
}

async fn act(world: &World, asker: Asker, card: Card, fields: Fields) -> Page {
    let mut errors = Errors::default();
    match fields.get("reason").parse() {
        Err(_) => errors.add("reason", "Dites pourquoi la carte est bloquée."),
        Ok(reason) if !REASONS.contains(&reason) => {
            errors.add("reason", "Choisissez un des motifs proposés.");
        }
        Ok(reason) => {
            let id = card.id;
            let revoked = actions::run(world, asker.by, "revoke_card", |act| {
                actions::revoke_card(act, id, reason)
            });
            if tell(revoked.await, &mut errors)? {
                let live = asker.visitor.live.as_ref();
                let by_it = asker.is_own && live.is_some_and(|live| live.by.means == Means::Card);
                return see_other(if by_it {
                    "/connexion?avis=carte-bloquee"
                } else {
                    asker.done
                });
            }
        }
    }
    let form = Form::filled(asker.visitor.csrf(world), fields.0).with_errors(errors);
    draw(world, &asker, card, form).await
}

pub async fn show_structure(
    State(world): State<World>,
    acting: Acting,
    Path(id): Path<String>,
) -> Page {
    let card = of_structure(&world, &acting, &id).await?;
    ask(&world, Asker::structure(acting), card).await
}

pub async fn submit_structure(
    State(world): State<World>,
    acting: Acting,
    Path(id): Path<String>,
    fields: Fields,
) -> Page {
    let card = of_structure(&world, &acting, &id).await?;
    act(&world, Asker::structure(acting), card, fields).await
}

pub async fn show_own(State(world): State<World>, acting: Acting, Path(id): Path<String>) -> Page {
    let card = of_holder(&world, &acting, &id).await?;
    ask(&world, Asker::holder(acting), card).await
}

pub async fn submit_own(
    State(world): State<World>,
    acting: Acting,
    Path(id): Path<String>,
    fields: Fields,
) -> Page {
    let card = of_holder(&world, &acting, &id).await?;
    act(&world, Asker::holder(acting), card, fields).await
}

pub async fn show_agency(
    State(world): State<World>,
    signed: SignedIn,
    Path(id): Path<String>,
) -> Page {
    let card = find(&world, &id).await?;
    ask(&world, Asker::agency(signed), card).await
}

pub async fn submit_agency(
    State(world): State<World>,
    signed: SignedIn,
    Path(id): Path<String>,
    fields: Fields,
) -> Page {
    let card = find(&world, &id).await?;
    act(&world, Asker::agency(signed), card, fields).await
}
