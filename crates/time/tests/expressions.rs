//! English time expressions, without tags: words, value, first and last day, told on a Wednesday.

use jiff::civil::date;
use sayso_model::Annotated;
use sayso_time::{TimeExpression, TimeGrammar};

fn find(text: &str) -> Vec<TimeExpression> {
    let grammar = TimeGrammar::load().expect("the built-in grammar is sound");
    // A Wednesday.
    grammar.find(text, &Annotated::default(), Some(date(2026, 2, 11)))
}

#[track_caller]
fn check(text: &str, expect: &[(&str, &str, &str)]) {
    let found: Vec<(String, String, String)> = find(text)
        .iter()
        .map(|t| {
            let days = match t.interval {
                Some((a, b)) if a == b => a.to_string(),
                Some((a, b)) => format!("{a}/{b}"),
                None => t.precision.to_owned(),
            };
            (t.span.text(text).to_owned(), t.value.clone(), days)
        })
        .collect();
    let found: Vec<(&str, &str, &str)> = found.iter().map(|(a, b, c)| (&**a, &**b, &**c)).collect();
    assert_eq!(found, expect, "{text}");
}

#[test]
fn a_march_is_no_month() {
    check("the Great March of Return in 2018", &[("2018", "2018", "2018-01-01/2018-12-31")]);
    check("in March of 2019", &[("March of 2019", "2019-03", "2019-03-01/2019-03-31")]);
}

#[test]
fn absolute_dates() {
    check("on March 3, 2024.", &[("March 3, 2024", "2024-03-03", "2024-03-03")]);
    check("on 3 March 2024", &[("3 March 2024", "2024-03-03", "2024-03-03")]);
    check("on the 3rd of March, 2024,", &[("the 3rd of March, 2024", "2024-03-03", "2024-03-03")]);
    check("the Oct. 7 attack", &[("Oct. 7", "2025-10-07", "2025-10-07")]);
    check("On Sunday, Jan. 4, they", &[("Sunday, Jan. 4", "2026-01-04", "2026-01-04")]);
    check("dated 2023-12-05, it", &[("2023-12-05", "2023-12-05", "2023-12-05")]);
    check("from 12/05/2023", &[("12/05/2023", "2023-12-05", "2023-12-05")]);
    check("January 3-5, 2025", &[("January 3-5, 2025", "2025-01-03", "2025-01-03/2025-01-05")]);
    check("in September 2015", &[("September 2015", "2015-09", "2015-09-01/2015-09-30")]);
    check("since 2014", &[("2014", "2014", "2014-01-01/2014-12-31")]);
    check("the 1990s", &[("the 1990s", "199", "1990-01-01/1999-12-31")]);
    check("in the late 19th century", &[("the late 19th century", "18", "1867-09-01/1900-12-31")]);
    check("in nineteen ninety-six", &[("nineteen ninety-six", "1996", "1996-01-01/1996-12-31")]);
}

#[test]
fn days_of_the_week() {
    check("on Wednesday", &[("Wednesday", "2026-02-11", "2026-02-11")]);
    check("on Thursday", &[("Thursday", "2026-02-05", "2026-02-05")]);
    check("last Wednesday", &[("last Wednesday", "2026-02-04", "2026-02-04")]);
    check("next Tuesday", &[("next Tuesday", "2026-02-17", "2026-02-17")]);
    check("Monday's attack", &[("Monday", "2026-02-09", "2026-02-09")]);
    check("on Friday night", &[("Friday night", "2026-02-06TNI", "2026-02-06")]);
    check("Saturday last week", &[("Saturday last week", "2026-02-07", "2026-02-07")]);
    check("over the weekend", &[("the weekend", "2026-W06-WE", "2026-02-07/2026-02-08")]);
}

#[test]
fn told_from_the_day_of_writing() {
    check("yesterday morning", &[("yesterday morning", "2026-02-10TMO", "2026-02-10")]);
    check("three days ago", &[("three days ago", "2026-02-08", "2026-02-08")]);
    check("two weeks ago", &[("two weeks ago", "2026-W05", "vague")]);
    check("two years ago", &[("two years ago", "2024", "vague")]);
    check("last week", &[("last week", "2026-W06", "2026-02-02/2026-02-08")]);
    check("earlier this month", &[("earlier this month", "2026-02", "2026-02-01/2026-02-11")]);
    check("last year", &[("last year", "2025", "2025-01-01/2025-12-31")]);
    check("in the past three days", &[("the past three days", "P3D", "2026-02-08/2026-02-11")]);
    check("early 2016", &[("early 2016", "2016", "2016-01-01/2016-05-01")]);
    check("in May", &[("May", "2025-05", "2025-05-01/2025-05-31")]);
    check("last December", &[("last December", "2025-12", "2025-12-01/2025-12-31")]);
    check("in recent days", &[("recent days", "PXD", "vague")]);
    check("last summer", &[("last summer", "2025-SU", "2025-06-01/2025-08-31")]);
    check(
        "the fourth quarter of 2024",
        &[("the fourth quarter of 2024", "2024-Q4", "2024-10-01/2024-12-31")],
    );
}

#[test]
fn told_from_the_date_before() {
    check(
        "It began on May 3, 2020. The next day they left; two days later they came back.",
        &[
            ("May 3, 2020", "2020-05-03", "2020-05-03"),
            ("The next day", "2020-05-04", "2020-05-04"),
            ("two days later", "2020-05-06", "2020-05-06"),
        ],
    );
}

#[test]
fn lengths_and_repetitions_are_no_dates() {
    check("for nearly three years", &[("nearly three years", "P3Y", "vague")]);
    check("a two-week siege", &[("two-week", "P2W", "vague")]);
    check("half an hour", &[("half an hour", "PT30M", "vague")]);
    check("every week", &[("every week", "P1W", "vague")]);
    check("each Tuesday", &[("each Tuesday", "XXXX-WXX-2", "vague")]);
}

#[test]
fn named_days() {
    check("before Christmas", &[("Christmas", "2025-12-25", "2025-12-25")]);
    check("on Eid al-Fitr", &[("Eid al-Fitr", "2026-03-20", "2026-03-20")]);
    check("Easter Sunday 2024", &[("Easter Sunday 2024", "2024-03-31", "2024-03-31")]);
}

#[test]
fn what_is_no_time() {
    for text in [
        "a 6-year-old boy",
        "2,000 people",
        "2000 people came",
        "$1990",
        "He may go.",
        "Sun rose 1.05 a share",
    ] {
        check(text, &[]);
    }
}

#[test]
fn without_a_day_of_writing_nothing_is_guessed() {
    let grammar = TimeGrammar::load().unwrap();
    let found = grammar.find("on Monday, May 3 and in 2020", &Annotated::default(), None);
    let intervals: Vec<bool> = found.iter().map(|t| t.interval.is_some()).collect();
    assert_eq!(intervals, [false, true], "{found:?}");
}
