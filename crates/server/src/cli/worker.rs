//! Work on the jobs alone.

use super::open;
use crate::{config::Config, jobs};

pub async fn run(config: Config) -> anyhow::Result<()> {
    open::logs(&config);
    let world = open::world(config).await?;
    tracing::info!(engine = world.db().engine(), "the worker is at work");
    jobs::run(&world, open::stop_asked()).await;
    world.db().close().await;
    Ok(())
}
