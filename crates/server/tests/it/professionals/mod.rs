//! The pages of a manager on people already registered.

mod file;
mod list;
mod looking_up;
mod situation;

use crate::harness::{Answer, App, Person, database};
use jiff::SignedDuration;

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Somebody of another structure; gives the number.
async fn abroad(app: &App, rank: u32) -> String {
    let sophie = app.other_browser();
    sophie.sign_in("sophie-klein").await;
    let person = app.person(rank).with("establishment", "670991017");
    sophie.register(&person).await
}

async fn file(app: &App, rpps: &str) -> Answer {
    app.get(&format!("/professionnels/{rpps}")).await
}

async fn find(app: &App, rpps: &str) -> Answer {
    app.post("/professionnels/ajouter", [("rpps", rpps)]).await
}

/// A situation at an establishment, as typed.
fn situation(establishment: &str) -> Vec<(&'static str, String)> {
    [
        ("establishment", establishment),
        ("starts_on", "02/11/2026"),
        ("profession", "313"),
        ("role", "GENR11"),
        ("practice_mode", "S"),
    ]
    .map(|(field, text)| (field, text.to_owned()))
    .into()
}

async fn add(app: &App, rpps: &str, establishment: &str) -> Answer {
    let path = format!("/professionnels/{rpps}/situations/nouvelle");
    app.post(&path, situation(establishment)).await
}

/// What only those in the scope may read of the person of a rank.
#[track_caller]
fn tells_nothing_private(answer: &Answer, person: &Person) {
    for field in ["email", "birth_date"] {
        assert!(!answer.has(person.get(field)), "{field}: {}", answer.main());
    }
    let mobile = person.get("mobile").replace(' ', "");
    let text = answer.text().replace(' ', "");
    assert!(!text.contains(&mobile) && !text.contains(&mobile[1..]));
    assert!(
        !answer.has("Prise de fonction") || answer.has("<form"),
        "{}",
        answer.main()
    );
}

async fn entries(app: &App, kind: &'static str) -> i64 {
    let sql = match kind {
        "file_opened" => "SELECT COUNT(*) FROM journal WHERE kind = 'file_opened'",
        _ => "SELECT COUNT(*) FROM journal WHERE kind = 'outside_scope_met'",
    };
    database::number(app.world.db(), sql).await
}
