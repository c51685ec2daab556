//! The structures of several files, read by a thread of their own, in batches.

use super::{
    ImportError,
    fault::{FileFault, Rejection},
    source::Source,
};
use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};
use store::structure::import::{ListedEstablishment, ListedLegalEntity};
use tokio::{sync::mpsc, task::JoinHandle};

/// What a reader finds.
#[derive(Debug)]
pub enum Item {
    LegalEntity(ListedLegalEntity),
    Establishment(ListedEstablishment),
    Rejected(Rejection),
}

/// Structures of one batch, and batches that may wait for who asks: this bounds the memory.
const BATCH: usize = 400;
const WAITING: usize = 4;

/// Files being read.
pub struct Reading {
    batches: mpsc::Receiver<Vec<Item>>,
    reader: JoinHandle<Result<(), ImportError>>,
    bytes: Arc<AtomicU64>,
}

impl Reading {
    pub fn start(sources: &[Source]) -> Self {
        let (sender, batches) = mpsc::channel(WAITING);
        let bytes = Arc::<AtomicU64>::default();
        let (sources, counted) = (sources.to_vec(), Arc::clone(&bytes));
        let reader = tokio::task::spawn_blocking(move || {
            sources
                .iter()
                .try_for_each(|source| read(source, &counted, &sender))
        });
        Self {
            batches,
            reader,
            bytes,
        }
    }

    /// The next batch; none at the end of the last file.
    pub async fn next(&mut self) -> Result<Option<Vec<Item>>, ImportError> {
        if let Some(batch) = self.batches.recv().await {
            return Ok(Some(batch));
        }
        (&mut self.reader).await.map_err(io::Error::other)??;
        Ok(None)
    }

    /// Bytes read until now.
    pub fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }
}

fn read(
    source: &Source,
    bytes: &Arc<AtomicU64>,
    sender: &mpsc::Sender<Vec<Item>>,
) -> Result<(), ImportError> {
    let mut batch = Vec::with_capacity(BATCH);
    let mut tally = Tally::default();
    let send = |batch| {
        let nobody_reads = |_| io::Error::from(io::ErrorKind::BrokenPipe);
        sender.blocking_send(batch).map_err(nobody_reads)
    };
    let outcome = source.read(bytes, &mut |item| {
        tally.count(&item);
        batch.push(item);
        if batch.len() < BATCH {
            return Ok(());
        }
        send(std::mem::replace(&mut batch, Vec::with_capacity(BATCH)))
    });
    let outcome = outcome
        .and_then(|()| tally.check())
        .and_then(|()| Ok(send(batch)?));
    outcome.map_err(|fault| ImportError::File {
        file: source.name(),
        fault,
    })
}

/// How much of one file is refused.
#[derive(Default)]
struct Tally {
    accepted: u64,
    rejected: u64,
    first: Option<Rejection>,
}

impl Tally {
    fn count(&mut self, item: &Item) {
        let Item::Rejected(rejection) = item else {
            self.accepted += 1;
            return;
        };
        self.rejected += 1;
        self.first.get_or_insert_with(|| rejection.clone());
    }

    /// A file of which most is refused is not what it seems to be.
    fn check(self) -> Result<(), FileFault> {
        match self.first {
            None if self.accepted == 0 => Err(FileFault::NoStructure),
            Some(first) if self.rejected > self.accepted => Err(FileFault::MostlyRejected {
                rejected: self.rejected,
                accepted: self.accepted,
                first: Box::new(first),
            }),
            _ => Ok(()),
        }
    }
}
