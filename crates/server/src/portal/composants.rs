//! The living style guide: every component in every state, with made-up content.

mod samples;

use super::components::{
    Bar, Choice, Column, Crumb, Door, Paging, Stat, SummaryRow, TaskItem, TimelineStep,
};
use super::form::Form;
use super::shell::{Shell, Tone};
use askama::Template;
use samples::{
    answers, bars, columns, countries, crumbs, doors, errors, filled, found, late, roles, running,
    stats, tasks, tones,
};

/// The page `/composants`, for the demonstration only.
#[derive(Template)]
#[template(path = "composants.html")]
pub struct Composants {
    shell: Shell,
    empty: Form,
    filled: Form,
    wrong: Form,
    roles: Vec<Choice>,
    genders: Vec<Choice>,
    countries: Vec<Choice>,
    found: Vec<Choice>,
    none: Vec<Choice>,
    tones: Vec<(&'static str, Tone)>,
    crumbs: Vec<Crumb>,
    answers: Vec<SummaryRow>,
    tasks: Vec<TaskItem>,
    columns: Vec<Column>,
    paging: Paging,
    nothing: Paging,
    running: Vec<TimelineStep>,
    late: Vec<TimelineStep>,
    doors: Vec<Door>,
    stats: Vec<Stat>,
    bars: Vec<Bar>,
}

impl Composants {
    #[must_use]
    pub fn new(shell: Shell) -> Self {
        let token = shell.csrf.clone();
        Self {
            shell,
            empty: Form::empty(token.clone()),
            filled: filled(&token),
            wrong: filled(&token).with_errors(errors()),
            roles: roles(),
            genders: vec![Choice::new("F", "Féminin"), Choice::new("M", "Masculin")],
            countries: countries(),
            found: found(),
            none: Vec::new(),
            tones: tones(),
            crumbs: crumbs(),
            answers: answers(),
            tasks: tasks(),
            columns: columns(),
            paging: Paging::new("/composants", 10, 20, 412),
            nothing: Paging::new("/composants", 1, 20, 0),
            running: running(),
            late: late(),
            doors: doors(),
            stats: stats(),
            bars: bars(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_link_of_an_error_summary_leads_to_a_field() {
        let html = Composants::new(Shell::default()).render().unwrap();
        for error in errors().iter() {
            assert_eq!(html.matches(&format!(" id=\"{}\"", error.field)).count(), 1);
        }
    }
}
