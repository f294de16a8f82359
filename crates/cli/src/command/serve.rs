//! `sayso serve`

use std::net::SocketAddr;
use std::time::Duration;

use sayso_serve::{Error, Settings};

use crate::exit::Exit;
use crate::flags::ServeFlags;
use crate::{ledger, message};

pub fn run(flags: &ServeFlags) -> Result<Exit, Exit> {
    let settings = Settings {
        address: SocketAddr::new(flags.bind, flags.port),
        token: token(flags)?,
        hosts: flags.host.clone(),
        read_only: flags.read_only,
        reviewer: flags.reviewer.clone(),
        patience: Duration::from_secs(flags.patience),
        ..Settings::new(&flags.ledger.db)
    };
    let (name, token) = (flags.ledger.db.clone(), settings.token.clone());
    let how = if flags.read_only { "read-only" } else { "read-write; `--read-only` to publish" };
    let served = sayso_serve::serve(settings, |address| {
        let key = token.map(|t| format!("/?token={}", sayso_serve::ask::escape(&t))).unwrap_or_default();
        eprintln!("serving `{name}` at http://{address}{key} ({how})");
    });
    match served {
        Ok(()) => Ok(Exit::Done),
        Err(Error::Store(error)) => Err(ledger::fail(&error)),
        Err(Error::Refused(why)) => {
            message::error(why, Some("set SAYSO_TOKEN, or leave `--bind` away"));
            Err(Exit::Usage)
        }
        Err(error) => {
            let hint = matches!(error, Error::Listen { .. }).then_some("`--port 0` takes any that is free");
            message::error(error, hint);
            Err(Exit::Incomplete)
        }
    }
}

fn token(flags: &ServeFlags) -> Result<Option<String>, Exit> {
    if let Some(token) = std::env::var("SAYSO_TOKEN").ok().filter(|t| !t.is_empty()) {
        return Ok(Some(token));
    }
    let Some(path) = &flags.token_file else { return Ok(None) };
    let text = std::fs::read_to_string(path).map_err(|error| {
        message::error(format_args!("cannot read `{}`: {error}", path.display()), None);
        Exit::Usage
    })?;
    Ok(text.lines().next().map(|line| line.trim().to_owned()).filter(|t| !t.is_empty()))
}
