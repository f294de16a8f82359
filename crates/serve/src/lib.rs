//! How is a ledger read, compared and corrected in a browser?
//!
//! [`serve`] opens a ledger and answers questions by HTTP: every screen is a page that is whole without a script, and every list is
//! also JSON, CSV and GeoJSON under the same address with another ending. What is asked for is in the address, in the language of
//! [`sayso_store::filter`]. Nothing is loaded from elsewhere; see [`guard`] for who may ask.

mod agreement;
pub mod ask;
mod asset;
mod data;
mod desk;
mod dossiers;
pub mod guard;
mod incidents;
mod index;
mod layout;
mod listen;
mod marks;
mod openapi;
mod page;
mod problem;
mod routes;
mod settings;

use std::sync::Arc;

pub use dossiers::Dossiers;
pub use problem::Problem;
pub use sayso_store::review;
pub use settings::Settings;

/// Why the server ended.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The ledger could not be opened.
    #[error(transparent)]
    Store(#[from] sayso_store::Error),
    /// It would let in whom it should not.
    #[error("{0}")]
    Refused(&'static str),
    /// The address is taken, or not of this machine.
    #[error("cannot listen on {address}: {reason}")]
    Listen {
        /// The address.
        address: std::net::SocketAddr,
        /// Why.
        reason: std::io::Error,
    },
    /// The connection broke.
    #[error("the server stopped: {0}")]
    Stopped(std::io::Error),
}

/// The addresses as a service, for a server of one's own and for tests.
pub fn app(settings: Settings) -> Result<axum::Router, Error> {
    Ok(routes::router(Arc::new(desk::Desk::open(settings)?)))
}

/// Answers questions until the program is ended. `ready` is told the address that is listened on.
pub fn serve(settings: Settings, ready: impl FnOnce(std::net::SocketAddr)) -> Result<(), Error> {
    if let Some(why) = settings.refusal() {
        return Err(Error::Refused(why));
    }
    let address = settings.address;
    let desk = Arc::new(desk::Desk::open(settings)?);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(desk.settings.workers + 8)
        .enable_all()
        .build()
        .map_err(Error::Stopped)?;
    runtime.block_on(async {
        let listening = tokio::net::TcpListener::bind(address).await;
        let listener = listening.map_err(|reason| Error::Listen { address, reason })?;
        let bound = listener.local_addr().map_err(Error::Stopped)?;
        desk.listens_on(bound.port());
        ready(bound);
        desk.warm();
        listen::answer_all(listener, desk.settings.patience, routes::router(desk)).await;
        Ok(())
    })
}
