//! The signed form of a request came: uploaded by the applicant, or on paper to the agency (C4).

use super::Error;
use domain::{
    contract::{Application, ApplicationState, CannotSettle},
    event::Event,
    id::Id,
};
use store::{Act, StoreError, application, file::File};

pub async fn record_form(
    mut act: Act,
    id: Id<Application>,
    file: Option<Id<File>>,
) -> Result<(), Error<CannotSettle>> {
    let kept = application::lock(&mut act.tx, id)
        .await?
        .ok_or(StoreError::Changed)?;
    let request = kept.application;
    if matches!(
        request.state,
        ApplicationState::Accepted | ApplicationState::Refused
    ) {
        return Err(Error::no(CannotSettle::AlreadySettled(request.state)));
    }
    let at = act.context.at;
    if let Some(file) = file {
        store::file::keep(&mut act.tx, file).await?;
    }
    application::form_came(&mut act.tx, id, file, at).await?;
    act.commit([Event::ApplicationFormCame {
        application: id,
        contract: request.contract,
    }])
    .await?;
    Ok(())
}
