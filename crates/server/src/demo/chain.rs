//! What comes before a registration, step by step: contract, CDE, cards, course, habilitation, each by its action.

use crate::{
    actions::{self, Submitted},
    terms,
    world::{World, draw_check_code, draw_secret, hash_secret},
};
use anyhow::{Context as _, anyhow};
use domain::{
    access::{Account, Actor, Grant, Means, paris_day},
    card::{Card, CardKind, CardNumber, CardOrigin, Move, OrderCard, RevocationReason},
    contract::{Contract, Signatory, SubmitContract, Wanted},
    habilitation::GiveRight,
    id::Id,
    identifiers::Finess,
    person::Person,
    training::{Course, Reported, Score, Source},
};
use store::{
    By,
    application::HandedIn,
    housekeeping::{
        persona,
        session::{self, Live},
        upload,
    },
};

/// The act of appointment that each representative of the demonstration hands in.
const PROOF: &[u8] = include_bytes!("../../../../data/demo/acte-de-nomination.pdf");

/// Somebody of the demonstration: the name of the persona is that of the mailbox too.
#[derive(Clone, Copy)]
pub struct Somebody<'a> {
    pub subject: &'a str,
    pub first_name: &'a str,
    pub last_name: &'a str,
    pub job: &'a str,
}

impl Somebody<'_> {
    fn person(&self) -> anyhow::Result<Person> {
        Ok(Person {
            last_name: self.last_name.parse()?,
            first_name: self.first_name.parse()?,
            job: self.job.to_owned(),
            email: format!("{}@demo.invalid", self.subject).parse()?,
        })
    }
}

/// The agency at work, for the whole chain.
pub struct Chain<'a> {
    world: &'a World,
    officer: Actor,
}

impl<'a> Chain<'a> {
    /// The agency's officer opens the day.
    pub async fn begin(world: &'a World) -> anyhow::Result<Self> {
        let created = act(world, By::System, "create_officer", |act| {
            let email = "agence@demo.invalid".to_owned();
            actions::create_officer(act, "Anne Delmas".to_owned(), email)
        })
        .await?;
        persona::add(&world.store, created.account, "agence").await?;
        Self::at_work(world).await
    }

    /// The officer, whose account is there already, signs in.
    pub async fn at_work(world: &'a World) -> anyhow::Result<Self> {
        let officer = sign_in(world, Means::Persona, "agence").await?.actor;
        Ok(Self { world, officer })
    }

    /// A contract handed in, accepted and put into force by the CDE. Gives who represents it, signed in.
    pub async fn contract(&self, wanted: Wanted, who: &Somebody<'_>) -> anyhow::Result<Actor> {
        let contract = self.submit(wanted, who).await?;
        let account = self.holder(contract, CardKind::Cde).await?;
        let mut tx = self.world.db().read().await?;
        let known = store::access::holders(&mut tx, Means::Persona).await?;
        drop(tx);
        if !known.iter().any(|(subject, _)| subject == who.subject) {
            persona::add(&self.world.store, account.account, who.subject).await?;
        }
        self.deliver(account.id).await?;
        by_card(self.world, account.id).await
    }

    /// Hand in a request, and leave it to the agency.
    pub async fn ask(&self, wanted: Wanted, who: &Somebody<'_>) -> anyhow::Result<Submitted> {
        let file = ("acte-de-nomination.pdf", "application/pdf");
        let proof = upload::keep(&self.world.store, file, PROOF).await?;
        let command = SubmitContract {
            wanted,
            signatory: Signatory {
                person: who.person()?,
                phone: "+33263980100".parse()?,
                terms_version: terms::VERSION.to_owned(),
            },
            applicant: None,
        };
        let handed = HandedIn {
            proof: Some(proof),
            draft: None,
        };
        act(self.world, By::System, "submit_contract", |act| {
            actions::submit_contract(act, command.clone(), handed)
        })
        .await
    }

    async fn submit(&self, wanted: Wanted, who: &Somebody<'_>) -> anyhow::Result<Id<Contract>> {
        let submitted = self.ask(wanted, who).await?;
        let officer = By::Session(self.officer.session);
        act(self.world, officer, "record_form", |act| {
            actions::record_form(act, submitted.application, None)
        })
        .await?;
        act(self.world, officer, "accept_application", |act| {
            actions::accept_application(act, submitted.application)
        })
        .await?;
        Ok(submitted.contract)
    }

    async fn holder(&self, contract: Id<Contract>, kind: CardKind) -> anyhow::Result<Card> {
        let mut tx = self.world.db().read().await?;
        let cards = store::card::of_contract(&mut tx, contract).await?;
        let card = cards.into_iter().find(|card| card.kind == kind);
        card.context("the card just ordered")
    }

    /// Somebody's CPE, from the order to the letter box. Gives the holder.
    pub async fn card(&self, by: &Actor, who: &Somebody<'_>) -> anyhow::Result<Id<Account>> {
        let card = self.order(by, who).await?;
        self.deliver(card).await?;
        let mut tx = self.world.db().read().await?;
        let card = store::card::by_id(&mut tx, card).await?;
        Ok(card.context("the card just ordered")?.account)
    }

