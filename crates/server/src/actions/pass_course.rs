//! Somebody passed the course (T1).

use super::Error;
use domain::{event::Event, training::Completion};
use std::convert::Infallible;
use store::Act;

pub async fn pass_course(mut act: Act, completion: Completion) -> Result<(), Error<Infallible>> {
    let at = act.context.at;
    store::training::keep(&mut act.tx, &completion, at).await?;
    act.commit([Event::CoursePassed {
        completion: completion.id,
    }])
    .await?;
    Ok(())
}
