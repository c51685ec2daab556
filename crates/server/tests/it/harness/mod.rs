//! What every test is given: the service on a database of its own, a clock that stands still, a browser.
//!
//! The database holds the demonstration's structures, contracts and personas, made by the real actions three
//! months ago: a centralised contract (`claire-vasseur` represents it, `hugo-lemaire` is its delegate,
//! `nadia-benali` a manager, `julien-moreau` a manager of two establishments), decentralised ones
//! (`marc-schneider` and his manager `sophie-klein`; `elise-roth` represents two), an entity without contract,
//! and `agence`, an officer.

mod answer;
mod browser;
pub mod database;
mod engine;
mod own_file;
mod structure;
mod wizard;

pub use answer::Answer;
pub use browser::{NOTHING, encode};
pub use engine::{Engine, empty_postgres, empty_sqlite, on_postgres, on_sqlite};
pub use own_file::{digits, path_in};
pub use structure::somebody;
pub use wizard::{Person, draft_of};

use axum::Router;
use browser::Jar;
use jiff::{SignedDuration, Timestamp};
use server::{
    config::Config,
    jobs,
    outside::{Left, Mailer, Memory, Outside, Texter},
    router::{self, Route},
    world::World,
};
use std::sync::{Arc, Mutex};
use store::{Clock, Ids, Numbers, Store};

/// Now, in every test: a Monday at 11:00 in Paris.
pub const NOW: &str = "2026-11-23T10:00:00Z";

/// Make a test of each function on each engine, on a database of its own: `name::sqlite`, `name::postgres`.
/// After `empty:`, the functions are given the store of a database without the stage.
macro_rules! both_engines {
    (empty: $($name:ident),+ $(,)?) => {
        $(both_engines!(@ $name, empty_sqlite, empty_postgres);)+
    };
    (@ $name:ident, $sqlite:ident, $postgres:ident) => {
        mod $name {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                $crate::harness::$sqlite(super::$name).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                $crate::harness::$postgres(super::$name).await;
            }
        }
    };
    ($($name:ident),+ $(,)?) => {
        $(both_engines!(@ $name, on_sqlite, on_postgres);)+
    };
}

/// The service, seen from one browser.
pub struct App {
    pub world: World,
    pub routes: Arc<Vec<Route>>,
    pub clock: Clock,
    engine: Engine,
    mails: Memory,
    texts: Memory,
    router: Router,
    jar: Mutex<Jar>,
}

impl App {
    /// A service of its own on a copy of the stage.
    fn start(engine: Engine) -> Self {
        let (mails, texts) = (Memory::default(), Memory::default());
        let outside = Outside {
            mail: Mailer::Memory(Arc::clone(&mails)),
            sms: Texter::Memory(Arc::clone(&texts)),
        };
        let clock = Clock::fixed(NOW.parse().unwrap());
        let world = world(&engine, &clock, config(), outside);
        Self::of(world, engine, mails, texts)
    }

    fn of(world: World, engine: Engine, mails: Memory, texts: Memory) -> Self {
        let (router, record) = router::build(&world);
        Self {
            clock: world.store.clock.clone(),
            world,
            routes: Arc::new(record),
            engine,
            mails,
            texts,
            router,
            jar: Mutex::default(),
        }
    }

    /// Another browser on the same service: nobody is signed in there.
    pub fn other_browser(&self) -> Self {
        Self {
            world: self.world.clone(),
            routes: Arc::clone(&self.routes),
            clock: self.clock.clone(),
            engine: self.engine.clone(),
            mails: Arc::clone(&self.mails),
            texts: Arc::clone(&self.texts),
            router: self.router.clone(),
            jar: Mutex::default(),
        }
    }

    /// The same browser, database and clock, on a service set up otherwise.
    pub fn with(&self, change: impl FnOnce(&mut Config, &mut Outside)) -> Self {
        let (mut config, mut outside) = (self.world.config.clone(), self.world.outside.clone());
        change(&mut config, &mut outside);
        let world = World::new(self.world.store.clone(), config, outside, true).unwrap();
        let app = Self::of(
            world,
            self.engine.clone(),
            Arc::clone(&self.mails),
            Arc::clone(&self.texts),
        );
        *app.jar.lock().unwrap() = self.jar.lock().unwrap().clone();
        app
    }

    /// Another node of the same service: its own numbers and ids, the same database.
    pub fn other_node(&self) -> Self {
        let range = &self.world.config.rpps;
        let store = Store::new(
            self.world.db().clone(),
            self.clock.clone(),
            Ids::Random,
            Numbers::new(range.first..range.last + 1),
        );
        let (config, outside) = (self.world.config.clone(), self.world.outside.clone());
        let world = World::new(store, config, outside, true).unwrap();
        Self::of(
            world,
            self.engine.clone(),
            Arc::clone(&self.mails),
            Arc::clone(&self.texts),
        )
    }

    /// Do every job that is due.
    pub async fn work(&self) {
        jobs::round(&self.world).await.unwrap();
    }

    /// Where the database is, for the program itself.
    pub fn url(&self) -> &str {
        &self.engine.url
    }

    pub fn advance(&self, by: SignedDuration) {
        self.clock.advance(by);
    }

    /// The mails that left, oldest first.
    pub fn mails(&self) -> Vec<Left> {
        self.mails.lock().unwrap().clone()
    }

    /// The SMS that left, oldest first.
    pub fn texts(&self) -> Vec<Left> {
        self.texts.lock().unwrap().clone()
    }
}

fn config() -> Config {
    let mut config = Config {
        public_url: "https://rpps.exemple.fr".into(),
        contact: "assistance@exemple.fr".into(),
        secret: "a secret of tests, never of a service".into(),
        ..Config::default()
    };
    config.limits.requests_per_minute = 1_000_000;
    config
}

/// A world on a database, with numbers of its own.
fn world(engine: &Engine, clock: &Clock, config: Config, outside: Outside) -> World {
    let numbers = Numbers::new(config.rpps.first..config.rpps.last + 1);
    let store = Store::new(engine.db.clone(), clock.clone(), Ids::seeded(), numbers);
    World::new(store, config, outside, true).unwrap()
}

/// Put the personas and their structures on an empty, migrated database.
async fn set_stage(engine: &Engine) {
    let at: Timestamp = NOW.parse().unwrap();
    let clock = Clock::fixed(at - SignedDuration::from_hours(90 * 24));
    let nothing = Memory::default();
    let outside = Outside {
        mail: Mailer::Memory(Arc::clone(&nothing)),
        sms: Texter::Memory(nothing),
    };
    let world = world(engine, &clock, config(), outside);
    server::import::communes::import_communes(&world.store, None)
        .await
        .unwrap();
    let folder = tempfile::tempdir().unwrap();
    server::demo::set_stage(&world, folder.path())
        .await
        .unwrap();
    // What the stage calls for is done: a test sees its own messages alone.
    jobs::round(&world).await.unwrap();
}
