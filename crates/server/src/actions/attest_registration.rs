//! A professional draws up the attestation of their registration: the same all day (R12).

use super::Error;
use domain::{event::Event, refusal::Refusal, training::CheckCode};
use store::{Act, attestation};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CannotAttest {
    NotAllowed,
}

impl Refusal for CannotAttest {
    fn code(&self) -> &'static str {
        "not_allowed"
    }
}

/// `drawn` becomes its code, unless one was drawn up today already.
pub async fn attest_registration(
    mut act: Act,
    drawn: CheckCode,
) -> Result<CheckCode, Error<CannotAttest>> {
    let own = act.context.grant().and_then(|grant| grant.professional);
    let professional = own.ok_or(Error::no(CannotAttest::NotAllowed))?;
    let today = act.context.today();
    if let Some(code) = attestation::of_day(&mut act.tx, professional, today).await? {
        return Ok(code);
    }
    attestation::insert(&mut act.tx, &drawn, professional, today).await?;
    act.commit([Event::RegistrationAttested { professional }])
        .await?;
    Ok(drawn)
}
