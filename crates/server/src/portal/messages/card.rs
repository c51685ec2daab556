//! Why a card signs in nowhere, and what its holder can do.

use crate::card::CardRefusal;
use domain::card::CannotUseCard;

/// A page of refusal.
#[derive(Clone, Copy, Debug)]
pub struct CardTold {
    pub title: &'static str,
    pub text: &'static str,
    /// What to do next.
    pub steps: &'static [&'static str],
}

/// A browser keeps the certificate that was chosen until all its windows are closed.
const AGAIN: &str = "Fermez toutes les fenêtres du navigateur, rouvrez-le, puis recommencez : tant qu’il reste ouvert, il présente le même certificat.";
/// Asked for none, it asks no more either.
const ASK_AGAIN: &str = "Fermez toutes les fenêtres du navigateur, rouvrez-le, puis recommencez : tant qu’il reste ouvert, il ne redemande pas la carte.";
const ORDER_CDE: &str = "Représentant légal : utilisez votre carte de directeur d’établissement (CDE). Si vous n’en avez pas, demandez-la à l’agence.";
const ORDER_CPE: &str = "Gestionnaire ou mandataire : utilisez votre carte de personnel d’établissement (CPE). Si vous n’en avez pas, demandez à votre représentant légal de la commander.";
const NEW_CARD: &str = "Demandez une nouvelle carte à votre représentant légal ; si vous êtes vous-même représentant légal, à l’agence.";

/// K3: each refusal of a certificate has its own page.
#[must_use]
pub const fn told_of_certificate(refusal: CardRefusal) -> CardTold {
    let (title, text, steps): (_, _, &[&str]) = match refusal {
        CardRefusal::NoCertificate => (
            "Aucune carte n’a été présentée",
            "Le navigateur n’a trouvé aucune carte, ou le choix du certificat a été annulé.",
            &[
                "Insérez votre carte dans le lecteur, puce en avant, et attendez quelques secondes.",
                "Vérifiez que le logiciel de lecture des cartes (Cryptolib CPS) est installé sur ce poste ; sinon, demandez-le à votre service informatique.",
                ASK_AGAIN,
            ],
        ),
        CardRefusal::NotACard => (
            "Ce certificat n’est pas celui d’une carte",
            "Le certificat présenté ne porte pas les mentions d’une carte de l’IGC-Santé.",
            &[
                "Vérifiez que votre carte est dans le lecteur et choisissez son certificat dans la liste.",
                AGAIN,
            ],
        ),
        CardRefusal::Professional => (
            "Une carte CPS ou CPF n’ouvre pas le portail",
            "La carte d’un professionnel de santé (CPS) ou en formation (CPF) n’ouvre aucun droit ici, même à un médecin qui dirige l’établissement.",
            &[ORDER_CDE, ORDER_CPE, AGAIN],
        ),
        CardRefusal::OtherCard => (
            "Cette carte n’est pas celle d’un établissement",
            "Le portail s’ouvre avec une carte de directeur (CDE) ou de personnel d’établissement (CPE). Celle-ci est d’un autre type.",
            &[ORDER_CDE, ORDER_CPE, AGAIN],
        ),
        CardRefusal::Signature => (
            "Ce certificat sert à signer",
            "Votre carte porte deux certificats : l’un authentifie, l’autre signe. Vous avez choisi celui qui signe.",
            &[
                AGAIN,
                "Choisissez cette fois l’autre certificat de la carte, celui d’authentification.",
            ],
        ),
        CardRefusal::Software => (
            "Ce certificat est celui d’un logiciel",
            "Les certificats de logiciels et de serveurs n’ouvrent pas le portail : il faut la carte d’une personne.",
            &[ORDER_CDE, ORDER_CPE, AGAIN],
        ),
        CardRefusal::TestCard => (
            "Cette carte est une carte de test",
            "Les cartes de test n’ouvrent pas ce service.",
            &["Insérez votre carte d’établissement.", AGAIN],
        ),
        CardRefusal::UnknownAuthority => (
            "Ce certificat ne vient pas d’une autorité reconnue",
            "Ce service reconnaît les cartes délivrées par l’IGC-Santé. Celle-ci n’en vient pas, ou son autorité n’est pas encore connue ici.",
            &[
                AGAIN,
                "Si c’est bien votre carte d’établissement, écrivez à l’assistance en recopiant les mentions ci-dessous.",
            ],
        ),
        CardRefusal::NotYetValid => (
            "Cette carte n’est pas encore valable",
            "Sa période de validité n’a pas commencé.",
            &["Reprenez à partir de la date indiquée ci-dessous."],
        ),
        CardRefusal::Expired => (
            "Cette carte a expiré",
            "Une carte vaut trois ans. Celle-ci n’est plus valable.",
            &[NEW_CARD, AGAIN],
        ),
        CardRefusal::Revoked => (
            "Cette carte est révoquée",
            "L’autorité qui l’a délivrée l’a mise en opposition : elle n’ouvre plus rien.",
            &[NEW_CARD, AGAIN],
        ),
        CardRefusal::StaleList => (
            "Les cartes ne peuvent pas être vérifiées en ce moment",
            "La liste des cartes révoquées que détient ce service n’est plus à jour. Votre carte n’est pas en cause.",
            &["Réessayez dans une heure ; si cela persiste, prévenez l’assistance."],
        ),
    };
    CardTold { title, text, steps }
}

/// K3: what the register knows of a card whose certificate is good.
#[must_use]
pub const fn told_of_card(refusal: CannotUseCard) -> CardTold {
    let (title, text, steps): (_, _, &[&str]) = match refusal {
        CannotUseCard::Unknown => (
            "Cette carte n’est pas connue ici",
            "C’est bien une carte d’établissement, mais aucune structure sous contrat ne l’a commandée ni déclarée.",
            &[
                "Si vous la teniez déjà de votre structure, demandez à votre représentant légal de la déclarer.",
                "Si vous en avez une autre, commandée pour ce service, utilisez celle-là.",
                AGAIN,
            ],
        ),
        CannotUseCard::NotSent => (
            "Cette carte n’est pas encore ouverte",
            "Elle est en cours de fabrication, ou son envoi n’est pas encore noté.",
            &[
                "Réessayez le lendemain de sa réception.",
                "Si elle est refusée encore, écrivez à l’assistance avec le numéro imprimé sur la carte.",
            ],
        ),
        CannotUseCard::Revoked => (
            "Cette carte est bloquée",
            "Elle a été bloquée ici : perdue, volée, remplacée, ou rendue au départ de son titulaire.",
            &[
                "Si vous avez reçu une nouvelle carte, utilisez celle-là.",
                NEW_CARD,
                AGAIN,
            ],
        ),
        CannotUseCard::Expired => (
            "Cette carte a expiré",
            "Une carte vaut trois ans. Celle-ci n’ouvre plus de droits.",
            &[NEW_CARD, AGAIN],
        ),
        CannotUseCard::NoRight => (
            "Cette carte n’ouvre aucun droit",
            "Son titulaire n’a pas d’habilitation en cours dans la structure de cette carte, ou le contrat de la structure a pris fin.",
            &[
                "Gestionnaire : demandez à votre représentant légal, ou à son mandataire, de vous habiliter.",
                "Représentant légal : écrivez à l’assistance.",
            ],
        ),
    };
    CardTold { title, text, steps }
}
