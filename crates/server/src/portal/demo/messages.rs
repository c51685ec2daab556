//! The mails and SMS that left the demonstration, newest first: rendered again from what was kept.

use crate::{
    outside::render,
    portal::{components::Moment, shell::Shell, words},
    web::{Page, Visitor, page},
    world::World,
};
use askama::Template;
use axum::{extract::State, http::StatusCode};
use domain::event::{Channel, MessageState};
use store::message;

/// How many are shown.
const MOST: i64 = 50;

#[derive(Template)]
#[template(path = "demo/messages.html")]
struct MessagesPage {
    shell: Shell,
    messages: Vec<Shown>,
}

struct Shown {
    channel: &'static str,
    to: String,
    subject: String,
    at: Moment,
    text: Vec<Piece>,
}

/// A piece of a text; a link leads where its words say.
struct Piece {
    words: String,
    is_link: bool,
}

/// The text with its links apart.
fn pieces(text: &str) -> Vec<Piece> {
    let of_link = |word: &str| word.starts_with("http://") || word.starts_with("https://");
    text.split_inclusive(char::is_whitespace)
        .flat_map(|word| {
            let (word, space) = word.split_at(word.trim_end().len());
            [(word, of_link(word)), (space, false)]
        })
        .filter(|(words, _)| !words.is_empty())
        .map(|(words, is_link)| Piece {
            words: words.to_owned(),
            is_link,
        })
        .collect()
}

pub async fn list(State(world): State<World>, visitor: Visitor) -> Page {
    let mut tx = world.db().read().await?;
    let mut messages = Vec::new();
    for kept in message::in_state(&mut tx, MessageState::Sent, 0, MOST).await? {
        let Some(facts) = message::facts(&mut tx, kept.about).await? else {
            continue;
        };
        let once = world.once(kept.template, kept.about);
        let text = render(&world.config, kept.template, &facts, &once)?;
        messages.push(Shown {
            channel: match kept.channel {
                Channel::Mail => "Courriel",
                Channel::Sms => "SMS",
            },
            to: kept.recipient,
            subject: text.subject,
            at: words::moment(kept.settled_at.unwrap_or(kept.created_at)),
            text: pieces(&text.plain),
        });
    }
    drop(tx);
    page(
        StatusCode::OK,
        &MessagesPage {
            shell: visitor.shell(&world),
            messages,
        },
    )
}
