//! What an import will do, found by reading the files once before anything is written.

use super::{
    ImportError, Missing,
    fault::{Rejection, RowFault},
    reading::Item,
};
use domain::{access::paris_day, identifiers::Finess};
use std::collections::{HashMap, HashSet};
use store::{
    Store, StoreError,
    structure::import::{Counts, Fingerprint, Known, known_establishments, known_legal_entities},
};

/// Legal entities, or establishments: what is known, what the files say.
#[derive(Debug, Default)]
pub struct Side {
    known: HashMap<Finess, Known>,
    seen: HashSet<Finess>,
    /// New or changed, not yet written.
    pub to_write: HashSet<Finess>,
    pub counts: Counts,
}

impl Side {
    fn see(&mut self, finess: &Finess, fingerprint: Fingerprint) -> Result<(), RowFault> {
        if !self.seen.insert(finess.clone()) {
            return Err(RowFault::Twice);
        }
        match self.known.get(finess) {
            Some(known) if known.fingerprint == Some(fingerprint) => {
                self.counts.unchanged += 1;
                return Ok(());
            }
            Some(_) => self.counts.changed += 1,
            None => self.counts.created += 1,
        }
        self.to_write.insert(finess.clone());
        Ok(())
    }

    /// How many of these are created, how many changed, when they are written.
    pub fn written<'a>(&self, numbers: impl Iterator<Item = &'a Finess>) -> Counts {
        let mut counts = Counts::default();
        for number in numbers {
            if self.known.contains_key(number) {
                counts.changed += 1;
            } else {
                counts.created += 1;
            }
        }
        counts
    }
}

/// The files compared with the register.
#[derive(Debug, Default)]
pub struct Survey {
    pub legal_entities: Side,
    pub establishments: Side,
    pub rejections: Vec<Rejection>,
    /// Of rows that were refused: such an establishment is not missing.
    mentioned: HashSet<Finess>,
    owners: HashSet<Finess>,
}

impl Survey {
    /// With what the register holds.
    pub async fn begin(store: &Store) -> Result<Self, StoreError> {
        let today = paris_day(store.clock.now());
        let mut tx = store.db.read().await?;
        let side = |known| Side {
            known,
            ..Side::default()
        };
        Ok(Self {
            legal_entities: side(known_legal_entities(&mut tx, today).await?),
            establishments: side(known_establishments(&mut tx, today).await?),
            ..Self::default()
        })
    }

    pub fn see(&mut self, item: &Item) {
        let (finess, seen) = match item {
            Item::LegalEntity(listed) => {
                let finess = &listed.legal_entity.finess;
                (finess, self.legal_entities.see(finess, listed.fingerprint))
            }
            Item::Establishment(listed) => {
                let finess = &listed.establishment.finess;
                self.owners
                    .insert(listed.establishment.legal_entity.clone());
                (finess, self.establishments.see(finess, listed.fingerprint))
            }
            Item::Rejected(rejection) => {
                self.mentioned.extend(rejection.finess.parse());
                return self.reject(rejection.clone());
            }
        };
        if let Err(fault) = seen {
            let finess = finess.to_string();
            self.reject(Rejection {
                file: String::new(),
                place: String::new(),
                finess,
                fault,
            });
        }
    }

    fn reject(&mut self, rejection: Rejection) {
        self.rejections.push(rejection);
    }

    /// How many structures are new or changed.
    pub fn to_write(&self) -> usize {
        self.legal_entities.to_write.len() + self.establishments.to_write.len()
    }

    /// The open establishments that the files no longer hold, to be closed (S3), in order.
    pub fn gone(&self, missing: Missing) -> Result<Vec<Finess>, ImportError> {
        if missing == Missing::Keep {
            return Ok(Vec::new());
        }
        let is_open = |(_, known): &(&Finess, &Known)| known.is_open;
        let open = self.establishments.known.iter().filter(is_open);
        let (mut open_count, mut gone) = (0, Vec::new());
        for (finess, _) in open {
            open_count += 1;
            if !self.establishments.seen.contains(finess) && !self.mentioned.contains(finess) {
                gone.push(finess.clone());
            }
        }
        // S3: fewer than 5 %.
        if missing == Missing::CloseIfFew && !gone.is_empty() && gone.len() * 20 >= open_count {
            return Err(ImportError::TooManyMissing {
                missing: gone.len(),
                open: open_count,
            });
        }
        gone.sort();
        Ok(gone)
    }

    /// Legal entities that own establishments of the files, and are known by their number alone (S1).
    pub fn known_by_number(&self) -> usize {
        let entities = &self.legal_entities;
        let has_name = |finess: &Finess| {
            let known = entities.known.get(finess);
            known.is_some_and(|known| known.fingerprint.is_some()) || entities.seen.contains(finess)
        };
        self.owners
            .iter()
            .filter(|finess| !has_name(finess))
            .count()
    }
}
