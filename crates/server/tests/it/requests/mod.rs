//! Requests of professionals, from the link by mail to the number, through the pages of the candidate and of managers.

mod alike;
mod clock;
mod contesting;
mod sending;
mod settling;

use crate::harness::{Answer, App, Person};
use domain::registration::Step;

/// Of Sophie Klein's contract.
const SAINTE_ODILE: &str = "670991017";
/// Of nobody's contract.
const PORTICCIO: &str = "2A0991022";

impl App {
    /// Another browser, where somebody has just shown that they read this mailbox.
    pub async fn candidate(&self, email: &str) -> Self {
        let browser = self.other_browser();
        browser.enter_by_mail(email).await;
        browser
    }

    /// Answer one step of a request.
    pub async fn tell(&self, step: &str, person: &Person) -> Answer {
        let path = format!("/demande/{step}");
        match step {
            "identite" => self.post(&path, person.step(Step::CivilIdentity)).await,
            "contact" => self.post(&path, [("mobile", person.get("mobile"))]).await,
            "situation" => self.post(&path, person.step(Step::Situation)).await,
            _ => {
                let fields = [("terms", "oui"), ("terms_version", server::terms::VERSION)];
                self.post(&path, fields).await
            }
        }
    }

    /// Answer all steps, up to "vérifiez".
    pub async fn prepare(&self, person: &Person) {
        for step in ["identite", "contact", "situation", "conditions"] {
            self.tell(step, person).await.expect(303);
        }
    }

    /// Send what was prepared.
    pub async fn press_send(&self) -> Answer {
        self.post("/demande/verifier", crate::harness::NOTHING)
            .await
    }

    /// The whole journey of a candidate, in a browser of their own; gives the browser and the id of the request.
    pub async fn asks(&self, person: &Person) -> (Self, String) {
        let candidate = self.candidate(person.get("email")).await;
        candidate.prepare(person).await;
        let sent = candidate.press_send().await.expect(303);
        let id = sent.location().split(['/', '?']).nth(3).unwrap().to_owned();
        (candidate, id)
    }
}

/// The mails to this address, oldest first, by their subjects.
fn subjects(app: &App, to: &str) -> Vec<String> {
    let mails = app.mails();
    let theirs = mails.iter().filter(|mail| mail.to == to);
    theirs.map(|mail| mail.subject.clone()).collect()
}

/// Fails unless a mail of this subject left for this address.
#[track_caller]
fn told(app: &App, to: &str, subject: &str) {
    let all = subjects(app, to);
    assert!(all.iter().any(|one| one == subject), "{to} has {all:?}");
}
