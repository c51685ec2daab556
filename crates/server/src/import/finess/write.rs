//! The second reading: what is new or changed is written, in short transactions.

use super::{
    ImportError, Progress,
    reading::{Item, Reading},
    source::Source,
    survey::{Side, Survey},
};
use domain::{event::StructureImport, id::Id, identifiers::Finess};
use store::{
    Store,
    housekeeping::import::{self, STEP, Step},
    structure::import::{Counts, ListedEstablishment, ListedLegalEntity},
};

/// Writes the steps of one import.
pub struct Writer<'a, P> {
    pub store: &'a Store,
    pub import: Id<StructureImport>,
    pub progress: P,
    /// Structures to write in all, and those written.
    pub total: u64,
    pub done: u64,
}

impl<P: FnMut(Progress)> Writer<'_, P> {
    /// Read the files again, and write what the survey found new or changed.
    pub async fn write_from(
        &mut self,
        sources: &[Source],
        survey: &mut Survey,
    ) -> Result<(), ImportError> {
        let Survey {
            legal_entities,
            establishments,
            ..
        } = survey;
        if legal_entities.to_write.is_empty() && establishments.to_write.is_empty() {
            return Ok(());
        }
        let mut reading = Reading::start(sources);
        while let Some(batch) = reading.next().await? {
            let (mut entities, mut sites) = (Vec::new(), Vec::new());
            for item in batch {
                match item {
                    // Taken out when met: what stands twice is written once.
                    Item::LegalEntity(listed)
                        if legal_entities.to_write.remove(&listed.legal_entity.finess) =>
                    {
                        entities.push(listed);
                    }
                    Item::Establishment(listed)
                        if establishments.to_write.remove(&listed.establishment.finess) =>
                    {
                        sites.push(listed);
                    }
                    _ => {}
                }
            }
            self.legal_entities(entities, legal_entities).await?;
            self.establishments(sites, establishments).await?;
        }
        if legal_entities.to_write.is_empty() && establishments.to_write.is_empty() {
            Ok(())
        } else {
            Err(ImportError::Changed)
        }
    }

    async fn legal_entities(
        &mut self,
        listed: Vec<ListedLegalEntity>,
        side: &Side,
    ) -> Result<(), ImportError> {
        let numbers = listed.iter().map(|listed| &listed.legal_entity.finess);
        let counts = side.written(numbers);
        self.step(Step::LegalEntities(listed), counts).await
    }

    async fn establishments(
        &mut self,
        listed: Vec<ListedEstablishment>,
        side: &Side,
    ) -> Result<(), ImportError> {
        let numbers = listed.iter().map(|listed| &listed.establishment.finess);
        let counts = side.written(numbers);
        self.step(Step::Establishments(listed), counts).await
    }

    /// Close what is gone.
    pub async fn close(&mut self, gone: &[Finess]) -> Result<(), ImportError> {
        for gone in gone.chunks(STEP) {
            let counts = Counts {
                closed: gone.len() as u64,
                ..Counts::default()
            };
            self.step(Step::Close(gone.to_vec()), counts).await?;
        }
        Ok(())
    }

    async fn step(&mut self, step: Step, counts: Counts) -> Result<(), ImportError> {
        let count = counts.created + counts.changed + counts.closed;
        if count == 0 {
            return Ok(());
        }
        import::write(self.store, self.import, &step, counts).await?;
        self.done += count;
        (self.progress)(Progress::Writing {
            done: self.done,
            total: self.total,
        });
        Ok(())
    }
}
