//! Files that come into a folder are given once they are whole.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use sayso_intake::{Arrived, Watch};

const SETTLE: Duration = Duration::from_secs(1);

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Names that are given at a look.
fn names(watch: &mut Watch, at: Instant) -> Vec<String> {
    let name = |a: Arrived| a.path.file_name().unwrap().to_string_lossy().into_owned();
    watch.look(at).into_iter().map(|a| name(a.unwrap())).collect()
}

#[test]
fn a_file_comes_once_it_is_whole_and_again_when_it_changes() {
    let folder = folder("watch-whole");
    let path = |name: &str| folder.join(name);
    let start = Instant::now();
    let mut watch = Watch::new(vec![folder.clone()], SETTLE);
    fs::write(path("b.txt"), "half").unwrap();
    fs::write(path(".c.txt"), "hidden").unwrap();
    fs::write(path("d.txt.part"), "under way").unwrap();
    assert!(names(&mut watch, start).is_empty());
    fs::write(path("b.txt"), "half and the rest").unwrap();
    assert!(names(&mut watch, start + SETTLE).is_empty(), "it has changed");
    fs::create_dir(path("a")).unwrap();
    fs::write(path("a/a.txt"), "new").unwrap();
    assert_eq!(names(&mut watch, start + 2 * SETTLE), ["b.txt"]);
    assert_eq!(names(&mut watch, start + 3 * SETTLE), ["a.txt"]);
    fs::rename(path("d.txt.part"), path("d.txt")).unwrap();
    assert!(names(&mut watch, start + 4 * SETTLE).is_empty());
    assert_eq!(names(&mut watch, start + 5 * SETTLE), ["d.txt"]);
    fs::write(path("b.txt"), "other").unwrap();
    names(&mut watch, start + 6 * SETTLE);
    assert_eq!(names(&mut watch, start + 7 * SETTLE), ["b.txt"]);
    assert!(names(&mut watch, start + 9 * SETTLE).is_empty());
}

#[test]
fn what_was_read_before_is_left_out_and_a_missing_folder_is_told_once() {
    let folder = folder("watch-again");
    fs::write(folder.join("a.txt"), "text").unwrap();
    let first = Watch::new(vec![folder.clone()], Duration::ZERO).look(Instant::now());
    let Arrived { path, stamp } = first.into_iter().next().unwrap().unwrap();
    let mut watch = Watch::new(vec![folder.clone(), folder.join("missing")], Duration::ZERO);
    watch.skip(path, stamp);
    let found = watch.look(Instant::now());
    assert!(
        matches!(&found[..], [Err(failure)] if failure.to_string().contains("no such file")),
        "{found:?}"
    );
    assert!(watch.look(Instant::now()).is_empty());
}
