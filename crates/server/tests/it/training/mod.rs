//! The course, its attestation, and completions passed elsewhere: T1, T3, T4.

mod api;
mod course;
mod import;

use crate::harness::{Answer, App};
use domain::training::{Course, Module};

/// Answer the questions of a module, the first `wrong` of them wrongly.
async fn answer(app: &App, module: &Module, wrong: usize) -> Answer {
    let answers = module.questions.iter().enumerate().map(|(rank, question)| {
        let right = question.choices.iter().position(|choice| choice.right);
        let right = right.unwrap();
        let chosen = if rank < wrong {
            (right + 1) % question.choices.len()
        } else {
            right
        };
        (format!("question-{}", rank + 1), chosen.to_string())
    });
    let path = format!("/formation/{}/questions", module.slug);
    app.post(&path, answers.collect::<Vec<_>>()).await
}

/// Answer every module, with `wrong` wrong answers in all.
async fn follow(app: &App, wrong: usize) {
    let mut wrong = wrong;
    for module in &Course::current().modules {
        let here = wrong.min(module.questions.len());
        wrong -= here;
        answer(app, module, here).await.expect(303);
    }
}
