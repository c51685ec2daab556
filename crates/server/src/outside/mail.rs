//! Mail by SMTP, or written as files.

use super::{Left, Memory, NotSent, Text};
use crate::config;
use anyhow::{Context as _, bail};
use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, MultiPart},
    transport::smtp::{
        authentication::Credentials,
        client::{Tls, TlsParameters},
    },
};
use std::{path::PathBuf, sync::PoisonError, time::Duration};

/// Sends mails.
#[derive(Clone)]
pub enum Mailer {
    Smtp {
        transport: AsyncSmtpTransport<Tokio1Executor>,
        from: Mailbox,
    },
    /// Each mail is a file `{id}.eml`.
    Folder {
        folder: PathBuf,
        from: Mailbox,
    },
    Memory(Memory),
}

impl Mailer {
    pub fn from_config(mail: &config::Mail) -> anyhow::Result<Self> {
        let from: Mailbox = mail.from.parse().with_context(|| {
            format!(
                "mail.from = {:?} is not an address, such as RPPS+ <ne-pas-repondre@exemple.fr>",
                mail.from
            )
        })?;
        match mail.transport.as_str() {
            "smtp" => Ok(Self::Smtp {
                transport: smtp(mail)?,
                from,
            }),
            "folder" if !mail.folder.is_empty() => Ok(Self::Folder {
                folder: mail.folder.clone().into(),
                from,
            }),
            "folder" => bail!("mail.folder must name a folder"),
            other => bail!("mail.transport = {other:?} must be smtp or folder"),
        }
    }

    /// Send one mail. `id` is the Message-ID's local part: the same mail sent twice bears the same.
    pub async fn send(&self, id: &str, to: &str, text: &Text) -> Result<(), NotSent> {
        match self {
            Self::Memory(memory) => {
                let left = Left {
                    to: to.to_owned(),
                    subject: text.subject.clone(),
                    text: text.plain.clone(),
                };
                memory
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push(left);
                Ok(())
            }
            Self::Folder { folder, from } => {
                let mail = compose(from, id, to, text)?;
                let (path, part) = (
                    folder.join(format!("{id}.eml")),
                    folder.join(format!("{id}.part")),
                );
                let written = async {
                    tokio::fs::create_dir_all(folder).await?;
                    tokio::fs::write(&part, mail.formatted()).await?;
                    tokio::fs::rename(&part, &path).await
                };
                written
                    .await
                    .map_err(|error| NotSent::Later(error.to_string()))
            }
            Self::Smtp { transport, from } => {
                let mail = compose(from, id, to, text)?;
                match transport.send(mail).await {
                    Ok(_) => Ok(()),
                    Err(error) if error.is_permanent() => Err(NotSent::Never(error.to_string())),
                    Err(error) => Err(NotSent::Later(error.to_string())),
                }
            }
        }
    }
}

fn smtp(mail: &config::Mail) -> anyhow::Result<AsyncSmtpTransport<Tokio1Executor>> {
    let parameters =
        || TlsParameters::new(mail.host.clone()).context("TLS for mail cannot be set up");
    let tls = match mail.tls.as_str() {
        "starttls" => Tls::Required(parameters()?),
        "implicit" => Tls::Wrapper(parameters()?),
        "none" => Tls::None,
        other => bail!("mail.tls = {other:?} must be starttls, implicit or none"),
    };
    let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&mail.host)
        .port(mail.port)
        .tls(tls)
        .timeout(Some(Duration::from_secs(mail.timeout_seconds)));
    if !mail.user.is_empty() {
        builder = builder.credentials(Credentials::new(mail.user.clone(), mail.password.clone()));
    }
    Ok(builder.build())
}

fn compose(from: &Mailbox, id: &str, to: &str, text: &Text) -> Result<Message, NotSent> {
    let never = |error: &dyn std::fmt::Display| NotSent::Never(error.to_string());
    let to: Mailbox = to.parse().map_err(|error| never(&error))?;
    Message::builder()
        .from(from.clone())
        .to(to)
        .subject(&text.subject)
        .message_id(Some(format!("<{id}@{}>", from.email.domain())))
        .multipart(MultiPart::alternative_plain_html(
            text.plain.clone(),
            text.html.clone(),
        ))
        .map_err(|error| never(&error))
}
