//! Leavers in bulk and the staff list: L4, L1, L2, R5, J4.

mod comparing;
mod confirming;
mod files;
mod numbers;

use crate::harness::{Answer, App, NOTHING, database};

const COMPARE: &str = "/departs/comparaison";
const NUMBERS: &str = "/departs/numeros";

/// Nadia, who has registered people of these ranks; gives their numbers.
async fn registered(app: &App, ranks: std::ops::Range<u32>) -> Vec<String> {
    app.sign_in("nadia-benali").await;
    let mut numbers = Vec::new();
    for rank in ranks {
        numbers.push(app.register(&app.person(rank)).await);
    }
    numbers
}

/// Send a list to compare; gives the page of the plan.
async fn compare(app: &App, list: &str) -> Answer {
    let fields = [("portee", "tous"), ("colle", list)];
    let sent = app.upload_fields(COMPARE, &fields, ("", b"")).await;
    app.follow(sent.expect(303)).await.expect(200)
}

/// Send numbers; gives the page of the plan.
async fn leave(app: &App, list: &str) -> Answer {
    let sent = app
        .upload_fields(NUMBERS, &[("colle", list)], ("", b""))
        .await;
    app.follow(sent.expect(303)).await.expect(200)
}

/// The path of a plan, from its page.
fn path(page: &Answer) -> String {
    let path = page.asked.split_once(' ').unwrap().1;
    path.split('?').next().unwrap().to_owned()
}

/// Keep a page of a plan: dates and reason for all, and what is ticked among its lines.
async fn choose(app: &App, plan: &str, fin: &str, lines: &str, ticked: &[&str]) -> Answer {
    let mut fields = vec![
        ("fin".to_owned(), fin.to_owned()),
        ("motif".to_owned(), "AUT".to_owned()),
        ("lignes".to_owned(), lines.to_owned()),
    ];
    let boxes = ticked
        .iter()
        .map(|rank| (format!("clore-{rank}"), "oui".to_owned()));
    fields.extend(boxes);
    app.post(plan, fields).await
}

async fn confirm(app: &App, plan: &str) -> Answer {
    app.post(&format!("{plan}/confirmer"), NOTHING).await
}

async fn open_situations(app: &App) -> i64 {
    let sql = "SELECT COUNT(*) FROM situation WHERE ended_on IS NULL";
    database::number(app.world.db(), sql).await
}

async fn journaled(app: &App) -> Vec<String> {
    let sql = "SELECT kind FROM journal WHERE kind IN ('departures_confirmed', 'departures_applied', 'situation_closed') \
               ORDER BY kind";
    database::texts(app.world.db(), sql).await
}
