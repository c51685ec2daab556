//! Confirm persons of a review's list, close them or plan their end: one act for what was sent at once (L5, L1).

use super::{Ended, Error, close_situation};
use crate::world::draw_check_code;
use domain::{
    access::{Grant, Scope},
    event::Event,
    id::Id,
    professional::{CannotCloseSituation, Closing, Professional, Situation},
    refusal::Refusals,
    review::{self, Answer, CannotAnswer, Line, Review, ReviewState, is_complete},
};
use std::collections::HashSet;
use store::{Act, housekeeping::review_tick, review::Kept};

/// Is the review done by it? `NotOnTheList` when it is not of the scope.
pub async fn answer_review(
    mut act: Act,
    id: Id<Review>,
    answer: Answer,
) -> Result<bool, Error<CannotAnswer>> {
    let actor = act.context.actor.clone();
    let actor = actor.ok_or(Error::no(CannotAnswer::NotAllowed))?;
    let scope = actor.grant.scope.clone();
    let scope = scope.ok_or(Error::no(CannotAnswer::NotAllowed))?;
    store::review::lock(&mut act.tx, id).await?;
    let review = store::review::by_id(&mut act.tx, &scope, id).await?;
    let review = review.ok_or(Error::no(CannotAnswer::NotOnTheList))?;
    let kept = store::review::lines(&mut act.tx, &review).await?;
    let lines: Vec<Line> = kept.iter().map(|kept| kept.line.clone()).collect();
    let answered = review::answer(&act.context, &review, &lines, &answer)?;
    let mut events = write(&mut act, (&review, actor.grant.id), &kept, &answer).await?;
    events.push(answered);
    let is_done = is_complete(&lines, &answer);
    if is_done {
        let code = draw_check_code().map_err(Error::Failed)?;
        let at = act.context.at;
        store::review::end(&mut act.tx, id, ReviewState::Done, Some(&code), at).await?;
        events.push(Event::ReviewDone {
            review: id,
            establishment: review.establishment,
        });
    }
    act.commit(events).await?;
    Ok(is_done)
}

/// Write the answer; gives what it closed.
async fn write(
    act: &mut Act,
    (review, by): (&Review, Id<Grant>),
    kept: &[Kept],
    answer: &Answer,
) -> Result<Vec<Event>, Error<CannotAnswer>> {
    let at = act.context.at;
    match answer {
        Answer::ConfirmRest => {
            store::review::confirm_rest(&mut act.tx, review.id, by, at).await?;
            Ok(Vec::new())
        }
        Answer::Confirm(chosen) => {
            store::review::confirm(&mut act.tx, review.id, chosen, by, at).await?;
            review_tick::forget(&mut act.tx, (review.id, by), chosen).await?;
            Ok(Vec::new())
        }
        Answer::Close(chosen, closing) => {
            review_tick::forget(&mut act.tx, (review.id, by), chosen).await?;
            let (events, staying) = close(act, kept, chosen, *closing).await?;
            if !staying.is_empty() {
                store::review::confirm(&mut act.tx, review.id, &staying, by, at).await?;
            }
            Ok(events)
        }
    }
}

const fn is_planned_already(why: CannotCloseSituation) -> bool {
    matches!(why, CannotCloseSituation::AlreadyPlanned { .. })
}

/// Close each, or plan its end, or say all that is wrong. Gives who stays until then.
async fn close(
    act: &mut Act,
    kept: &[Kept],
    chosen: &[Id<Situation>],
    closing: Closing,
) -> Result<(Vec<Event>, Vec<Id<Situation>>), Error<CannotAnswer>> {
    let scope: Option<Scope> = act.context.scope().cloned();
    let scope = scope.ok_or(Error::no(CannotAnswer::NotAllowed))?;
    let (mut events, mut staying, mut reasons) = (Vec::new(), Vec::new(), Vec::new());
    let mut people: HashSet<Id<Professional>> = HashSet::new();
    for kept in kept
        .iter()
        .filter(|kept| chosen.contains(&kept.line.situation))
    {
        let held = store::professional::situation(&mut act.tx, &scope, kept.line.situation).await?;
        let (person, situation) = held.ok_or(Error::no(CannotAnswer::NotOnTheList))?;
        match close_situation::end_or_plan(act, person, situation, closing).await {
            Ok((ended, event)) => {
                events.push(event);
                match ended {
                    Ended::Closed => _ = people.insert(person),
                    Ended::Planned => staying.push(kept.line.situation),
                }
            }
            // Noted already: nothing to write but the answer.
            Err(Error::Refused(why)) if why.iter().copied().all(is_planned_already) => {
                staying.push(kept.line.situation);
            }
            Err(Error::Refused(why)) => {
                reasons.extend(why.iter().map(|why| CannotAnswer::Closing {
                    name: kept.line.name.clone(),
                    why: *why,
                }));
            }
            Err(Error::SignedOut) => return Err(Error::SignedOut),
            Err(Error::Overtaken(cause)) => return Err(Error::Overtaken(cause)),
            Err(Error::Failed(cause)) => return Err(Error::Failed(cause)),
        }
    }
    Refusals::check(reasons)?;
    for person in people {
        close_situation::republish(act, person).await?;
    }
    Ok((events, staying))
}
