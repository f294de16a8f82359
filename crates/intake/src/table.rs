//! Rows of tables and lines of JSONL: what stands in which column becomes a document.

use sayso_model::{Field, Metadatum};
use serde_json::Value;

use crate::columns::Role;
use crate::{Failure, Options, Reading, date, feed, html, plain, text};

/// Reads a line of JSONL: an object, whose members may be objects in their turn.
pub fn read_line(id: &str, line: &[u8], options: &Options) -> Result<Reading, Failure> {
    let value: Value = serde_json::from_slice(line)
        .map_err(|error| Failure::record(id, format!("it is no line of JSON: {error}")))?;
    let Value::Object(object) = value else {
        return Err(Failure::record(id, "the line is no object"));
    };
    let object = Value::Object(object);
    let member = |name: &str| {
        if let Some(value) = member(&object, name) {
            return Some(value);
        }
        name.split('.').try_fold(&object, |value, part| member(value, part))
    };
    let mut found = Vec::new();
    for role in Role::ALL {
        let names = options.columns.names(role);
        for (name, value) in names.filter_map(|n| Some((n, member(n)?))) {
            if let Some(values) = texts(value, role) {
                found.push((role, name.to_owned(), values));
                break;
            }
        }
    }
    document(id, "member", found, options)
}

/// A member by its name, in any case.
fn member<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    let object = value.as_object()?;
    object.get(name).or_else(|| object.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v))
}

/// A value as text: strings, numbers, and for what can be several, lists of them.
fn texts(value: &Value, role: Role) -> Option<Vec<String>> {
    let one = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) if role == Role::Published => {
            let seconds = number.as_i64().or_else(|| number.as_f64().map(|n| n as i64));
            let day = seconds.and_then(|n| date::day(&n.to_string()).or_else(|| date::from_epoch(n)));
            Some(day.map_or_else(|| number.to_string(), |d| d.to_string()))
        }
        Value::Number(number) => Some(number.to_string()),
        Value::Object(object) => object.get("name").and_then(Value::as_str).map(str::to_owned),
        _ => None,
    };
    let values: Vec<String> = match value {
        Value::Array(values) => values.iter().filter_map(one).collect(),
        value => one(value).into_iter().collect(),
    };
    values.iter().any(|v| !v.trim().is_empty()).then_some(values)
}

/// Reads a row of a table.
pub fn read_row(id: &str, row: Vec<(String, String)>, options: &Options) -> Result<Reading, Failure> {
    let mut found = Vec::new();
    for role in Role::ALL {
        for name in options.columns.names(role) {
            let cell = row.iter().find(|(n, v)| n.trim().eq_ignore_ascii_case(name) && !v.trim().is_empty());
            if let Some((name, value)) = cell {
                found.push((role, name.clone(), vec![value.clone()]));
                break;
            }
        }
    }
    document(id, "column", found, options)
}

fn document(
    id: &str,
    kind: &str,
    found: Vec<(Role, String, Vec<String>)>,
    options: &Options,
) -> Result<Reading, Failure> {
    let mut given = Vec::new();
    let (mut name, mut markup, mut words) = (id.to_owned(), None, None);
    for (role, column, values) in found {
        let field = match role {
            Role::Text => {
                words = Some(values.join("\n\n"));
                continue;
            }
            Role::Html => {
                markup = Some(values.join("\n"));
                continue;
            }
            Role::Id => {
                name = text::words(&values.concat());
                continue;
            }
            Role::Title => Field::Title,
            Role::Author => Field::Author,
            Role::Publisher => Field::Publisher,
            Role::Published => Field::Published,
            Role::Url => Field::Url,
            Role::Language => Field::Language,
        };
        for value in values {
            let value = text::words(&value);
            if !value.is_empty() && value.len() <= 4000 {
                given.push(Metadatum { field, value, origin: format!("{kind} {column}") });
            }
        }
    }
    let limit = options.limits.text_bytes_max;
    if words.as_ref().or(markup.as_ref()).is_some_and(|t| t.len() > limit) {
        return Err(Failure::record(id, format!("text is longer than the limit of {limit} bytes")));
    }
    // The user said where text stands: then it is text, whatever it looks like.
    let said = options.columns.is_named(Role::Text);
    match (markup, words) {
        (Some(markup), None) => Ok(html::read_any(&name, &markup, given, options)),
        (Some(markup), Some(_)) if options.columns.is_named(Role::Html) && !said => {
            Ok(html::read_any(&name, &markup, given, options))
        }
        (_, Some(words)) if !said && looks_like_page(&words) => {
            Ok(html::read_any(&name, &words, given, options))
        }
        (_, Some(words)) => Ok(plain::read_words(&name, words, given, options)),
        (None, None) => Err(Failure::record(id, format!("no {kind} holds a text"))
            .hint("say which one does with `--map text=NAME`, or `--map html=NAME`")),
    }
}

/// A column of text that holds markup is a column of markup.
fn looks_like_page(words: &str) -> bool {
    words.trim_start().starts_with('<') && feed::is_markup(words)
}
