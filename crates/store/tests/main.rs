//! What every database must do, asked of each in turn.

mod bits;
mod clocks;
mod common;
mod damage;
mod migration;
mod suite;

use sayso_store::{Open, Store};

/// A new ledger in a file of its own.
fn sqlite(name: &str) -> (Store, std::path::PathBuf) {
    let folder = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("store");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(format!("{name}.db"));
    for ending in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{ending}", path.display()));
    }
    (Store::open(path.to_str().unwrap(), Open::Create).unwrap(), path)
}

#[test]
fn sqlite_keeps_the_suite() {
    for (name, test) in suite::ALL {
        println!("{name}");
        test(&mut sqlite(name).0);
    }
}

/// The server is named by `SAYSO_TEST_POSTGRES`, which `./check` sets; each test has a schema of its own.
#[cfg(feature = "postgres")]
#[test]
fn postgres_keeps_the_suite() {
    let Ok(server) = std::env::var("SAYSO_TEST_POSTGRES") else {
        println!("skipped: SAYSO_TEST_POSTGRES names no server");
        return;
    };
    for (name, test) in suite::ALL {
        println!("{name}");
        let schema = format!("test_{name}");
        let mut client = postgres::Client::connect(&server, postgres::NoTls).unwrap();
        client
            .batch_execute(&format!("DROP SCHEMA IF EXISTS {schema} CASCADE; CREATE SCHEMA {schema}"))
            .unwrap();
        let sign = if server.contains('?') { '&' } else { '?' };
        let place = format!("{server}{sign}options=-csearch_path%3D{schema}");
        test(&mut Store::open(&place, Open::Create).unwrap());
        client.batch_execute(&format!("DROP SCHEMA {schema} CASCADE")).unwrap();
    }
}
