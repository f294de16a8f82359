//! The tree is in order.

use sayso_tidy::Tree;

#[track_caller]
fn no(complaints: Vec<String>) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

#[test]
fn crates_depend_along_the_flow() {
    no(sayso_tidy::edges(&Tree::here()));
}

#[test]
fn crates_are_listed() {
    no(sayso_tidy::listed(&Tree::here()));
}

#[test]
fn files_are_short() {
    no(sayso_tidy::lengths(&Tree::here()));
}

#[test]
fn nothing_strays() {
    no(sayso_tidy::strays(&Tree::here()));
}

#[test]
fn no_path_of_one_machine() {
    no(sayso_tidy::machine_paths(&Tree::here()));
}

#[test]
fn no_merge_is_half_done() {
    no(sayso_tidy::conflicts(&Tree::here()));
}

#[test]
fn one_command_runs_all_tests() {
    no(sayso_tidy::entry_points(&Tree::here()));
}

#[test]
fn all_data_is_loaded() {
    no(sayso_tidy::unloaded(&Tree::here()));
}

#[test]
fn links_lead_somewhere() {
    no(sayso_tidy::links(&Tree::here()));
}

#[test]
fn pages_speak_of_the_project() {
    no(sayso_tidy::talk(&Tree::here()));
}

#[test]
fn what_others_wrote_may_be_used_and_is_pinned() {
    let tree = Tree::here();
    let metadata = sayso_tidy::metadata(&tree).expect("`cargo metadata` answers");
    no(sayso_tidy::strangers(&tree, &metadata));
    let bill = sayso_tidy::bill(&tree, &metadata);
    assert_eq!(bill, sayso_tidy::bill(&tree, &metadata));
    let bill: serde_json::Value = serde_json::from_str(&bill).unwrap();
    let parts = bill["components"].as_array().unwrap();
    assert!(parts.len() > 100 && parts.iter().any(|p| p["name"] == "rusqlite" && p["hashes"].is_array()));
    println!("figure: packages, licence, source and hash of each | {} | {} | 0", parts.len(), parts.len());
}

/// Where unsafe code may stand, each with what covers it.
const UNSAFE: &[&str] = &[
    // Kernels for AVX2 and AVX-512: `cargo test -p sayso-annotate nn` compares each with the portable one, to the last bit;
    // `tools/sanitize.sh` runs the same under AddressSanitizer.
    "crates/annotate/src/nn/simd.rs",
    "crates/annotate/src/nn/cpu.rs",
    // A disk for tests, by the interface of SQLite in C: no part of the program.
    "crates/store/tests/faults/disk.rs",
];

#[test]
fn unsafe_code_is_rare_and_says_why_it_is_sound() {
    no(sayso_tidy::unsafe_code(&Tree::here(), UNSAFE));
}
