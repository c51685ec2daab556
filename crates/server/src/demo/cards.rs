//! Real cards for the demonstration: a test authority of its own, and a file for each card of the register.

use crate::{
    config,
    pki::{Authority, KeySize, Kind, Order, Profile},
    world::World,
};
use anyhow::Context as _;
use domain::{
    access::Means,
    card::{CardKind, CardNumber},
};
use jiff::{SignedDuration, Timestamp};
use std::{
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
};

/// Of every PKCS#12 file of the demonstration.
pub const PASSWORD: &str = "demo";
/// From the portal's port to that of cards: 8443 for 8080.
const APART: u16 = 363;
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Set the port of cards up, with an authority in `folder`. Without a port of its own the demonstration goes on
/// without cards.
pub fn settings(
    card: &mut config::Card,
    portal: SocketAddr,
    folder: &Path,
    now: Timestamp,
) -> anyhow::Result<()> {
    if !card.authorities.is_empty() {
        return Ok(());
    }
    if !card.is_open() {
        let Some(port) = portal.port().checked_add(APART) else {
            return Ok(());
        };
        let address = SocketAddr::new(portal.ip(), port);
        if TcpListener::bind(address).is_err() {
            tracing::warn!(
                "no sign-in by card: {address} is taken; choose another address with RPPS_CARD_LISTEN"
            );
            return Ok(());
        }
        card.listen = address.to_string();
    }
    let port = card.listen.rsplit(':').next().unwrap_or_default();
    card.public_url = format!("https://localhost:{port}");
    let authority = Authority::at(folder);
    if !authority.exists() {
        authority.init(KeySize::Rsa2048, now)?;
        authority.issue_server("localhost", now)?;
    }
    authority.write_lists(now, DAY * 365)?;
    let texts = |paths: &[PathBuf]| {
        let texts = paths.iter().map(|path| path.display().to_string());
        texts.collect::<Vec<_>>()
    };
    card.authorities = texts(&authority.certificates());
    card.crls = texts(&authority.lists());
    let [certificate, key] = authority.server();
    card.certificate = certificate.display().to_string();
    card.key = key.display().to_string();
    Ok(())
}

/// Issue the files that are missing.
pub async fn issue_all(world: &World) -> anyhow::Result<()> {
    if !world.config.card.is_open() {
        return Ok(());
    }
    let mut tx = world.db().read().await?;
    let holders = store::access::holders(&mut tx, Means::Card).await?;
    drop(tx);
    for (number, _) in holders {
        issue(world, &number.parse()?).await?;
    }
    Ok(())
}

/// The PKCS#12 file of a card; none when the register does not know it, or this demonstration has no authority.
pub async fn issue(world: &World, number: &CardNumber) -> anyhow::Result<Option<PathBuf>> {
    let Some(root) = world.config.card.authorities.first() else {
        return Ok(None);
    };
    let folder = Path::new(root).parent().context("the authority's folder")?;
    let authority = Authority::at(folder);
    let file = authority.file_of(&number.to_string());
    let file = file.with_extension("p12");
    if file.exists() {
        return Ok(Some(file));
    }
    let mut tx = world.db().read().await?;
    let Some(card) = store::card::by_number(&mut tx, number).await? else {
        return Ok(None);
    };
    let grants = store::access::grants_of(&mut tx, card.account).await?;
    drop(tx);
    let of_card = grants.into_iter().find_map(|held| {
        let scope = held
            .grant
            .scope
            .filter(|scope| scope.contract == card.contract)?;
        let finess = scope.establishment.unwrap_or(scope.legal_entity);
        Some((finess.to_string(), held.structure))
    });
    let (finess, structure) = of_card.unwrap_or_default();
    let now = world.store.clock.now();
    let order = Order {
        kind: match card.kind {
            CardKind::Cde => Kind::Cde,
            CardKind::Cpe => Kind::Cpe,
        },
        number: number.to_string(),
        holder: format!("CPET{}", number.to_string().split_off(17)),
        department: finess
            .get(..2)
            .map(|code| format!("Département ({code})"))
            .unwrap_or_default(),
        finess,
        structure,
        last_name: card.last_name.to_string(),
        first_name: card.first_name.to_string(),
        profile: Profile::Authentication,
        category: 0,
        from: now - DAY,
        until: now + DAY * 1095,
    };
    authority.issue(&order, PASSWORD)?;
    Ok(Some(file))
}
