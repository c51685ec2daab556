//! Entering one's own file.

use super::{Answer, App, NOTHING};
use domain::access::Means;
use server::{
    actions::{self, Verified},
    web::cookie,
    world::{draw_secret, hash_secret},
};
use store::By;

impl App {
    /// Sign in as the person of this number, as the door does once link and code are verified.
    pub async fn enter_own_file(&self, rpps: &str) {
        self.enter_own_file_by(rpps, Means::MailAndSms).await;
    }

    /// The same, once this means has verified the person.
    pub async fn enter_own_file_by(&self, rpps: &str, means: Means) {
        let rpps = rpps.parse().unwrap();
        let mut tx = self.world.db().read().await.unwrap();
        let found = store::professional::behind_door(&mut tx, Some(&rpps), None).await;
        drop(tx);
        let verified = Verified {
            professional: found.unwrap().unwrap(),
            means,
            code: None,
        };
        let token = draw_secret().unwrap();
        let hash = hash_secret(&token);
        actions::run(&self.world, By::System, "enter_own_file", |act| {
            actions::enter_own_file(act, verified, hash.clone(), "Firefox sur Linux".to_owned())
        })
        .await
        .unwrap();
        self.forget();
        self.steal(cookie::SESSION, &token);
        // A page gives the token of its forms.
        self.get("/mon-dossier").await.expect(200);
    }

    /// The latest path that begins so, as mailed. The mails of one round leave side by side, in any order.
    pub fn path_mailed(&self, begins: &str) -> String {
        let mails = self.mails();
        let mail = mails.iter().rev().find(|mail| mail.text.contains(begins));
        path_in(&mail.unwrap().text, begins)
    }

    /// Ask for the link; gives its path, as mailed.
    pub async fn own_link(&self, typed: &str) -> String {
        self.get("/connexion/dossier").await.expect(200);
        let sent = self
            .post("/connexion/dossier", [("identifiant", typed)])
            .await;
        sent.expect(200);
        self.work().await;
        self.path_mailed("/connexion/dossier/lien/")
    }

    /// Ask for the code by the link; gives the page where it is typed, and the code, as sent.
    pub async fn own_code(&self, link: &str) -> (String, String) {
        self.get(link).await.expect(200);
        let sent = self.post(link, NOTHING).await.expect(303);
        let page = sent.location().to_owned();
        self.work().await;
        (page, digits(&self.texts().pop().unwrap().text))
    }

    /// The whole door.
    pub async fn through_the_door(&self, typed: &str) -> Answer {
        let link = self.own_link(typed).await;
        let (page, code) = self.own_code(&link).await;
        self.get(&page).await.expect(200);
        self.post(&page, [("code", code.as_str())]).await
    }
}

/// The path that begins so, in a text.
pub fn path_in(text: &str, begins: &str) -> String {
    let start = text
        .find(begins)
        .unwrap_or_else(|| panic!("no {begins} in {text}"));
    text[start..].split_whitespace().next().unwrap().to_owned()
}

/// The six digits of an SMS.
pub fn digits(text: &str) -> String {
    let words = text.split(|letter: char| !letter.is_ascii_digit());
    let mut codes = words.filter(|word| word.len() == 6);
    codes.next().unwrap().to_owned()
}
