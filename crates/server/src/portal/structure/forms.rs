//! Forms to sign, filled in: F301 (cards), F501 (a card to block), F502 (a delegate), as PDF documents (K2, H7).

use super::block::{self, of_structure};
use crate::{
    documents::{self, F301, F501, F502, Holder, Letterhead, Person, Structure},
    portal::{contracts, spreadsheet::download, words},
    web::{Acting, Page, Problem},
    world::World,
};
use axum::extract::{Path, State};
use domain::{
    access::{Account, Scope, paris_day},
    card::{Card, CardKind},
    id::Id,
};
use store::Tx;

/// What every form says.
struct Common {
    letterhead: Letterhead,
    contract: String,
    made_on: String,
    structure: Structure,
    /// Who asks, as on their card.
    asks: Person,
    send_to: String,
}

/// What is told of a structure and of the operator; nobody asks yet.
async fn common_of(
    world: &World,
    (scope, name): (&Scope, &str),
    tx: &mut Tx,
) -> Result<Common, Problem> {
    let entity = store::structure::legal_entity(tx, &scope.legal_entity).await?;
    let entity = entity.ok_or_else(Problem::not_found)?;
    let place = match &scope.establishment {
        Some(finess) => store::structure::establishment(tx, finess).await?,
        None => None,
    };
    let address = |street: &str, code: &str, town: &str| format!("{street}, {code} {town}");
    let structure = Structure {
        finess: scope
            .establishment
            .as_ref()
            .unwrap_or(&scope.legal_entity)
            .to_string(),
        name: name.to_owned(),
        address: place.as_ref().map_or_else(
            || address(&entity.address, &entity.postal_code, &entity.town),
            |place| address(&place.address, &place.postal_code, &place.town),
        ),
        legal_entity: entity.name,
        siren: entity.siren,
    };
    Ok(Common {
        letterhead: Letterhead {
            service: world.config.service.clone(),
            contact: world.config.contact.clone(),
        },
        contract: scope.contract.to_string(),
        made_on: words::date(paris_day(world.store.clock.now())),
        structure,
        asks: by_hand(),
        send_to: world.config.contact.clone(),
    })
}

async fn common(world: &World, acting: &Acting, tx: &mut Tx) -> Result<Common, Problem> {
    let asks = person(acting, tx, acting.actor.account).await?;
    let common = common_of(world, (&acting.scope, &acting.structure), tx).await?;
    Ok(Common { asks, ..common })
}

/// Somebody who fills in their own lines.
const fn by_hand() -> Person {
    Person {
        last_name: String::new(),
        first_names: String::new(),
        function: String::new(),
        email: String::new(),
        phone: String::new(),
    }
}

/// Somebody of the contract, as their card names them; empty where it is to be filled in by hand.
async fn person(acting: &Acting, tx: &mut Tx, account: Id<Account>) -> Result<Person, Problem> {
    let cards = store::card::of_holder(tx, acting.scope.contract, account).await?;
    let card = cards.into_iter().next().ok_or_else(Problem::not_found)?;
    Ok(Person {
        last_name: card.last_name.to_string(),
        first_names: card.first_name.to_string(),
        function: card.job,
        email: store::access::email_of(tx, account).await?,
        phone: String::new(),
    })
}

/// F301: the cards that wait for their form, all on one.
pub async fn order_form(State(world): State<World>, acting: Acting) -> Page {
    let mut tx = world.db().read().await?;
    let cards = store::card::of_contract(&mut tx, acting.scope.contract).await?;
    let waiting: Vec<Card> = cards.into_iter().filter(Card::awaits_form).collect();
    if waiting.is_empty() {
        return Err(Problem::not_found());
    }
    let mut holders = Vec::new();
    for card in &waiting {
        holders.push(Holder {
            last_name: card.last_name.to_string(),
            first_names: card.first_name.to_string(),
            function: card.job.clone(),
            email: store::access::email_of(&mut tx, card.account).await?,
        });
    }
    let readers: i64 = waiting.iter().map(|card| card.readers).sum();
    let common = common(&world, &acting, &mut tx).await?;
    let form = F301 {
        letterhead: common.letterhead,
        contract: common.contract,
        made_on: common.made_on,
        structure: common.structure,
        holders,
        readers: u32::try_from(readers).unwrap_or_default(),
        ordered_by: common.asks,
        send_to: common.send_to,
    };
    let file = documents::f301(&form).map_err(|error| Problem::failure(&error))?;
    download("f301-commande-de-cartes.pdf", "application/pdf", file)
}

/// F501, by who gives rights.
pub async fn block_form(
    State(world): State<World>,
    acting: Acting,
    Path(id): Path<String>,
) -> Page {
    let card = of_structure(&world, &acting, &id).await?;
    let mut tx = world.db().read().await?;
    send_block_form(&card, common(&world, &acting, &mut tx).await?)
}

/// F501, by the holder.
pub async fn own_block_form(
    State(world): State<World>,
    acting: Acting,
    Path(id): Path<String>,
) -> Page {
    let card = block::of_holder(&world, &acting, &id).await?;
    let mut tx = world.db().read().await?;
    send_block_form(&card, common(&world, &acting, &mut tx).await?)
}

/// F501, for whoever asks the agency: their lines are filled in by hand.
pub async fn agency_block_form(State(world): State<World>, Path(id): Path<String>) -> Page {
    let card = block::find(&world, &id).await?;
    let mut tx = world.db().read().await?;
    let contract = store::contract::by_id(&mut tx, card.contract).await?;
    let contract = contract.ok_or_else(Problem::not_found)?;
    let name = contracts::name(&mut tx, &contract).await?;
    let scope = Scope {
        contract: contract.id,
        legal_entity: contract.legal_entity,
        establishment: contract.establishment,
        narrowed_by: None,
    };
    send_block_form(&card, common_of(&world, (&scope, &name), &mut tx).await?)
}

/// Reason and day are left to be filled in by hand.
fn send_block_form(card: &Card, common: Common) -> Page {
    let number = card.number.as_ref().map(ToString::to_string);
    let form = F501 {
        letterhead: common.letterhead,
        made_on: common.made_on,
        structure: common.structure,
        holder_last_name: card.last_name.to_string(),
        holder_first_names: card.first_name.to_string(),
        card_number: number.unwrap_or_default(),
        reason: String::new(),
        since: String::new(),
        asked_by: common.asks,
        send_to: common.send_to,
    };
    let file = documents::f501(&form).map_err(|error| Problem::failure(&error))?;
    download("f501-blocage-de-carte.pdf", "application/pdf", file)
}

/// F502: the representative names the holder of this card.
pub async fn delegate_form(
    State(world): State<World>,
    acting: Acting,
    Path(id): Path<String>,
) -> Page {
    let card = of_structure(&world, &acting, &id).await?;
    if card.kind != CardKind::Cpe {
        return Err(Problem::not_found());
    }
    let mut tx = world.db().read().await?;
    let common = common(&world, &acting, &mut tx).await?;
    let form = F502 {
        letterhead: common.letterhead,
        contract: common.contract,
        made_on: common.made_on,
        structure: common.structure,
        representative: common.asks,
        delegate: person(&acting, &mut tx, card.account).await?,
        send_to: common.send_to,
    };
    let file = documents::f502(&form).map_err(|error| Problem::failure(&error))?;
    download(
        "f502-designation-de-mandataire.pdf",
        "application/pdf",
        file,
    )
}
