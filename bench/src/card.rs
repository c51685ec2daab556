//! Sign-in by card: how many a second on one core, what open connections hold, how soon a revocation counts.

use crate::{
    database::Engine,
    http::{self, Answer},
    machine,
    program::{Program, Worker},
    stage::Stage,
    table,
};
use anyhow::{Context as _, ensure};
use domain::{access::Means, card::RevocationReason};
use jiff::SignedDuration;
use rustls::{
    ClientConfig, RootCertStore,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _},
};
use server::{
    actions,
    config::Config,
    pki::{Authority, Issued, KeySize, Kind, Order, Profile},
};
use std::{
    net::{SocketAddr, TcpListener},
    process::Command,
    sync::Arc,
    time::{Duration, Instant},
};
use store::By;

#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    /// Sign-ins.
    #[arg(long, default_value_t = 1_000)]
    count: usize,
    /// Browsers at the same time.
    #[arg(long, default_value_t = 8)]
    clients: usize,
    /// Connections kept open.
    #[arg(long, default_value_t = 1_000)]
    connections: usize,
    /// One engine only.
    #[arg(long)]
    engine: Option<Engine>,
}

const DAY: SignedDuration = SignedDuration::from_hours(24);
/// The service has the first core, the load the others.
const SERVICE_CORE: &str = "0";
const LOAD_CORE: &str = "1";

/// The port of cards of a service, and cards that it knows.
struct Port {
    authority: Authority,
    program: Program,
    address: SocketAddr,
    cards: Vec<(Issued, Arc<ClientConfig>)>,
}

/// Files that a process has open besides its connections.
const OTHER_FILES: usize = 200;

pub async fn measure(options: &Options) -> anyhow::Result<()> {
    machine::need_files(options.connections + OTHER_FILES)?;
    for engine in [Engine::Sqlite, Engine::Postgres] {
        if options.engine.is_none_or(|only| only == engine) {
            let mut stage = Stage::set(engine).await?;
            let port = Port::open(&mut stage).await?;
            table::say(&format!("\n{}", engine.name()));
            sign_ins(&port, options).await?;
            connections(&port, options.connections).await?;
            revocations(&stage, &port).await?;
            drop(port);
            stage.strike().await?;
        }
    }
    table::say(&format!("load after: {}", machine::load()));
    Ok(())
}

impl Port {
    async fn open(stage: &mut Stage) -> anyhow::Result<Self> {
        let (folder, now) = (
            stage.database.folder.join("pki"),
            stage.world.store.clock.now(),
        );
        let authority = Authority::at(&folder);
        authority.init(KeySize::Rsa4096, now)?;
        authority.issue_server("localhost", now)?;
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let texts = |paths: &[std::path::PathBuf]| {
            let texts = paths.iter().map(|path| path.display().to_string());
            texts.collect::<Vec<_>>()
        };
        let [certificate, key] = authority.server().map(|path| path.display().to_string());
        let mut config: Config = stage.config.clone();
        config.card.listen = address.to_string();
        config.card.public_url = format!("https://localhost:{}", address.port());
        config.card.authorities = texts(&authority.certificates());
        config.card.crls = texts(&authority.lists());
        (config.card.certificate, config.card.key) = (certificate, key);
        let mut tx = stage.world.db().read().await?;
        let mut cards = Vec::new();
        for (number, _) in store::access::holders(&mut tx, Means::Card).await? {
            let issued = authority.issue(&order(&number, now), "")?;
            let client = client(&authority, &issued)?;
            cards.push((issued, client));
        }
        drop(tx);
        let program = Program::serve(&stage.database, &config, Worker::Nobody).await?;
        for (core, process) in [
            (SERVICE_CORE, program.id().context("a process")?),
            (LOAD_CORE, std::process::id()),
        ] {
            let pinned = Command::new("taskset")
                .args(["-acp", core, &process.to_string()])
                .output()?;
            ensure!(pinned.status.success(), "taskset does not pin {process}");
        }
        Ok(Self {
            authority,
            program,
            address,
            cards,
        })
    }

    /// From the sign-in page to the page behind it; gives the cookie of the session.
    async fn sign_in(&self, rank: usize) -> anyhow::Result<String> {
        let (_, client) = &self.cards[rank % self.cards.len()];
        let portal = self.program.address;
        let page = http::get(portal, "/connexion", "").await?;
        let (_, rest) = page
            .body
            .split_once("/carte?")
            .context("the door of cards")?;
        let (query, _) = rest.split_once('"').context("its address")?;
        let query = query.replace("&#38;", "&").replace("&amp;", "&");
        let path = format!("/carte?{query}");
        let shown = http::get_tls(self.address, client, &path).await?;
        let (_, code) = shown
            .place
            .split_once("/connexion/carte?")
            .context("a code")?;
        let back = format!("/connexion/carte?{code}");
        let signed = http::get(portal, &back, &page.cookies).await?;
        ensure!(signed.place == "/espace", "led to {:?}", signed.place);
        Ok(signed.cookies)
    }
}

