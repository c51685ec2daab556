//! The texts of mails and SMS: plain and HTML, in French, nothing personal beyond name and number (N2).

use crate::config::Config;
use askama::Template;
use domain::{event::Template as Kind, professional::Professional};

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
text!(SituationOpenedPlain, "mail/situation_opened.txt");
text!(SituationOpenedHtml, "mail/situation_opened.html");

/// Write a message to a professional.
pub fn render(
    config: &Config,
    kind: Kind,
    professional: &Professional,
) -> Result<Text, askama::Error> {
    let practice = &professional.practice;
    let full_name = format!("{} {}", practice.first_name, practice.name);
    let said = Said {
        name: &full_name,
        rpps: professional.rpps.as_str(),
        service: &config.service,
        url: &config.public_url,
        contact: &config.contact,
    };
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
        Kind::SituationOpenedMail => Text {
            subject: "Une situation d’exercice a été ajoutée à votre dossier".to_owned(),
            plain: SituationOpenedPlain { said }.render()?,
            html: SituationOpenedHtml { said }.render()?,
        },
    })
}
