//! Printing.

use std::time::Duration;

/// One line to the standard output.
#[expect(
    clippy::print_stdout,
    reason = "its figures are what this program is for"
)]
pub fn say(line: &str) {
    println!("{line}");
}

/// A table in Markdown: `README.md` quotes it as it is.
pub fn print<const N: usize>(head: [&str; N], rows: &[[String; N]]) {
    let widths: [usize; N] = std::array::from_fn(|column| {
        let cells = rows.iter().map(|row| row[column].chars().count());
        cells.chain([head[column].len()]).max().unwrap_or_default()
    });
    let line = |cells: [&str; N]| {
        let padded: Vec<String> = cells
            .iter()
            .zip(widths)
            .map(|(cell, width)| format!("{cell:>width$}"))
            .collect();
        format!("| {} |", padded.join(" | "))
    };
    say(&line(head));
    say(&line(
        widths
            .map(|width| "-".repeat(width))
            .each_ref()
            .map(String::as_str),
    ));
    for row in rows {
        say(&line(row.each_ref().map(String::as_str)));
    }
}

pub fn ms(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1_000.0
}

/// A duration in milliseconds, short enough for a cell.
pub fn cell(duration: Duration) -> String {
    format!("{:.1}", ms(duration))
}

/// The 50th, 95th and 99th percentiles.
pub fn percentiles(times: &mut [Duration]) -> [Duration; 3] {
    times.sort_unstable();
    let last = times.len().saturating_sub(1);
    [50, 95, 99].map(|percent| times.get(last * percent / 100).copied().unwrap_or_default())
}
