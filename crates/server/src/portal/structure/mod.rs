//! The structure's own pages: where it stands, its cards, and the card of whoever asks.

mod block;
mod cards;
mod forms;
mod home;
mod my_card;
mod order;
mod renew;
mod signed;

use crate::{router::Routes, web::Who};

/// The routes of a structure, and those of a card's holder.
#[must_use]
pub fn routes(routes: Routes) -> Routes {
    let (granter, holder, officer) = (Who::Granter, Who::Registrar, Who::Officer);
    routes
        .get("/structure", granter, home::show)
        .get("/structure/cartes", granter, cards::show)
        .get("/structure/cartes/formulaire", granter, signed::show)
        .post("/structure/cartes/formulaire", granter, signed::submit)
        .get("/agence/cartes/{card}/formulaire", officer, signed::read)
        .get("/structure/cartes/f301.pdf", granter, forms::order_form)
        .get(
            "/structure/cartes/{card}/f501.pdf",
            granter,
            forms::block_form,
        )
        .get("/ma-carte/{card}/f501.pdf", holder, forms::own_block_form)
        .get(
            "/agence/cartes/{card}/f501.pdf",
            officer,
            forms::agency_block_form,
        )
        .get(
            "/habilitations/mandataire/{card}/f502.pdf",
            Who::Representative,
            forms::delegate_form,
        )
        .get("/structure/cartes/commander", granter, order::show)
        .post("/structure/cartes/commander", granter, order::submit)
        .get("/structure/cartes/declarer", granter, order::show_declare)
        .post("/structure/cartes/declarer", granter, order::declare)
        .get(
            "/structure/cartes/{card}/bloquer",
            granter,
            block::show_structure,
        )
        .post(
            "/structure/cartes/{card}/bloquer",
            granter,
            block::submit_structure,
        )
        .get(
            "/structure/cartes/{card}/renouveler",
            Who::Representative,
            renew::show_own,
        )
        .post(
            "/structure/cartes/{card}/renouveler",
            Who::Representative,
            renew::submit_own,
        )
        .get(
            "/agence/cartes/{card}/renouveler",
            officer,
            renew::show_agency,
        )
        .post(
            "/agence/cartes/{card}/renouveler",
            officer,
            renew::submit_agency,
        )
        .get("/ma-carte", holder, my_card::show)
        .get("/ma-carte/{card}/bloquer", holder, block::show_own)
        .post("/ma-carte/{card}/bloquer", holder, block::submit_own)
        .get("/agence/cartes/{card}/bloquer", officer, block::show_agency)
        .post(
            "/agence/cartes/{card}/bloquer",
            officer,
            block::submit_agency,
        )
}
