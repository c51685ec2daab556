//! The address a request comes from.

use crate::world::World;
use axum::extract::{ConnectInfo, Request};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

/// The peer's address or, when the peer is one of the configured proxies, the one that the proxy saw.
/// Loopback when the request did not come by a socket, in tests.
#[must_use]
pub fn of(world: &World, request: &Request) -> IpAddr {
    let peer = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |info| info.0.ip());
    if !world.config.proxies.contains(&peer) {
        return peer;
    }
    let forwarded = request
        .headers()
        .get("x-forwarded-for")
        .and_then(|value| value.to_str().ok());
    forwarded
        .and_then(|line| line.rsplit(',').next())
        .and_then(|address| address.trim().parse().ok())
        .unwrap_or(peer)
}
