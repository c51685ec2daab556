//! The two ceremonies of a passkey: making one, and signing in by it. The library judges; we keep.

use crate::{config::Config, world::World};
use anyhow::Context as _;
use data_encoding::BASE64URL_NOPAD;
use domain::{
    access::{Account, Credential},
    id::Id,
};
use serde::de::DeserializeOwned;
use serde_json::json;
use store::{
    housekeeping::challenge::{self, Challenge},
    passkey::Kept,
};
use webauthn_rs::prelude::{
    CredentialID, DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Url, Webauthn, WebauthnBuilder,
};

/// A question for the browser.
pub struct Question {
    pub id: Id<Challenge>,
    /// JSON of `PublicKeyCredentialCreationOptions` or `…RequestOptions`.
    pub options: String,
}

/// A key just made.
pub struct Made {
    /// The credential id, base64url.
    pub subject: String,
    /// JSON, to be kept.
    pub body: String,
}

/// The relying party: the portal, at the address that users type.
fn portal(config: &Config) -> anyhow::Result<Webauthn> {
    let url = Url::parse(&config.public_url).context("public_url")?;
    let host = url
        .domain()
        .context("public_url has no host name: passkeys need one")?;
    Ok(WebauthnBuilder::new(host, &url)?
        .rp_name(&config.service)
        .build()?)
}

/// Ask the browser for a new key, that is none of those known, and that shows who its user is.
pub async fn ask_new(world: &World, account: &Account, known: &[Kept]) -> anyhow::Result<Question> {
    let known = known
        .iter()
        .map(|kept| {
            Ok(serde_json::from_str::<Passkey>(&kept.body)?
                .cred_id()
                .clone())
        })
        .collect::<anyhow::Result<Vec<CredentialID>>>()?;
    let (asked, state) = portal(&world.config)?.start_passkey_registration(
        account.id.as_uuid(),
        &account.email,
        &account.name,
        Some(known),
    )?;
    let mut options = serde_json::to_value(asked)?["publicKey"].take();
    options["authenticatorSelection"]["residentKey"] = json!("required");
    options["authenticatorSelection"]["requireResidentKey"] = json!(true);
    let id = challenge::insert(&world.store, &serde_json::to_string(&state)?).await?;
    Ok(Question {
        id,
        options: options.to_string(),
    })
}

/// The key that the browser made; none when the answer is not to our question.
pub async fn made(world: &World, question: &str, answer: &str) -> anyhow::Result<Option<Made>> {
    let Some((state, answer)) =
        answered::<PasskeyRegistration, RegisterPublicKeyCredential>(world, question, answer)
            .await?
    else {
        return Ok(None);
    };
    let Ok(key) = portal(&world.config)?.finish_passkey_registration(&answer, &state) else {
        return Ok(None);
    };
    Ok(Some(Made {
        subject: BASE64URL_NOPAD.encode(key.cred_id()),
        body: serde_json::to_string(&key)?,
    }))
}

/// Ask for any key of this portal.
pub async fn ask(world: &World) -> anyhow::Result<Question> {
    let (asked, state) = portal(&world.config)?.start_discoverable_authentication()?;
    let options = serde_json::to_value(asked)?["publicKey"].take();
    let id = challenge::insert(&world.store, &serde_json::to_string(&state)?).await?;
    Ok(Question {
        id,
        options: options.to_string(),
    })
}

/// The subject of the key that answered, its counter moved on; none when it is not ours, or does not answer our
/// question.
pub async fn verify(world: &World, question: &str, answer: &str) -> anyhow::Result<Option<String>> {
    let Some((state, answer)) =
        answered::<DiscoverableAuthentication, PublicKeyCredential>(world, question, answer)
            .await?
    else {
        return Ok(None);
    };
    let portal = portal(&world.config)?;
    let Ok((_, id)) = portal.identify_discoverable_authentication(&answer) else {
        return Ok(None);
    };
    let subject = BASE64URL_NOPAD.encode(id);
    let mut tx = world.db().read().await?;
    let kept = store::passkey::by_subject(&mut tx, &subject).await?;
    drop(tx);
    let Some(kept) = kept else { return Ok(None) };
    let mut key: Passkey = serde_json::from_str(&kept.body)?;
    let Ok(proof) = portal.finish_discoverable_authentication_v2(&answer, state, &key) else {
        return Ok(None);
    };
    key.update_credential(&proof);
    let credential: Id<Credential> = kept.credential;
    challenge::used(&world.store, credential, &serde_json::to_string(&key)?).await?;
    Ok(Some(subject))
}

/// The question, taken back, and the answer as read.
async fn answered<S: DeserializeOwned, A: DeserializeOwned>(
    world: &World,
    question: &str,
    answer: &str,
) -> anyhow::Result<Option<(S, A)>> {
    let Ok(id) = question.parse() else {
        return Ok(None);
    };
    let Some(state) = challenge::take(&world.store, id).await? else {
        return Ok(None);
    };
    let Ok(answer) = serde_json::from_str(answer) else {
        return Ok(None);
    };
    Ok(Some((serde_json::from_str(&state)?, answer)))
}
