//! The texts of mails and SMS: plain and HTML, in French, nothing personal beyond name and number (N2).

mod file;
mod notice;
mod request;
mod review;

use crate::config::Config;
use askama::Template;
use domain::event::Template as Kind;
use notice::Notice;
use store::message::Facts;

/// A message ready to leave.
#[derive(Clone, Debug)]
pub struct Text {
    pub subject: String,
    pub plain: String,
    /// Empty for an SMS.
    pub html: String,
}

/// What the texts may say.
#[derive(Clone, Copy)]
struct Said<'a> {
    name: &'a str,
    rpps: &'a str,
    service: &'a str,
    url: &'a str,
    contact: &'a str,
}

macro_rules! text {
    ($name:ident, $path:literal) => {
        #[derive(Template)]
        #[template(path = $path)]
        struct $name<'a> {
            said: Said<'a>,
        }
    };
}

text!(RegistrationPlain, "mail/registration.txt");
text!(RegistrationHtml, "mail/registration.html");
text!(RegistrationSms, "mail/registration.sms.txt");
#[derive(Template)]
#[template(path = "mail/code.sms.txt")]
struct CodeSms<'a> {
    said: Said<'a>,
    digits: &'a str,
}

#[derive(Template)]
#[template(path = "mail/notice.txt")]
struct NoticePlain<'a> {
    said: Said<'a>,
    notice: &'a Notice,
}

#[derive(Template)]
#[template(path = "mail/notice.html")]
struct NoticeHtml<'a> {
    said: Said<'a>,
    notice: &'a Notice,
}

/// Write a message. `link` is what it carries that serves once: the path of a link, the digits of a code.
pub fn render(
    config: &Config,
    kind: Kind,
    facts: &Facts,
    link: &str,
) -> Result<Text, askama::Error> {
    let said = Said {
        name: &facts.name,
        rpps: facts.rpps.as_ref().map_or("", |rpps| rpps.as_str()),
        service: &config.service,
        url: &config.public_url,
        contact: &config.contact,
    };
    if let Some(notice) = notice::of(kind, facts, link) {
        return Ok(Text {
            plain: NoticePlain {
                said,
                notice: &notice,
            }
            .render()?,
            html: NoticeHtml {
                said,
                notice: &notice,
            }
            .render()?,
            subject: notice.subject,
        });
    }
    Ok(match kind {
        Kind::RegistrationMail => Text {
            subject: "Votre numéro RPPS".to_owned(),
            plain: RegistrationPlain { said }.render()?,
            html: RegistrationHtml { said }.render()?,
        },
        Kind::RegistrationSms => Text {
            subject: String::new(),
            plain: RegistrationSms { said }.render()?,
            html: String::new(),
        },
        Kind::CodeSms => Text {
            subject: String::new(),
            plain: CodeSms { said, digits: link }.render()?,
            html: String::new(),
        },
        _ => return Err(askama::Error::custom("this message has no text")),
    })
}
