//! What happened to a file, in words, as far as the reader may know (R12, J4).

mod details;

use super::{components::Moment, words};
use details::Details;
use domain::{
    access::GrantKind,
    contract::Contract,
    event::{Event, LookUp},
    id::Id,
    professional::{CorrectionKind, Professional, Situation},
};
use store::{
    StoreError, Tx,
    journal::{self, Entry, Kinds},
    professional::SituationLine,
};

/// Who reads the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Viewpoint {
    /// A structure knows its own acts whole; of the others, what the directory shows.
    Structure(Id<Contract>),
    /// The person whose file it is knows every act, and by whom.
    Self_,
    Agency,
}

/// One line of the history.
pub struct Told {
    pub at: Moment,
    /// Follows "Le 12/11/2026 à 14 h 05, ".
    pub sentence: String,
    /// What changed, field by field, when the reader may know it.
    pub details: Vec<String>,
}

/// The acts on a file, newest first: `limit` entries after the first `offset`. `situations` are those that the reader
/// sees, with their dates where they may know what changed.
pub async fn acts(
    tx: &mut Tx,
    viewpoint: Viewpoint,
    professional: Id<Professional>,
    situations: &[SituationLine],
    window: (i64, i64),
) -> Result<Vec<Told>, StoreError> {
    read(
        tx,
        viewpoint,
        professional,
        situations,
        (Kinds::Acts, window),
    )
    .await
}

/// Who opened the file or met the person in a search; the same for the rest.
pub async fn openings(
    tx: &mut Tx,
    viewpoint: Viewpoint,
    professional: Id<Professional>,
    window: (i64, i64),
) -> Result<Vec<Told>, StoreError> {
    read(tx, viewpoint, professional, &[], (Kinds::Openings, window)).await
}

async fn read(
    tx: &mut Tx,
    viewpoint: Viewpoint,
    professional: Id<Professional>,
    situations: &[SituationLine],
    (kinds, window): (Kinds, (i64, i64)),
) -> Result<Vec<Told>, StoreError> {
    let entries = journal::of_professional(tx, professional, kinds, window).await?;
    let teller = Teller {
        viewpoint,
        situations,
        kept: match kinds {
            Kinds::Acts => Details::load(tx, professional).await?,
            Kinds::Openings => Details::default(),
        },
    };
    Ok(entries
        .iter()
        .filter_map(|entry| teller.tell(entry))
        .collect())
}

/// Who did it, and the verb that agrees.
struct Who {
    name: String,
    has: &'static str,
}

struct Teller<'a> {
    viewpoint: Viewpoint,
    situations: &'a [SituationLine],
    kept: Details,
}

