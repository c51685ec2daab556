//! Serve the portal.

use super::open;
use crate::{
    card::listener::{self, Security},
    config::Config,
    jobs, router,
    world::World,
};
use anyhow::Context as _;
use axum::{Router, extract::State, routing::get};
use clap::Args;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use std::{net::SocketAddr, path::Path};
use tokio::{net::TcpListener, sync::watch};

#[derive(Args)]
pub struct Serve {
    /// Leave the jobs to `rpps worker`, run elsewhere.
    #[arg(long)]
    without_worker: bool,
}

pub async fn run(config: Config, serve: Serve) -> anyhow::Result<()> {
    open::logs(&config);
    let world = open::world(config).await?;
    let listeners = Listeners::bind(&world.config, "listen").await?;
    let worker = if serve.without_worker {
        Worker::Elsewhere
    } else {
        Worker::Here
    };
    tracing::info!(
        address = world.config.listen,
        engine = world.db().engine(),
        "the portal listens"
    );
    until_stopped(world, listeners, worker).await
}

/// Where jobs are done.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Worker {
    Here,
    Elsewhere,
}

/// What the program listens to.
pub struct Listeners {
    portal: TcpListener,
    /// None when nobody measures.
    metrics: Option<TcpListener>,
}

impl Listeners {
    /// Listen to all, before anything is said to be ready; `setting` names the portal's address.
    pub async fn bind(config: &Config, setting: &str) -> anyhow::Result<Self> {
        let portal = bind(&config.listen, setting).await?;
        let metrics = if config.metrics_listen.is_empty() {
            None
        } else {
            Some(bind(&config.metrics_listen, "metrics_listen").await?)
        };
        Ok(Self { portal, metrics })
    }
}

/// Listen, or say why not.
async fn bind(address: &str, setting: &str) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| {
        format!("{address} cannot be listened on: is another program there? Choose another port with {setting}")
    })
}

/// Serve, work and measure until the operator asks to stop; then finish what is under way.
pub async fn until_stopped(
    world: World,
    listeners: Listeners,
    worker: Worker,
) -> anyhow::Result<()> {
    let (stop, stopped) = watch::channel(false);
    let wait = |mut stopped: watch::Receiver<bool>| async move {
        let _ = stopped.wait_for(|stop| *stop).await;
    };
    let card_port = card_port(&world).await?;
    let metrics = PrometheusBuilder::new()
        .install_recorder()
        .context("measures cannot be recorded")?;
    let measured = listeners.metrics.map(|listener| {
        let stopped = wait(stopped.clone());
        tokio::spawn(serve_metrics(listener, (world.clone(), metrics), stopped))
    });
    let working = (worker == Worker::Here).then(|| {
        let (world, stopped) = (world.clone(), wait(stopped.clone()));
        tokio::spawn(async move { jobs::run(&world, stopped).await })
    });
    let showing = card_port.map(|(listener, security)| {
        let (app, stopped) = (router::build_card(&world), wait(stopped.clone()));
        tokio::spawn(listener::serve(listener, security, app, stopped))
    });
    let (app, _) = router::build(&world);
    let app = app.into_make_service_with_connect_info::<SocketAddr>();
    let serving = tokio::spawn(
        axum::serve(listeners.portal, app)
            .with_graceful_shutdown(wait(stopped))
            .into_future(),
    );
    open::stop_asked().await;
    tracing::info!("stopping: requests and jobs under way are finished first");
    stop.send_replace(true);
    serving.await??;
    if let Some(showing) = showing {
        showing.await?;
    }
    if let Some(working) = working {
        working.await?;
    }
    if let Some(measured) = measured {
        measured.await??;
    }
    world.db().close().await;
    Ok(())
}

/// The port of cards; none when the setting is empty.
async fn card_port(world: &World) -> anyhow::Result<Option<(TcpListener, Security)>> {
    let settings = &world.config.card;
    if !settings.is_open() {
        return Ok(None);
    }
    let security = if settings.header.is_empty() {
        Security::tls(Path::new(&settings.certificate), Path::new(&settings.key))?
    } else {
        Security::Proxy
    };
    let listener = bind(&settings.listen, "card.listen").await?;
    tracing::info!(address = settings.listen, "the port of cards listens");
    Ok(Some((listener, security)))
}

/// Measures for Prometheus, on a listener of their own.
async fn serve_metrics(
    listener: TcpListener,
    measured: (World, PrometheusHandle),
    stopped: impl Future<Output = ()> + Send + 'static,
) -> anyhow::Result<()> {
    let app = Router::new()
        .route("/metrics", get(measures))
        .with_state(measured);
    axum::serve(listener, app)
        .with_graceful_shutdown(stopped)
        .await?;
    Ok(())
}

async fn measures(State((world, handle)): State<(World, PrometheusHandle)>) -> String {
    if let Ok((waiting, parked)) = store::job::counts(&world.store).await {
        #[expect(
            clippy::cast_precision_loss,
            reason = "a gauge is a float; counts of jobs are small"
        )]
        for (state, count) in [("waiting", waiting), ("parked", parked)] {
            metrics::gauge!("rpps_jobs", "state" => state).set(count as f64);
        }
    }
    handle.run_upkeep();
    handle.render()
}
