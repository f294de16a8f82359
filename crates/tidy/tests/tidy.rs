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
