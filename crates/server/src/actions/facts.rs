//! What is loaded to decide on a registration: by the act, and by each step of the wizard before it.

use domain::{
    access::Scope,
    duplicate::{IdentityKey, Known, Level, Outcome},
    identifiers::{Email, Finess, Mobile},
    nomenclature::Commune,
    professional::{BirthPlace, CivilIdentity, SituationFacts},
};
use jiff::civil::Date;
use store::{
    StoreError, Tx, duplicate,
    look_alike::{LookAlike, look_alikes},
    place, professional, structure,
};

/// Reads for one actor, on one day.
pub struct Facts<'a> {
    pub tx: &'a mut Tx,
    pub scope: &'a Scope,
    pub today: Date,
}

impl Facts<'_> {
    /// What bore the code of the commune of birth, at any time (R2); nothing for a birth abroad.
    pub async fn communes(&mut self, birth: &BirthPlace) -> Result<Vec<Commune>, StoreError> {
        match birth {
            BirthPlace::France { commune, .. } => place::of_code(self.tx, commune).await,
            BirthPlace::Abroad { .. } => Ok(Vec::new()),
        }
    }

    /// The certain duplicate (R4); none when an officer affirmed two persons for this draft, and then how many
    /// already bear the identity.
    pub async fn certain(
        &mut self,
        draft: &str,
        identity: &CivilIdentity,
    ) -> Result<(Option<Known>, i64), StoreError> {
        let key = IdentityKey::of(identity);
        let known = professional::known_by_identity(self.tx, self.scope, &key, self.today).await?;
        if known.is_none() {
            return Ok((None, 0));
        }
        let case = duplicate::of_draft(self.tx, draft, &key).await?;
        if case.is_some_and(|case| case.contested.outcome == Some(Outcome::TwoPersons)) {
            return Ok((None, duplicate::bearers(self.tx, &key).await?));
        }
        Ok((known, 0))
    }

    /// Those who probably are the same person (R4).
    pub async fn probable(
        &mut self,
        identity: &CivilIdentity,
    ) -> Result<Vec<LookAlike>, StoreError> {
        let mut found = look_alikes(self.tx, self.scope, identity, self.today).await?;
        found.retain(|one| one.grade.level() == Level::Probable);
        Ok(found)
    }

    /// Who has the mailbox (R5).
    pub async fn email_holder(&mut self, email: &Email) -> Result<Option<Known>, StoreError> {
        professional::known_by_email(self.tx, self.scope, email, self.today).await
    }

    /// Who has the mobile (R5).
    pub async fn mobile_holder(&mut self, mobile: &Mobile) -> Result<Option<Known>, StoreError> {
        professional::known_by_mobile(self.tx, self.scope, mobile, self.today).await
    }

    /// The establishment, and whether the scope covers it (R6).
    pub async fn situation(&mut self, finess: &Finess) -> Result<SituationFacts, StoreError> {
        let seen = structure::seen_from(self.tx, self.scope, finess).await?;
        Ok(
            seen.map_or_else(SituationFacts::default, |(establishment, in_scope)| {
                SituationFacts {
                    establishment: Some(establishment),
                    in_scope,
                }
            }),
        )
    }
}
