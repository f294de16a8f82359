//! Who is connected, and for how long? A visitor who is slow, or says nothing, costs a place for a while and no more.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_io_timeout::TimeoutStream;

/// Connections at a time; more wait to be accepted.
const CONNECTIONS_MAX: usize = 256;
/// The longest head of a question: an address and what a browser says of itself.
const HEAD_BYTES_MAX: usize = 64 << 10;
/// Headers of a question.
const HEADERS_MAX: usize = 100;
/// How long a visitor may leave an answer lying.
const WRITE_PATIENCE: Duration = Duration::from_secs(30);

/// Answers until the program is ended. `patience` is how long a visitor may take to ask.
pub async fn answer_all(listener: TcpListener, patience: Duration, app: Router) {
    let places = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    loop {
        let Ok(place) = places.clone().acquire_owned().await else { return };
        match listener.accept().await {
            Ok((stream, _)) => {
                let app = app.clone();
                tokio::spawn(async move {
                    let _place = place;
                    answer(stream, patience, app).await;
                });
            }
            // The visitor went away again, or this machine has no room for another; it will have.
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}

async fn answer(stream: TcpStream, patience: Duration, app: Router) {
    // Small answers go out at once.
    let _ = stream.set_nodelay(true);
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(WRITE_PATIENCE));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(patience)
        .max_buf_size(HEAD_BYTES_MAX)
        .max_headers(HEADERS_MAX)
        .serve_connection(TokioIo::new(Box::pin(stream)), TowerToHyperService::new(app));
    // What breaks is the visitor's connection alone.
    let _ = connection.await;
}
