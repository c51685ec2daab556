//! What the pages of reviews share: a review found, its lines, what is said of them.

use crate::{
    portal::{
        components::Bar,
        shell::{Notice, Tone},
        words,
    },
    web::{Acting, Problem},
    world::World,
};
use domain::{
    access::{Scope, paris_day},
    id::Id,
    professional::Situation,
    review::{Review, ReviewState, Standing, Suggestion, escalated, overdue_since, suggestions},
};
use jiff::{Timestamp, civil::Date};
use store::{
    Tx,
    housekeeping::review_tick,
    review::{Kept, Listed, Progress},
};

/// A review of the scope, with its lines and the boxes of who asks.
pub struct Opened {
    pub listed: Listed,
    pub lines: Vec<Kept>,
    pub ticks: Vec<Id<Situation>>,
}

/// The review of the URL; another structure's is not found.
pub async fn find(world: &World, acting: &Acting, id: &str) -> Result<Opened, Problem> {
    let id: Id<Review> = id.parse().map_err(|_| Problem::not_found())?;
    let mut tx = world.db().read().await?;
    let listed = store::review::one(&mut tx, &acting.scope, id).await?;
    let listed = listed.ok_or_else(Problem::not_found)?;
    let lines = store::review::lines(&mut tx, &listed.review).await?;
    let ticks = review_tick::of(&mut tx, id, acting.actor.grant.id).await?;
    Ok(Opened {
        listed,
        lines,
        ticks,
    })
}

impl Opened {
    pub fn is_open(&self) -> bool {
        self.listed.review.state == ReviewState::Open
    }

    /// The lines that nobody answered, those that something speaks against first.
    pub fn left(&self, today: Date) -> Vec<&Kept> {
        let mut left: Vec<&Kept> = self.lines.iter().filter(|kept| is_left(kept)).collect();
        left.sort_by_key(|kept| rank(kept, today));
        left
    }

    /// Of those, the ones that are ticked.
    pub fn ticked(&self) -> Vec<&Kept> {
        let ticked = |kept: &&Kept| self.ticks.contains(&kept.line.situation);
        self.lines
            .iter()
            .filter(ticked)
            .filter(|kept| is_left(kept))
            .collect()
    }
}

pub fn is_left(kept: &Kept) -> bool {
    kept.line.standing == Standing::Open
}

pub fn is_flagged(kept: &Kept, today: Date) -> bool {
    !suggestions(&kept.signs, today).is_empty()
}

/// The strongest reason first, nobody without reason before one with.
fn rank(kept: &Kept, today: Date) -> (bool, Option<Suggestion>) {
    let first = suggestions(&kept.signs, today).into_iter().next();
    (first.is_none(), first)
}

/// What speaks for leaving, in words.
pub fn told(kept: &Kept, today: Date) -> Vec<String> {
    suggestions(&kept.signs, today)
        .into_iter()
        .map(|one| match one {
            Suggestion::PlannedEndPast { on } => {
                format!("Fin prévue passée, le {}", words::date(on))
            }
            Suggestion::PlaceClosed { on } => {
                format!("Établissement fermé depuis le {}", words::date(on))
            }
            Suggestion::NotSignedIn { since } => {
                format!("Aucune connexion depuis le {}", words::date(since))
            }
            Suggestion::NeverActivated { since } => format!(
                "e\u{2011}CPS jamais activée, prête depuis le {}",
                words::date(since)
            ),
        })
        .collect()
}

/// Who confirmed, and until when the person stays.
pub fn confirmed(kept: &Kept, by: &str, at: Timestamp) -> String {
    let told = format!("Confirmée par {by} le {}", words::date(paris_day(at)));
    match kept.signs.planned_end {
        Some(on) => format!("{told}\u{a0}; fin prévue le {}", words::date(on)),
        None => told,
    }
}

/// How far a review is, as a bar.
pub fn bar(progress: Progress) -> Bar {
    Bar {
        label: "Réponses données".to_owned(),
        value: u64::try_from(progress.answered()).unwrap_or_default(),
        of: u64::try_from(progress.lines()).unwrap_or_default(),
    }
}

/// What was answered, told once: how many persons were confirmed, closed, or leave on a day to come.
pub fn answered(opened: &Opened, [confirmed, closed, planned]: [i64; 3]) -> Option<Notice> {
    let told = [
        (confirmed, "personne confirmée", "personnes confirmées"),
        (closed, "situation fermée", "situations fermées"),
        (planned, "fin prévue", "fins prévues"),
    ];
    let told = told.into_iter().filter(|(count, ..)| *count > 0);
    let title = told
        .map(|(count, one, many)| words::count(count, one, many))
        .collect::<Vec<_>>()
        .join(", ");
    let mut text = Vec::new();
    if closed > 0 {
        text.push("L’annuaire est à jour.".to_owned());
    }
    if planned > 0 {
        text.push("Rien ne change avant le dernier jour.".to_owned());
    }
    if closed + planned > 0 {
        text.push("Un courriel part à chaque personne.".to_owned());
    }
    text.push(match opened.listed.progress.left {
        _ if !opened.is_open() => {
            "La revue est terminée\u{a0}: son attestation est prête.".to_owned()
        }
        0 | 1 => "Il reste 1 personne à confirmer ou à fermer pour terminer la revue.".to_owned(),
        left => {
            format!("Il reste {left} personnes à confirmer ou à fermer pour terminer la revue.")
        }
    });
    (!title.is_empty()).then(|| Notice {
        title,
        text: text.join(" "),
        tone: Tone::Success,
    })
}

/// Where a review stands, and the weight of it.
pub fn state(review: &Review, now: Timestamp) -> (String, Tone) {
    match (review.state, overdue_since(review, now)) {
        (ReviewState::Open, Some(day)) => (
            format!("En retard depuis le {}", words::date(day)),
            Tone::Error,
        ),
        (ReviewState::Open, None) => ("En attente".to_owned(), Tone::Info),
        (ReviewState::Done, _) => ("Terminée".to_owned(), Tone::Success),
        (ReviewState::Lapsed, _) => ("Sans objet, contrat terminé".to_owned(), Tone::Neutral),
    }
}

/// How many reviews of a scope wait, and how many of them are late.
#[derive(Clone, Copy, Debug, Default)]
pub struct Waiting {
    pub open: i64,
    pub late: i64,
}

pub async fn waiting(tx: &mut Tx, scope: &Scope, now: Timestamp) -> Result<Waiting, Problem> {
    let counted = store::review::count(tx, scope, ReviewState::Open, escalated(now)).await?;
    Ok(Waiting {
        open: counted.0,
        late: counted.1,
    })
}

impl Waiting {
    /// `2 revues attendent, dont 1 en retard`; empty when none waits.
    pub fn sentence(self) -> String {
        if self.open == 0 {
            return String::new();
        }
        let open = words::count(self.open, "revue attend", "revues attendent");
        match self.late {
            0 => open,
            late => format!("{open}, dont {late} en retard"),
        }
    }
}
