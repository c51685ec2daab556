//! Record who passed the course: the course itself (T1), the agency's file or a platform's call (T3).

use super::Error;
use domain::{
    access::GrantKind,
    event::{ApiKey, Event},
    id::Id,
    training::{CannotRecord, CheckCode, Completion, Reported, record},
};
use std::convert::Infallible;
use store::{Act, StoreError, training};

/// What became of a reported completion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recorded {
    Created,
    /// Better than what was known.
    Improved,
    /// What was known is as good, and stays.
    AlreadyKnown,
}

/// A completion, with the code that it gets if it is new.
pub type Coded = (Reported, CheckCode);

/// The course was passed here.
pub async fn pass_course(mut act: Act, (reported, code): Coded) -> Result<(), Error<Infallible>> {
    let (completion, recorded) = keep(&mut act, &reported, &code).await?;
    if recorded != Recorded::AlreadyKnown {
        act.commit([Event::CoursePassed { completion }]).await?;
    }
    Ok(())
}

/// Completions passed elsewhere: an officer's, or those of the software whose `key` it is. All or none.
pub async fn import_completions(
    mut act: Act,
    coded: &[Coded],
    key: Option<Id<ApiKey>>,
) -> Result<Vec<Recorded>, Error<CannotRecord>> {
    let is_officer = act
        .context
        .grant()
        .is_some_and(|grant| grant.kind == GrantKind::Officer);
    if !is_officer && key.is_none() {
        return Err(Error::no(CannotRecord::NotAllowed));
    }
    let today = act.context.today();
    let mut all = Vec::new();
    for (reported, code) in coded {
        if let Some(reason) = record(reported, today).into_iter().next() {
            return Err(Error::no(reason));
        }
        all.push(keep(&mut act, reported, code).await?.1);
    }
    let written = all
        .iter()
        .filter(|recorded| **recorded != Recorded::AlreadyKnown);
    let count = written.count();
    if count > 0 {
        act.commit([match key {
            Some(api_key) => Event::CompletionsReported { api_key, count },
            None => Event::CompletionsImported { count },
        }])
        .await?;
    }
    Ok(all)
}

/// One completion for each person and version: the best stays, under its first code.
async fn keep(
    act: &mut Act,
    reported: &Reported,
    code: &CheckCode,
) -> Result<(Id<Completion>, Recorded), StoreError> {
    let at = act.context.at;
    let known = training::of(&mut act.tx, &reported.email, &reported.course).await?;
    let completion = |id, code| Completion {
        id,
        course: reported.course.clone(),
        email: reported.email.clone(),
        name: reported.name.clone(),
        passed_on: reported.passed_on,
        score: reported.score,
        source: reported.source,
        code,
    };
    match known {
        None => {
            let new = completion(act.new_id(), code.clone());
            training::insert(&mut act.tx, &new, at).await?;
            Ok((new.id, Recorded::Created))
        }
        Some(known) if known.score >= reported.score => Ok((known.id, Recorded::AlreadyKnown)),
        Some(known) => {
            let better = completion(known.id, known.code);
            training::improve(&mut act.tx, &better, at).await?;
            Ok((better.id, Recorded::Improved))
        }
    }
}
