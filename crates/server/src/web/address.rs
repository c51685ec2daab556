//! The address a request comes from.

use crate::world::World;
use axum::{
    extract::{ConnectInfo, FromRequestParts, Request},
    http::{Extensions, HeaderMap, request::Parts},
};
use std::{
    convert::Infallible,
    net::{IpAddr, Ipv4Addr, SocketAddr},
};

/// The peer's address or, when the peer is one of the configured proxies, the one that the proxy saw.
/// Loopback when the request did not come by a socket, in tests.
#[must_use]
pub fn of(world: &World, request: &Request) -> IpAddr {
    read(world, request.extensions(), request.headers())
}

fn read(world: &World, extensions: &Extensions, headers: &HeaderMap) -> IpAddr {
    let peer = extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |info| info.0.ip());
    if !world.config.proxies.contains(&peer) {
        return peer;
    }
    let forwarded = headers
        .get("x-forwarded-for")
        .and_then(|value| value.to_str().ok());
    forwarded
        .and_then(|line| line.rsplit(',').next())
        .and_then(|address| address.trim().parse().ok())
        .unwrap_or(peer)
}

/// The same, for a handler that reads a form.
#[derive(Clone, Copy, Debug)]
pub struct Asker(pub IpAddr);

impl FromRequestParts<World> for Asker {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, world: &World) -> Result<Self, Infallible> {
        Ok(Self(read(world, &parts.extensions, &parts.headers)))
    }
}
