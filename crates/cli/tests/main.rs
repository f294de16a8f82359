//! The command line as a user sees it.

mod bad_input;
mod faults;
mod follow;
mod formats;
mod hostile;
mod incidents;
mod ledger;
mod lexicon;
mod records;
mod run;

/// Help, messages and exit statuses, word for word.
#[test]
fn transcripts() {
    trycmd::TestCases::new().case("tests/cmd/*.md");
}
