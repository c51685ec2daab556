//! Order a CPE, one after the other, or declare one that the structure holds already (K2, K6).

use crate::{
    actions,
    portal::{
        components::Choice,
        form::{Errors, Form},
        messages,
        rights::tell,
        shell::Shell,
    },
    web::{Acting, Fields, Page, Problem, page, see_other},
    world::World,
};
use askama::Template;
use axum::extract::{Query, State};
use domain::{
    card::{CardKind, CardOrigin, OrderCard},
    person::Person,
};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "structure/order.html")]
struct OrderPage {
    shell: Shell,
    form: Form,
    /// A card that is held is declared, not ordered.
    declares: bool,
    ways: Vec<Choice>,
    readers: Vec<Choice>,
}

#[derive(Deserialize)]
pub struct Asked {
    /// The card whose holder gets another.
    renouveler: Option<String>,
}

/// Which of the two pages it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Order,
    Declare,
}

/// Letters of a job in the structure, at most.
const LONGEST_JOB: usize = 120;

fn draw(world: &World, acting: &Acting, form: Form, way: Way) -> Page {
    let status = form.status();
    let shown = OrderPage {
        shell: acting.visitor.shell(world),
        form,
        declares: way == Way::Declare,
        ways: vec![
            Choice::new(CardOrigin::Online.code(), "En ligne")
                .hint("L’agence reçoit la commande aussitôt."),
            Choice::new(CardOrigin::Form.code(), "Par le formulaire F301 signé")
                .hint("L’agence fabrique la carte quand le formulaire lui parvient."),
        ],
        readers: (0..=domain::card::MOST_READERS)
            .map(|count| Choice::new(count.to_string(), count.to_string()))
            .collect(),
    };
    page(status, &shown)
}

pub async fn show(State(world): State<World>, acting: Acting, Query(asked): Query<Asked>) -> Page {
    let mut form = Form::empty(acting.visitor.csrf(&world));
    form.set("origin", CardOrigin::Online.code());
    form.set("readers", "0");
    if let Some(id) = asked.renouveler {
        let id = id.parse().map_err(|_| Problem::not_found())?;
        let mut tx = world.db().read().await?;
        let card = store::card::by_id(&mut tx, id).await?;
        let card = card
            .filter(|card| card.contract == acting.scope.contract && card.kind == CardKind::Cpe)
            .ok_or_else(Problem::not_found)?;
        form.set(
            "email",
            store::access::email_of(&mut tx, card.account).await?,
        );
        form.set("last_name", card.last_name.to_string());
        form.set("first_name", card.first_name.to_string());
        form.set("job", card.job);
    }
    draw(&world, &acting, form, Way::Order)
}

pub async fn show_declare(State(world): State<World>, acting: Acting) -> Page {
    let form = Form::empty(acting.visitor.csrf(&world));
    draw(&world, &acting, form, Way::Declare)
}

pub async fn submit(State(world): State<World>, acting: Acting, fields: Fields) -> Page {
    let mut errors = Errors::default();
    let origin = fields.get("origin").parse().unwrap_or(CardOrigin::Declared);
    if origin == CardOrigin::Declared {
        errors.add("origin", "Choisissez comment commander la carte.");
    }
    let readers = fields.get("readers").parse().unwrap_or(-1);
    if let Some(holder) = person(&fields, &mut errors) {
        let command = OrderCard {
            holder,
            origin,
            number: None,
            readers,
        };
        if send(&world, &acting, command, &mut errors).await? {
            return see_other(match fields.get("action") {
                "suivante" => "/structure/cartes/commander?avis=carte-commandee",
                _ => "/structure/cartes?avis=carte-commandee",
            });
        }
    }
    let form = Form::filled(acting.visitor.csrf(&world), fields.0).with_errors(errors);
    draw(&world, &acting, form, Way::Order)
}

pub async fn declare(State(world): State<World>, acting: Acting, fields: Fields) -> Page {
    let mut errors = Errors::default();
    let holder = person(&fields, &mut errors);
    let number = fields.get("number").parse();
    if number.is_err() {
        errors.add(
            "number",
            "Recopiez le numéro inscrit sur la carte\u{a0}: dix chiffres, une barre oblique, dix chiffres.",
        );
    }
    if let (Some(holder), Ok(number)) = (holder, number) {
        let command = OrderCard {
            holder,
            origin: CardOrigin::Declared,
            number: Some(number),
            readers: 0,
        };
        if send(&world, &acting, command, &mut errors).await? {
            return see_other("/structure/cartes?avis=carte-declaree");
        }
    }
    let form = Form::filled(acting.visitor.csrf(&world), fields.0).with_errors(errors);
    draw(&world, &acting, form, Way::Declare)
}

/// True when the card was ordered.
async fn send(
    world: &World,
    acting: &Acting,
    command: OrderCard,
    errors: &mut Errors,
) -> Result<bool, Problem> {
    if !errors.is_empty() {
        return Ok(false);
    }
    let ordered = actions::run(world, acting.by(), "order_card", |act| {
        actions::order_card(act, command.clone())
    });
    tell(ordered.await, errors)
}

/// Who gets the card; all that is wrong with the answers, in the order of the page.
fn person(fields: &Fields, errors: &mut Errors) -> Option<Person> {
    let mut name = |field: &str| {
        let parsed = fields.get(field).parse();
        parsed
            .map_err(|why| errors.add(field, messages::name(field, &why)))
            .ok()
    };
    let (last_name, first_name) = (name("last_name"), name("first_name"));
    let job = fields.get("job");
    let is_job = !job.is_empty() && job.chars().count() <= LONGEST_JOB;
    if !is_job {
        errors.add(
            "job",
            format!("Saisissez la fonction de la personne, en {LONGEST_JOB} caractères au plus."),
        );
    }
    let email = fields.get("email").parse();
    let email = email
        .map_err(|why| errors.add("email", messages::email(why)))
        .ok();
    Some(Person {
        last_name: last_name?,
        first_name: first_name?,
        job: is_job.then(|| job.to_owned())?,
        email: email?,
    })
}
