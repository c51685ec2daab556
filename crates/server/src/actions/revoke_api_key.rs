//! Take a key back: the next call with it is refused.

use super::Error;
use domain::{event::Event, refusal::Refusal};
use store::{Act, api_key};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotRevokeApiKey {
    /// No key in force has this name.
    Unknown,
}

impl Refusal for CannotRevokeApiKey {
    fn code(&self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
        }
    }
}

pub async fn revoke_api_key(mut act: Act, name: String) -> Result<(), Error<CannotRevokeApiKey>> {
    let at = act.context.at;
    let key = api_key::revoke(&mut act.tx, &name, at).await?;
    let key = key.ok_or(Error::no(CannotRevokeApiKey::Unknown))?;
    act.commit([Event::ApiKeyRevoked { api_key: key }]).await?;
    Ok(())
}
