//! The command line as a user sees it.

#[test]
fn x() {}
