//! The lines of each list: the same on the page and in the file.

use crate::{
    portal::{shell::Tone, words},
    web::Problem,
};
use domain::{access::paris_day, review::ESCALATED_AFTER, supervision::Watch};
use jiff::{Timestamp, ToSpan, civil::Date};
use store::{
    Tx,
    agency::{self, ClosedPlace, LatePromise, LateReview, OldRequest, OpenCase, Unmanaged},
};

/// A line as texts; the first leads to `href`, unless that is empty, and the last says for how long, with its weight.
pub struct Line {
    pub href: String,
    pub cells: Vec<String>,
    pub tone: Tone,
}

pub const fn headers(watch: Watch) -> &'static [&'static str] {
    match watch {
        Watch::Promises => &["Numéro RPPS", "Promesse", "Enregistré le", "Retard"],
        Watch::Requests => &["Établissement", "FINESS", "Commune", "Attend depuis"],
        Watch::Unmanaged => &["Structure", "FINESS", "Représentant légal", "Seul depuis"],
        Watch::ClosedPlaces => &[
            "Établissement",
            "FINESS",
            "Commune",
            "Situations en cours",
            "Fermé depuis",
        ],
        Watch::Reviews => &["Établissement", "FINESS", "Commune", "Réponses", "Retard"],
        Watch::Contested => &["Structure", "Demandée par", "Reçue le", "Attend depuis"],
    }
}

/// The lines of one page.
pub async fn load(
    tx: &mut Tx,
    watch: Watch,
    now: Timestamp,
    window: (i64, i64),
) -> Result<Vec<Line>, Problem> {
    Ok(match watch {
        Watch::Promises => {
            let found = agency::late_promises(tx, now, window).await?;
            found.iter().map(|one| promise(one, now)).collect()
        }
        Watch::Requests => {
            let found = agency::old_requests_waiting(tx, now, window).await?;
            found.into_iter().map(|one| request(one, now)).collect()
        }
        Watch::Unmanaged => {
            let found = agency::unmanaged(tx, window).await?;
            found.into_iter().map(|one| unmanaged(one, now)).collect()
        }
        Watch::ClosedPlaces => {
            let today = paris_day(now);
            let found = agency::closed_places(tx, today, window).await?;
            found.into_iter().map(|one| closed(one, today)).collect()
        }
        Watch::Reviews => {
            let mut lines = Vec::new();
            for one in agency::late_reviews(tx, now, window).await? {
                let progress = store::review::progress(tx, one.review).await?;
                lines.push(review(one, progress, now));
            }
            lines
        }
        Watch::Contested => {
            let found = agency::contested(tx, window).await?;
            found.into_iter().map(|one| case(one, now)).collect()
        }
    })
}

/// `1 jour`, `40 jours`.
fn days(since: Date, today: Date) -> String {
    let days = today
        .since(since)
        .map_or(0, |span| i64::from(span.get_days()));
    words::count(days, "jour", "jours")
}

fn promise(one: &LatePromise, now: Timestamp) -> Line {
    let due = one.registered_at + one.promise.delay();
    Line {
        href: format!("/annuaire/{}", one.rpps),
        cells: vec![
            one.rpps.to_string(),
            words::promise(one.promise).to_owned(),
            words::date_time(one.registered_at),
            words::long(now.duration_since(due)),
        ],
        tone: Tone::Error,
    }
}

fn request(one: OldRequest, now: Timestamp) -> Line {
    Line {
        href: String::new(),
        cells: vec![
            one.name,
            one.finess.to_string(),
            one.town,
            words::long(now.duration_since(one.waits_since)),
        ],
        tone: Tone::Warning,
    }
}

fn unmanaged(one: Unmanaged, now: Timestamp) -> Line {
    let since = paris_day(one.since);
    Line {
        href: format!("/agence/contrats/contrat/{}", one.contract),
        cells: vec![
            one.structure,
            one.finess.to_string(),
            if one.representative.is_empty() {
                "Aucun".to_owned()
            } else {
                one.representative
            },
            format!("{} ({})", words::date(since), days(since, paris_day(now))),
        ],
        tone: Tone::Warning,
    }
}

fn closed(one: ClosedPlace, today: Date) -> Line {
    Line {
        href: String::new(),
        cells: vec![
            one.name,
            one.finess.to_string(),
            one.town,
            one.open_situations.to_string(),
            format!(
                "{} ({})",
                words::date(one.closed_on),
                days(one.closed_on, today)
            ),
        ],
        tone: Tone::Warning,
    }
}

fn review(one: LateReview, progress: store::review::Progress, now: Timestamp) -> Line {
    let late = paris_day(one.opened_at).saturating_add(ESCALATED_AFTER.days());
    Line {
        href: String::new(),
        cells: vec![
            one.name,
            one.finess.to_string(),
            one.town,
            format!("{} sur {}", progress.answered(), progress.lines()),
            days(late, paris_day(now)),
        ],
        tone: Tone::Error,
    }
}

fn case(one: OpenCase, now: Timestamp) -> Line {
    Line {
        href: format!("/agence/doublons/{}", one.contested),
        cells: vec![
            one.structure,
            one.asked_by,
            words::date_time(one.asked_at),
            words::long(now.duration_since(one.asked_at)),
        ],
        tone: Tone::Warning,
    }
}
