//! One act: somebody changes something, in one transaction, and leaves a trace.

use crate::{Store, StoreError, Tx, access, job, journal, message};
use domain::{
    access::{Context, Grant, Session},
    event::{Event, Job, Reaction},
    id::Id,
    identifiers::Rpps,
};

/// By whom an act is done.
#[derive(Clone, Copy, Debug)]
pub enum By {
    /// The account, the grant and the scope are loaded inside the transaction: a right withdrawn a moment ago
    /// is withdrawn here (H4).
    Session(Id<Session>),
    /// Work that was ordered in a session, and goes on after it as long as the right is in force.
    Order {
        grant: Id<Grant>,
        session: Id<Session>,
    },
    /// Somebody signed in who needs no right for it.
    Guest(Id<Session>),
    /// The clock, an import, the command line.
    System,
}

/// The only door to a write. Dropped without commit, nothing happened.
pub struct Act {
    pub tx: Tx,
    pub context: Context,
    store: Store,
    noted: Vec<Event>,
}

impl Act {
    pub async fn begin(store: &Store, by: By) -> Result<Self, StoreError> {
        store.numbers.refill(&store.db).await?;
        let mut tx = store.db.begin().await?;
        let at = store.clock.now();
        let mut context = Context {
            actor: None,
            guest: None,
            at,
        };
        match by {
            By::System => {}
            By::Session(session) => {
                let actor = access::actor(&mut tx, session).await?;
                context.actor = Some(actor.ok_or(StoreError::SignedOut)?);
            }
            By::Order { grant, session } => {
                let actor = access::ordered_by(&mut tx, grant, session).await?;
                context.actor = Some(actor.ok_or(StoreError::SignedOut)?);
            }
            By::Guest(session) => {
                let guest = access::guest(&mut tx, session).await?;
                context.guest = Some(guest.ok_or(StoreError::SignedOut)?);
            }
        }
        Ok(Self {
            tx,
            context,
            store: store.clone(),
            noted: Vec::new(),
        })
    }

    /// A fresh identifier, in the order of time.
    #[must_use]
    pub fn new_id<T>(&self) -> Id<T> {
        self.store.ids.draw(self.context.at)
    }

    /// The next RPPS number of the range (R8). A number drawn by an act that fails is lost: gaps are allowed.
    pub fn next_rpps(&self) -> Result<Rpps, StoreError> {
        self.store.numbers.take()
    }

    /// What a part of the act brought about besides: committed with the rest.
    pub fn note(&mut self, event: Event) {
        self.noted.push(event);
    }

    /// The only way to commit: the journal, the messages and the jobs are written with the change.
    pub async fn commit(
        mut self,
        events: impl IntoIterator<Item = Event>,
    ) -> Result<(), StoreError> {
        let mut jobs = Vec::new();
        let noted = std::mem::take(&mut self.noted);
        for event in events.into_iter().chain(noted) {
            let entry = self.new_id();
            journal::append(&mut self.tx, entry, &self.context, &event).await?;
            for reaction in event.reactions() {
                jobs.push((self.new_id(), self.react(reaction).await?));
            }
        }
        job::enqueue(&mut self.tx, &jobs, self.context.at).await?;
        self.tx.commit().await?;
        self.store.wake.notify_one();
        Ok(())
    }

    /// Write what a reaction needs; gives its job.
    async fn react(&mut self, reaction: Reaction) -> Result<Job, StoreError> {
        let at = self.context.at;
        match reaction {
            Reaction::Do(work) => Ok(work),
            Reaction::Tell { about, template } => {
                let message = self.new_id();
                message::insert(&mut self.tx, message, about, template, at).await
            }
        }
    }
}

/// Journal an act that the rules refused (J1), in a transaction of its own.
pub async fn journal_refusal(
    store: &Store,
    by: By,
    act: &str,
    reasons: Vec<String>,
) -> Result<(), StoreError> {
    let refused = Event::Refused {
        act: act.to_owned(),
        reasons,
    };
    Act::begin(store, by).await?.commit([refused]).await
}
