//! SMS by an HTTP gateway, or written as files.

use super::{Left, Memory, NotSent};
use crate::config;
use anyhow::{Context as _, bail};
use reqwest::{Client, StatusCode, header};
use std::{path::PathBuf, sync::PoisonError, time::Duration};

/// Sends SMS.
#[derive(Clone)]
pub enum Texter {
    Http {
        client: Client,
        url: String,
        body: String,
        authorization: String,
    },
    /// Each SMS is a file `{id}.sms.txt`, the number on its first line.
    Folder(PathBuf),
    Memory(Memory),
    /// No gateway is configured: SMS wait.
    Closed,
}

impl Texter {
    pub fn from_config(sms: &config::Sms) -> anyhow::Result<Self> {
        match sms.transport.as_str() {
            "folder" if !sms.folder.is_empty() => Ok(Self::Folder(sms.folder.clone().into())),
            "folder" => bail!("sms.folder must name a folder"),
            "http" if sms.url.is_empty() => Ok(Self::Closed),
            "http" => {
                let body: serde_json::Value =
                    serde_json::from_str(&sms.body).context("sms.body is not JSON")?;
                if !(sms.body.contains("{to}") && sms.body.contains("{text}")) {
                    bail!("sms.body must hold {{to}} and {{text}}");
                }
                let timeout = Duration::from_secs(sms.timeout_seconds);
                let client = Client::builder()
                    .timeout(timeout)
                    .build()
                    .context("the SMS client cannot be set up")?;
                Ok(Self::Http {
                    client,
                    url: sms.url.clone(),
                    body: body.to_string(),
                    authorization: sms.authorization.clone(),
                })
            }
            other => bail!("sms.transport = {other:?} must be http or folder"),
        }
    }

    /// Send one SMS to a number in E.164.
    pub async fn send(&self, id: &str, to: &str, text: &str) -> Result<(), NotSent> {
        match self {
            Self::Closed => Err(NotSent::Later(
                "no SMS gateway is configured (sms.url)".into(),
            )),
            Self::Memory(memory) => {
                let left = Left {
                    to: to.to_owned(),
                    subject: String::new(),
                    text: text.to_owned(),
                };
                memory
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push(left);
                Ok(())
            }
            Self::Folder(folder) => {
                let written = async {
                    tokio::fs::create_dir_all(folder).await?;
                    tokio::fs::write(
                        folder.join(format!("{id}.sms.txt")),
                        format!("{to}\n{text}\n"),
                    )
                    .await
                };
                written
                    .await
                    .map_err(|error| NotSent::Later(error.to_string()))
            }
            Self::Http {
                client,
                url,
                body,
                authorization,
            } => {
                let mut call = client
                    .post(url)
                    .header(header::CONTENT_TYPE, "application/json")
                    .body(fill(body, to, text));
                if !authorization.is_empty() {
                    call = call.header(header::AUTHORIZATION, authorization);
                }
                let answer = call
                    .send()
                    .await
                    .map_err(|error| NotSent::Later(error.without_url().to_string()))?;
                judge(answer.status())
            }
        }
    }
}

/// The body of a call, with both values escaped as JSON text.
fn fill(body: &str, to: &str, text: &str) -> String {
    let escape = |value: &str| {
        let quoted = serde_json::Value::from(value).to_string();
        quoted[1..quoted.len() - 1].to_owned()
    };
    body.replace("{to}", &escape(to))
        .replace("{text}", &escape(text))
}

/// 4xx is for good, but for "too many" and "timeout"; what we cannot read is tried again.
fn judge(status: StatusCode) -> Result<(), NotSent> {
    let said = format!("the SMS gateway answered {status}");
    match status {
        _ if status.is_success() => Ok(()),
        StatusCode::TOO_MANY_REQUESTS
        | StatusCode::REQUEST_TIMEOUT
        | StatusCode::UNAUTHORIZED
        | StatusCode::FORBIDDEN => Err(NotSent::Later(said)),
        _ if status.is_client_error() => Err(NotSent::Never(said)),
        _ => Err(NotSent::Later(said)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_body_stays_json_whatever_the_text() {
        let body = fill(
            r#"{"to": "{to}", "text": "{text}"}"#,
            "+33612345678",
            "l’\"e-CPS\"\n\\ok",
        );
        let read: serde_json::Value = serde_json::from_str(&body).unwrap();
        assert_eq!(read["text"], "l’\"e-CPS\"\n\\ok");
    }

    #[test]
    fn only_a_refusal_of_the_number_is_for_good() {
        assert!(judge(StatusCode::CREATED).is_ok());
        assert!(matches!(
            judge(StatusCode::BAD_REQUEST),
            Err(NotSent::Never(_))
        ));
        for later in [
            StatusCode::TOO_MANY_REQUESTS,
            StatusCode::UNAUTHORIZED,
            StatusCode::BAD_GATEWAY,
        ] {
            assert!(matches!(judge(later), Err(NotSent::Later(_))), "{later}");
        }
    }
}
