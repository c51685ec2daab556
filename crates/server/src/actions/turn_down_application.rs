//! An officer sends a request back, or refuses it (C3).

use super::Error;
use domain::{
    contract::{self, Application, ApplicationKind, CannotSettle, ContractState, Remark},
    id::Id,
    turn_down::{Settlement, TurnDown},
};
use store::{Act, StoreError, application};

pub async fn turn_down_application(
    mut act: Act,
    id: Id<Application>,
    command: TurnDown<Remark>,
) -> Result<(), Error<CannotSettle>> {
    let kept = application::lock(&mut act.tx, id)
        .await?
        .ok_or(StoreError::Changed)?;
    let request = kept.application;
    let (state, event) =
        contract::turn_down(&act.context, &request, &command).map_err(Error::no)?;
    let at = act.context.at;
    application::set_state(&mut act.tx, id, state, at).await?;
    let remark = act.new_id();
    application::insert_remark(&mut act, remark, (id, state), &command).await?;
    let ends = command.settlement == Settlement::Refused
        && request.kind != ApplicationKind::Representative;
    if ends {
        store::contract::set_state(&mut act.tx, request.contract, ContractState::Refused, at)
            .await?;
    }
    act.commit([event]).await?;
    Ok(())
}