fn order(number: &str, now: jiff::Timestamp) -> Order {
    Order {
        kind: Kind::Cpe,
        number: number.to_owned(),
        holder: "CPET0002".into(),
        finess: "140990011".into(),
        structure: "ASSOCIATION LES TILLEULS".into(),
        department: "Calvados (14)".into(),
        last_name: "Mesure".into(),
        first_name: "Camille".into(),
        profile: Profile::Authentication,
        category: 0,
        from: now - DAY,
        until: now + DAY * 1095,
    }
}

fn client(authority: &Authority, card: &Issued) -> anyhow::Result<Arc<ClientConfig>> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(&authority.certificates()[0])?)?;
    let chain = CertificateDer::pem_file_iter(card.file.with_extension("pem"))?;
    let key = PrivateKeyDer::from_pem_file(card.file.with_extension("key"))?;
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_client_auth_cert(chain.collect::<Result<_, _>>()?, key)?;
    Ok(Arc::new(config))
}

/// Three requests and one handshake each: the sign-in page, the card, the code.
async fn sign_ins(port: &Port, options: &Options) -> anyhow::Result<()> {
    let start = Instant::now();
    let clients = (0..options.clients).map(|client| async move {
        let mut times = Vec::new();
        for rank in (client..options.count).step_by(options.clients) {
            let begun = Instant::now();
            port.sign_in(rank).await?;
            times.push(begun.elapsed());
        }
        anyhow::Ok(times)
    });
    let mut times = Vec::new();
    for done in futures_util::future::join_all(clients).await {
        times.extend(done?);
    }
    #[expect(clippy::cast_precision_loss, reason = "counts are small")]
    let rate = times.len() as f64 / start.elapsed().as_secs_f64();
    let [p50, p95, p99] = table::percentiles(&mut times).map(table::cell);
    table::say(&format!(
        "sign-ins by card, {} clients, service on one core: {rate:.0} a second, p50 {p50} ms, p95 {p95} ms, p99 {p99} ms",
        options.clients
    ));
    Ok(())
}

/// Resident memory of the service with so many handshakes done, and nothing asked yet.
async fn connections(port: &Port, count: usize) -> anyhow::Result<()> {
    let before = port.program.resident()?;
    let mut open = Vec::new();
    for rank in 0..count {
        let (_, client) = &port.cards[rank % port.cards.len()];
        open.push(http::connect_tls(port.address, client).await?);
    }
    let held = port.program.resident()?.saturating_sub(before);
    table::say(&format!(
        "{count} open connections hold {} KiB more than {before} KiB: {} KiB each",
        held,
        held / count.max(1)
    ));
    Ok(())
}

/// From the act, or the list written, to the first answer that refuses.
async fn revocations(stage: &Stage, port: &Port) -> anyhow::Result<()> {
    let (issued, _) = &port.cards[1];
    let now = stage.world.store.clock.now();
    port.sign_in(1).await?;
    port.authority.revoke(&issued.serial, now)?;
    port.authority.write_lists(now, DAY)?;
    let begun = Instant::now();
    while port.sign_in(1).await.is_ok() {}
    let listed = begun.elapsed();
    let ended = blocked(stage, port).await?;
    table::say(&format!(
        "from a list that says so to the refusal: {} ms; from a card blocked here to the end of its session: {} ms",
        table::cell(listed),
        table::cell(ended)
    ));
    Ok(())
}

/// Block the last card here, as its holder does, and watch the session that it opened.
async fn blocked(stage: &Stage, port: &Port) -> anyhow::Result<Duration> {
    let cookies = port.sign_in(port.cards.len() - 1).await?;
    let mut tx = stage.world.db().read().await?;
    let holders = store::access::holders(&mut tx, Means::Card).await?;
    let (number, account) = holders.last().context("a card")?;
    let card = store::card::by_number(&mut tx, &number.parse()?).await?;
    let card = card.context("the card")?.id;
    drop(tx);
    let actor = stage.structure.actor_of(account.id);
    let by = By::Session(actor.context("a session of its holder")?.session);
    let reason = RevocationReason::Lost;
    let done = actions::run(&stage.world, by, "revoke_card", |act| {
        actions::revoke_card(act, card, reason)
    });
    let begun = Instant::now();
    done.await.map_err(|error| anyhow::anyhow!("{error:?}"))?;
    loop {
        let Answer { place, .. } = http::get(port.program.address, "/espace", &cookies).await?;
        if place.starts_with("/connexion") {
            return Ok(begun.elapsed());
        }
    }
}
