//! What changed behind the entries of a history, to who may know it.

use super::{Teller, Viewpoint};
use crate::portal::words;
use domain::{
    event::Event,
    id::Id,
    identifiers::{Email, Mobile, Rpps},
    professional::{Professional, SituationChange},
};
use std::collections::BTreeMap;
use store::{
    StoreError, Tx,
    journal::Entry,
    look_alike,
    professional::{self, Kept, KeptContact},
};

/// What the entries point to.
#[derive(Default)]
pub struct Details {
    changes: BTreeMap<String, SituationChange>,
    pub corrections: BTreeMap<String, Kept>,
    contacts: BTreeMap<String, KeptContact>,
    practices: BTreeMap<String, [String; 4]>,
    /// Those from whom the person was told apart, with their number and the reason.
    told_apart: BTreeMap<String, (Rpps, String)>,
}

impl Details {
    pub async fn load(tx: &mut Tx, professional: Id<Professional>) -> Result<Self, StoreError> {
        Ok(Self {
            changes: professional::changes(tx, professional).await?,
            corrections: professional::corrections(tx, professional).await?,
            contacts: professional::contact_changes(tx, professional).await?,
            practices: professional::practice_changes(tx, professional).await?,
            told_apart: look_alike::decisions(tx, professional).await?,
        })
    }
}

impl Teller<'_> {
    /// What changed, to who may know it: a structure, of its own acts on the situations that it sees.
    pub fn details(&self, entry: &Entry) -> Vec<String> {
        match &entry.event {
            Event::SituationChanged {
                situation, change, ..
            }
            | Event::SituationEndPlanned {
                situation, change, ..
            } if self.knows(entry) && self.sees(*situation) => {
                let change = self.kept.changes.get(&change.to_string());
                change.map_or_else(Vec::new, |change| {
                    differences(
                        words::situation_terms(&change.before),
                        words::situation_terms(&change.after),
                    )
                })
            }
            Event::ContactChanged { change, .. } if self.knows(entry) => {
                let kept = self.kept.contacts.get(&change.to_string());
                kept.map_or_else(Vec::new, |kept| {
                    differences(contact_terms(&kept.old), contact_terms(&kept.new))
                })
            }
            Event::PracticeNameChanged { change, .. } => {
                let kept = self.kept.practices.get(&change.to_string()).cloned();
                kept.map_or_else(Vec::new, |[old, new, old_first, new_first]| {
                    differences(
                        [("nom", old), ("prénom", old_first)],
                        [("nom", new), ("prénom", new_first)],
                    )
                })
            }
            Event::IdentityCorrected { correction, .. } => {
                let kept = self.kept.corrections.get(&correction.to_string());
                kept.map_or_else(Vec::new, |kept| {
                    differences(
                        words::identity_terms(&kept.correction.before),
                        words::identity_terms(&kept.correction.after),
                    )
                })
            }
            // The reason speaks of another person too: it is for those who decide.
            Event::DuplicateSetAside { known, .. }
                if self.knows(entry) && self.viewpoint != Viewpoint::Self_ =>
            {
                let told = self.kept.told_apart.get(&known.to_string());
                told.map_or_else(Vec::new, |(rpps, reason)| {
                    vec![format!("RPPS {rpps}\u{a0}: «\u{a0}{reason}\u{a0}»")]
                })
            }
            _ => Vec::new(),
        }
    }
}

fn contact_terms((email, mobile): &(Email, Mobile)) -> [(&'static str, String); 2] {
    [
        ("adresse", email.to_string()),
        ("mobile", mobile.display_french()),
    ]
}

/// `rôle : intervention → coordination`, for each answer that differs.
fn differences<const N: usize>(
    before: [(&'static str, String); N],
    after: [(&'static str, String); N],
) -> Vec<String> {
    before
        .into_iter()
        .zip(after)
        .filter(|((_, old), (_, new))| old != new)
        .map(|((label, old), (_, new))| format!("{label}\u{a0}: {old} → {new}"))
        .collect()
}
