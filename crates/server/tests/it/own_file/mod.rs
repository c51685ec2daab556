//! A professional's own file: its door, what it shows, what one may change.

mod by_manager;
mod contact;
mod door;
mod file;
mod practice_name;

use crate::harness::App;

/// Register the person of a rank in the centralised contract; gives the number.
async fn registered(app: &App, rank: u32) -> String {
    let nadia = app.other_browser();
    nadia.sign_in("nadia-benali").await;
    let rpps = nadia.register(&nadia.person(rank)).await;
    app.work().await;
    rpps
}
