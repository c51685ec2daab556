//! SQL on two engines, SQLite and PostgreSQL.