    /// Order somebody's CPE.
    pub async fn order(&self, by: &Actor, who: &Somebody<'_>) -> anyhow::Result<Id<Card>> {
        let command = OrderCard {
            holder: who.person()?,
            origin: CardOrigin::Online,
            number: None,
            readers: 1,
        };
        act(self.world, By::Session(by.session), "order_card", |act| {
            actions::order_card(act, command.clone())
        })
        .await
    }

    /// Produce a card and send it.
    pub async fn deliver(&self, card: Id<Card>) -> anyhow::Result<()> {
        self.produce(card).await?;
        self.move_on(card, Move::Send).await
    }

    /// Produce a card: it has a number from now on.
    pub async fn produce(&self, card: Id<Card>) -> anyhow::Result<()> {
        let (time, chance) = card.as_uuid().as_u64_pair();
        let rank = (time.rotate_left(17) ^ chance) % 100_000_000;
        let number: CardNumber = format!("8000000997/26{rank:08}").parse()?;
        self.move_on(card, Move::Produce(number)).await
    }

    async fn move_on(&self, card: Id<Card>, step: Move) -> anyhow::Result<()> {
        let officer = By::Session(self.officer.session);
        act(self.world, officer, "move_card", |act| {
            actions::move_card(act, card, step.clone())
        })
        .await
    }

    /// A card is lost: who gives rights blocks it.
    pub async fn block(&self, by: &Actor, card: Id<Card>) -> anyhow::Result<()> {
        act(self.world, By::Session(by.session), "revoke_card", |act| {
            actions::revoke_card(act, card, RevocationReason::Lost)
        })
        .await
    }

    /// Somebody passes the course.
    pub async fn course(&self, who: &Somebody<'_>) -> anyhow::Result<()> {
        let store = &self.world.store;
        let person = who.person()?;
        let reported = Reported {
            course: Course::current().version.to_owned(),
            name: person.full_name(),
            email: person.email,
            passed_on: paris_day(store.clock.now()),
            score: Score::of(24, 26),
            source: Source::Here,
        };
        let coded = (reported, draw_check_code()?);
        act(self.world, By::System, "pass_course", |act| {
            actions::pass_course(act, coded.clone())
        })
        .await
    }

    /// A manager: card, course, habilitation, for all or some establishments.
    pub async fn manager(
        &self,
        by: &Actor,
        who: &Somebody<'_>,
        to: &[Finess],
    ) -> anyhow::Result<Id<Account>> {
        let account = self.card(by, who).await?;
        persona::add(&self.world.store, account, who.subject).await?;
        self.course(who).await?;
        let command = GiveRight {
            account,
            establishments: to.to_vec(),
        };
        let by = By::Session(by.session);
        act(self.world, by, "grant_habilitation", |act| {
            actions::grant_habilitation(act, command.clone())
        })
        .await?;
        Ok(account)
    }

    /// A delegate: a card, and the representative's word.
    pub async fn delegate(&self, by: &Actor, who: &Somebody<'_>) -> anyhow::Result<()> {
        let account = self.card(by, who).await?;
        persona::add(&self.world.store, account, who.subject).await?;
        let command = GiveRight {
            account,
            establishments: Vec::new(),
        };
        act(
            self.world,
            By::Session(by.session),
            "name_delegate",
            |act| actions::name_delegate(act, command.clone()),
        )
        .await
    }
}

/// Run an action, and say why it did not happen.
pub(super) async fn act<T, R, F>(
    world: &World,
    by: By,
    name: &'static str,
    action: impl Fn(store::Act) -> F,
) -> anyhow::Result<T>
where
    R: domain::refusal::Refusal,
    F: Future<Output = Result<T, actions::Error<R>>>,
{
    actions::run(world, by, name, action)
        .await
        .map_err(|error| anyhow!("{name}: {error:?}"))
}

/// Sign in with a card just received.
async fn by_card(world: &World, card: Id<Card>) -> anyhow::Result<Actor> {
    let mut tx = world.db().read().await?;
    let card = store::card::by_id(&mut tx, card).await?;
    let number = card.and_then(|card| card.number);
    drop(tx);
    let number = number.context("a card that was produced")?.to_string();
    Ok(sign_in(world, Means::Card, &number).await?.actor)
}

/// Somebody signed in.
pub struct Signed {
    pub actor: Actor,
    /// What their browser holds.
    pub token: String,
}

/// Act by the only right that a way in opens.
pub async fn sign_in(world: &World, means: Means, subject: &str) -> anyhow::Result<Signed> {
    let token = draw_secret()?;
    let hash = hash_secret(&token);
    act(world, By::System, "sign_in", |act| {
        let agent = "Mise en place".to_owned();
        actions::sign_in(act, means, subject.to_owned(), hash.clone(), agent)
    })
    .await?;
    let limits = world.config.session_limits();
    let live = session::live(&world.store, &hash, limits).await?;
    let Live {
        id,
        account,
        by,
        held,
        ..
    } = live.context("the session just opened")?;
    let grant: Grant = held.context("a grant")?.grant;
    let actor = Actor {
        account: account.id,
        grant,
        means: by.means,
        session: id,
    };
    Ok(Signed { actor, token })
}