impl Teller<'_> {
    fn tell(&self, entry: &Entry) -> Option<Told> {
        Some(Told {
            at: words::moment(entry.at),
            sentence: self.sentence(entry)?,
            details: self.details(entry),
        })
    }

    /// Does the reader see the dates of the situation?
    fn sees(&self, id: Id<Situation>) -> bool {
        let mut seen = self.situations.iter();
        seen.any(|line| line.id == id && line.dates.is_some())
    }

    /// Is the act of the structure that reads, or does the reader know every act?
    fn knows(&self, entry: &Entry) -> bool {
        match self.viewpoint {
            Viewpoint::Structure(own) => entry.contract == Some(own),
            Viewpoint::Self_ | Viewpoint::Agency => true,
        }
    }

    fn who(&self, entry: &Entry) -> Who {
        let named = |name: String| Who { name, has: "a" };
        match (entry.contract, entry.capacity, self.viewpoint) {
            (None, Some(GrantKind::Officer), Viewpoint::Agency) => named(entry.account.clone()),
            // The person whose file it is (R13).
            (None, Some(GrantKind::Professional), Viewpoint::Self_) => Who {
                name: "vous".to_owned(),
                has: "avez",
            },
            (None, Some(GrantKind::Professional), _) => named("la personne elle-même".to_owned()),
            (None, Some(_), _) => named("un agent de l’agence".to_owned()),
            (None, None, _) if entry.account.is_empty() => named("le service".to_owned()),
            (None, None, _) => named("le lecteur d’un lien".to_owned()),
            (Some(contract), _, Viewpoint::Structure(own)) if contract == own => {
                named(entry.account.clone())
            }
            (Some(_), _, Viewpoint::Structure(_)) => named("une autre structure".to_owned()),
            (Some(_), _, Viewpoint::Self_ | Viewpoint::Agency) => {
                named(format!("{} ({})", entry.account, entry.structure))
            }
        }
    }

    /// ": EHPAD LES TILLEULS", or nothing when the reader does not see the situation.
    fn place(&self, id: Id<Situation>) -> String {
        let seen = self.situations.iter().find(|line| line.id == id);
        seen.map(|line| format!("\u{a0}: {}", line.establishment_name))
            .unwrap_or_default()
    }

    fn sentence(&self, entry: &Entry) -> Option<String> {
        let Who { name, has } = self.who(entry);
        let own_only = |text: &str| self.knows(entry).then(|| format!("{name} {has} {text}"));
        let is_own_file = self.viewpoint == Viewpoint::Self_;
        if let Some(sentence) = self.of_situation(entry) {
            return Some(sentence);
        }
        Some(match &entry.event {
            Event::ProfessionalRegistered { .. } if is_own_file => {
                format!("{name} vous {has} enregistré(e).")
            }
            Event::ProfessionalRegistered { .. } => {
                format!("{name} {has} enregistré ce professionnel.")
            }
            Event::DeathReported { .. } => format!("{name} {has} signalé le décès de la personne."),
            Event::DeathWithdrawn { .. } => {
                format!("{name} {has} retiré le signalement du décès.")
            }
            Event::EcpsPrepared { .. } => "l’e-CPS est devenue prête à activer.".to_owned(),
            Event::EcpsSuspended { .. } => {
                "l’e-CPS a été suspendue\u{a0}: plus aucune situation en cours.".to_owned()
            }
            Event::EcpsResumed { .. } => "l’e-CPS a pu de nouveau servir.".to_owned(),
            Event::EcpsRevoked { .. } => "l’e-CPS a été révoquée.".to_owned(),
            Event::IdentityCorrected { correction, .. } => {
                let kept = self.kept.corrections.get(&correction.to_string());
                match kept.map(|kept| kept.correction.kind) {
                    Some(CorrectionKind::CivilStatus) => {
                        format!("{name} {has} noté un changement d’état civil.")
                    }
                    _ => format!("{name} {has} corrigé l’état civil."),
                }
            }
            Event::ContactChanged { email, mobile, .. } => {
                let what = match (email, mobile) {
                    (true, true) => "l’adresse électronique et le mobile",
                    (true, false) => "l’adresse électronique",
                    (false, _) => "le mobile",
                };
                format!("{name} {has} changé {what}.")
            }
            Event::ContactConfirmed { .. } => {
                "l’ancienne adresse a confirmé le changement de coordonnées.".to_owned()
            }
            Event::PracticeNameChanged { .. } => format!("{name} {has} changé le nom d’exercice."),
            Event::RegistrationAttested { .. } if is_own_file => {
                format!("{name} {has} téléchargé une attestation.")
            }
            Event::FileOpened { .. } if is_own_file => own_only("ouvert votre dossier.")?,
            Event::FileOpened { .. } => own_only("ouvert ce dossier.")?,
            Event::OutsideScopeMet { by, .. } => own_only(met(*by))?,
            Event::IdentityContested { .. } => {
                own_only("demandé à l’agence si une autre personne porte la même identité.")?
            }
            Event::RequestAccepted { .. } => own_only("accepté la demande de cette personne.")?,
            Event::DuplicateSetAside { .. } if is_own_file => {
                own_only("dit pourquoi une personne qui vous ressemble en est une autre.")?
            }
            Event::DuplicateSetAside { .. } => {
                own_only("dit pourquoi une personne qui lui ressemble en est une autre.")?
            }
            _ => return None,
        })
    }

    fn of_situation(&self, entry: &Entry) -> Option<String> {
        let Who { name, has } = self.who(entry);
        let (situation, did) = match &entry.event {
            Event::SituationOpened { situation, .. } => {
                (*situation, "ajouté une situation d’exercice")
            }
            Event::SituationClosed { situation, .. } => {
                (*situation, "clos une situation d’exercice")
            }
            Event::SituationEndedByDeath { situation, .. } => {
                (*situation, "clos une situation d’exercice pour décès")
            }
            Event::SituationReopened { situation, .. } => {
                (*situation, "rétabli une situation d’exercice")
            }
            // A day to come is no part of what the directory shows.
            Event::SituationEndPlanned { situation, .. } if self.knows(entry) => {
                (*situation, "noté la fin prévue d’une situation d’exercice")
            }
            Event::SituationChanged { situation, .. } => {
                (*situation, "modifié une situation d’exercice")
            }
            Event::SituationEnded { situation, .. } => {
                let place = self.place(*situation);
                return Some(format!(
                    "une situation d’exercice s’est fermée d’elle-même, à sa fin prévue{place}."
                ));
            }
            _ => return None,
        };
        let place = self.place(situation);
        Some(format!("{name} {has} {did}{place}."))
    }
}

const fn met(by: LookUp) -> &'static str {
    match by {
        LookUp::Rpps => "cherché ce numéro RPPS, hors de son périmètre alors.",
        LookUp::Identity => "cherché cet état civil, hors de son périmètre alors.",
        LookUp::Contact => {
            "saisi pour une autre personne cette adresse ou ce mobile, hors de son périmètre alors."
        }
    }
}
