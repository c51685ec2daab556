//! RPPS numbers, drawn from blocks that a process reserves in a transaction of their own (R8).

use crate::{Db, StoreError, Tx, on};
use domain::identifiers::Rpps;
use std::{
    ops::Range,
    sync::{Mutex, PoisonError},
};

/// How many numbers a process reserves at a time; those left at its end are never used.
const BLOCK: u64 = 1_000;
/// Below this many, the next act reserves another block before it opens its transaction.
const LOW: usize = 128;

/// The numbers that this process may give.
#[derive(Debug)]
pub struct Numbers {
    /// First ten digits of the numbers of the configured range.
    range: Range<u64>,
    reserved: Mutex<Reserved>,
}

#[derive(Debug)]
struct Reserved {
    orders: Vec<u64>,
    /// Nothing is left to reserve. Only registrations fail then: other acts need no number.
    is_last: bool,
}

impl Numbers {
    /// Numbers whose first ten digits are in `range`.
    #[must_use]
    pub const fn new(range: Range<u64>) -> Self {
        Self {
            range,
            reserved: Mutex::new(Reserved {
                orders: Vec::new(),
                is_last: false,
            }),
        }
    }

    /// Take the next number. Empty when many acts took at once: the act is run again, after a refill.
    pub(crate) fn take(&self) -> Result<Rpps, StoreError> {
        let mut reserved = self.lock();
        match reserved.orders.pop() {
            Some(order) => Rpps::from_order(order).ok_or(StoreError::NoNumberLeft),
            None if reserved.is_last => Err(StoreError::NoNumberLeft),
            None => Err(StoreError::NumbersToReserve),
        }
    }

    /// How many numbers of the range no process has reserved yet.
    pub async fn left(&self, tx: &mut Tx) -> Result<u64, StoreError> {
        let next: Option<i64> = on!(tx, |conn| {
            sqlx::query_scalar("SELECT next FROM sequence WHERE name = $1")
                .bind(self.name())
                .fetch_optional(conn)
                .await?
        });
        let next = next.and_then(|next| u64::try_from(next).ok());
        Ok(self
            .range
            .end
            .saturating_sub(next.unwrap_or(self.range.start)))
    }

    /// The counter of the range.
    fn name(&self) -> String {
        format!("rpps {}", self.range.start)
    }

    /// Reserve another block when few are left. Opens its own transaction: never call it inside an act.
    pub(crate) async fn refill(&self, db: &Db) -> Result<(), StoreError> {
        if self.is_full() {
            return Ok(());
        }
        let first = self.reserve(db).await?;
        let end = (first + BLOCK).min(self.range.end);
        let mut reserved = self.lock();
        reserved.orders.extend((first..end).rev());
        reserved.is_last = end == self.range.end;
        Ok(())
    }

    fn is_full(&self) -> bool {
        let reserved = self.lock();
        reserved.is_last || reserved.orders.len() >= LOW
    }

    /// Move the counter of the range by one block; gives the first number of the block.
    async fn reserve(&self, db: &Db) -> Result<u64, StoreError> {
        let block = i64::try_from(BLOCK).unwrap_or(i64::MAX);
        let start = i64::try_from(self.range.start).map_err(|_| StoreError::NoNumberLeft)?;
        let mut tx = db.begin().await?;
        let next: i64 = on!(&mut tx, |conn| {
            sqlx::query_scalar(
                "INSERT INTO sequence (name, next) VALUES ($1, $2 + $3) \
                 ON CONFLICT (name) DO UPDATE SET next = sequence.next + $3 RETURNING next",
            )
            .bind(self.name())
            .bind(start)
            .bind(block)
            .fetch_one(conn)
            .await?
        });
        tx.commit().await?;
        u64::try_from(next - block).map_err(|_| StoreError::NoNumberLeft)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Reserved> {
        self.reserved.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
