//! A legal entity, its establishments, and which contract covers each: drawn as a tree, read as a list (C1, C2).

use super::labels;
use crate::{
    portal::{shell::Tone, words},
    web::Problem,
};
use domain::{
    access::paris_day,
    contract::{Contract, ContractState},
    identifiers::Finess,
};
use store::Tx;

/// Establishments that a page shows; a legal entity may own thousands.
const MOST: i64 = 30;

pub struct Tree {
    pub entity: Node,
    pub sites: Vec<Node>,
    /// `12 autres établissements`; empty when all are shown.
    pub more: String,
}

pub struct Node {
    pub name: String,
    pub finess: String,
    pub place: String,
    /// What covers it, with its weight; empty for nothing.
    pub cover: String,
    pub tone: Tone,
}

/// The tree of a legal entity. The establishment chosen is shown first, were it not among the first by name.
pub async fn of(
    tx: &mut Tx,
    legal_entity: &Finess,
    chosen: Option<&Finess>,
) -> Result<Option<Tree>, Problem> {
    let Some(entity) = store::structure::legal_entity(tx, legal_entity).await? else {
        return Ok(None);
    };
    let contracts = store::contract::under_way(tx, legal_entity).await?;
    let mut sites = store::structure::establishments_of(tx, legal_entity, MOST).await?;
    if let Some(chosen) = chosen
        && !sites.iter().any(|site| site.finess == *chosen)
        && let Some(site) = store::structure::establishment(tx, chosen).await?
    {
        sites.pop();
        sites.insert(0, site);
    }
    let all = store::structure::count_of(tx, legal_entity).await?;
    let left = all - i64::try_from(sites.len()).unwrap_or(all);
    let central = contracts.iter().find(|one| one.establishment.is_none());
    let name = if entity.name.is_empty() {
        "Entité juridique connue par son seul numéro".to_owned()
    } else {
        entity.name
    };
    Ok(Some(Tree {
        entity: node(name, &entity.finess, entity.town, central),
        sites: sites
            .into_iter()
            .map(|site| {
                let own = contracts
                    .iter()
                    .find(|one| one.establishment.as_ref() == Some(&site.finess));
                node(site.name, &site.finess, site.town, own.or(central))
            })
            .collect(),
        more: if left > 0 {
            words::count(left, "autre établissement", "autres établissements")
        } else {
            String::new()
        },
    }))
}

fn node(name: String, finess: &Finess, place: String, by: Option<&Contract>) -> Node {
    let (cover, tone) = by.map_or((String::new(), Tone::Neutral), cover);
    Node {
        name,
        finess: finess.to_string(),
        place,
        cover,
        tone,
    }
}

/// `Contrat centralisé depuis le 12/11/2026`.
#[must_use]
pub fn cover(by: &Contract) -> (String, Tone) {
    let mode = labels::mode(by.mode()).to_lowercase();
    let since = words::date(paris_day(by.opened_at));
    if by.state == ContractState::Submitted {
        return (format!("Contrat {mode} demandé le {since}"), Tone::Info);
    }
    (format!("Contrat {mode} depuis le {since}"), Tone::Success)
}
