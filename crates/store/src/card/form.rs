//! The signed form of a card (F301), kept as long as the card.

use crate::{StoreError, Tx, file::File, on, value};
use domain::{card::Card, id::Id};

pub async fn set_form(tx: &mut Tx, card: Id<Card>, file: Id<File>) -> Result<(), StoreError> {
    on!(tx, |conn| {
        sqlx::query("UPDATE card SET signed_form = $1 WHERE id = $2")
            .bind(file.to_string())
            .bind(card.to_string())
            .execute(conn)
            .await?;
    });
    Ok(())
}

/// The form that was handed in on line, if one was.
pub async fn form(tx: &mut Tx, card: Id<Card>) -> Result<Option<Id<File>>, StoreError> {
    let found: Option<Option<String>> = on!(tx, |conn| {
        sqlx::query_scalar("SELECT signed_form FROM card WHERE id = $1")
            .bind(card.to_string())
            .fetch_optional(conn)
            .await?
    });
    found.flatten().as_deref().map(value).transpose()
}
