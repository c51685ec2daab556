//! Settings from the environment, over those of the file.

use anyhow::{Context as _, bail};

/// Variables that begin like ours and are for others: the tests, and the command line itself.
pub const OTHERS: [&str; 6] = [
    "RPPS_CONFIG",
    "RPPS_LOG",
    "RPPS_DEMO_DIR",
    "RPPS_BIN",
    "RPPS_TEST_POSTGRES_URL",
    "RPPS_REAL_DATA",
];

/// `DATABASE_URL` sets `database.url`: the key is found among those of the default configuration.
pub fn set(
    table: &mut toml::Table,
    known: &toml::Table,
    key: &str,
    value: &str,
) -> anyhow::Result<()> {
    for (name, example) in known {
        let upper = name.to_uppercase();
        if let Some(section) = example.as_table() {
            let Some(rest) = key.strip_prefix(&format!("{upper}_")) else {
                continue;
            };
            let inner = table
                .entry(name)
                .or_insert_with(|| toml::Table::new().into());
            let inner = inner
                .as_table_mut()
                .with_context(|| format!("{name} is not a section"))?;
            return set(inner, section, rest, value);
        }
        if upper == key {
            let parsed = match example {
                toml::Value::Integer(_) => {
                    toml::Value::Integer(value.parse().context("a whole number is expected")?)
                }
                toml::Value::Array(_) => value
                    .split_whitespace()
                    .map(toml::Value::from)
                    .collect::<Vec<_>>()
                    .into(),
                toml::Value::Boolean(_) => {
                    toml::Value::Boolean(value.parse().context("true or false is expected")?)
                }
                _ => toml::Value::String(value.to_owned()),
            };
            table.insert(name.clone(), parsed);
            return Ok(());
        }
    }
    bail!("no setting has this name")
}
