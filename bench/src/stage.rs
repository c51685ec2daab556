//! A new database with a structure and its managers, and the world to act in.

use crate::{
    database::{Database, Engine},
    people::{People, Prepared},
    program,
    structure::{self, Structure},
};
use server::{config::Config, outside::Outside, world::World};
use std::sync::Arc;
use store::{Clock, Db, Ids, Numbers, Store};

pub struct Stage {
    pub database: Database,
    pub config: Config,
    pub world: World,
    pub structure: Arc<Structure>,
    pub people: People,
}

impl Stage {
    pub async fn set(engine: Engine) -> anyhow::Result<Self> {
        let database = Database::create(engine).await?;
        let config = program::config(&database);
        database.migrate().await?;
        let db = Db::open(&database.url, config.database.connections).await?;
        let numbers = Numbers::new(config.rpps.first..config.rpps.last + 1);
        let store = Store::new(db, Clock::System, Ids::Random, numbers);
        let outside = Outside::from_config(&config)?;
        let world = World::new(store, config.clone(), outside, false)?;
        let structure = Arc::new(structure::make(&world).await?);
        Ok(Self {
            database,
            config,
            world,
            structure,
            people: People::new(),
        })
    }

    /// Drafts that nobody used yet.
    pub async fn prepare(&mut self, count: usize) -> anyhow::Result<Vec<Prepared>> {
        self.people
            .prepare(&self.world, &self.structure, count)
            .await
    }

    pub async fn strike(self) -> anyhow::Result<()> {
        self.world.db().close().await;
        self.database.remove().await
    }
}
