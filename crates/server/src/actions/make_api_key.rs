//! Give a software a key to one part of the API; only the key's hash is kept.

use super::Error;
use domain::{event::Event, refusal::Refusal};
use store::{
    Act, Constraint, StoreError,
    api_key::{self, Kept},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotMakeApiKey {
    /// A key in force has this name.
    NameTaken,
}

impl Refusal for CannotMakeApiKey {
    fn code(&self) -> &'static str {
        match self {
            Self::NameTaken => "name_taken",
        }
    }
}

pub async fn make_api_key(
    mut act: Act,
    name: String,
    purpose: &'static str,
    key_hash: String,
) -> Result<(), Error<CannotMakeApiKey>> {
    let key = Kept {
        id: act.new_id(),
        name,
        purpose: purpose.to_owned(),
    };
    let at = act.context.at;
    match api_key::insert(&mut act.tx, &key, &key_hash, at).await {
        Err(StoreError::Taken(Constraint::ApiKeyName)) => {
            return Err(Error::no(CannotMakeApiKey::NameTaken));
        }
        done => done?,
    }
    act.commit([Event::ApiKeyMade { api_key: key.id }]).await?;
    Ok(())
}
