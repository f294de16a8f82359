//! What is a member of an object? For forms that are objects and no rows: the objects and their page of the codebook are made
//! from the same list.

use serde_json::{Map, Value};

use crate::codebook::Line;

/// A member of an object that is made of a row of one type.
pub(crate) struct Member<R: 'static> {
    /// Its name; dots lead into objects.
    pub path: &'static str,
    /// The type of its values, as in JSON schemas.
    pub kind: &'static str,
    /// What a value says, and what a missing one does.
    pub meaning: &'static str,
    /// Where in the ledger it is read.
    pub from: &'static str,
    /// The value of a row; `null` is left out.
    pub value: fn(&R) -> Value,
}

/// A list of members: `path "kind" "meaning" "from" |row| value`.
macro_rules! members {
    ($row:ty; $($path:literal $kind:literal $meaning:literal $from:literal $value:expr;)*) => {
        &[$($crate::member::Member::<$row> {
            path: $path,
            kind: $kind,
            meaning: $meaning,
            from: $from,
            value: $value,
        }),*]
    };
}
pub(crate) use members;

/// The object of a row.
pub(crate) fn object<R>(members: &[Member<R>], row: &R) -> Value {
    let mut out = Map::new();
    for member in members {
        let value = (member.value)(row);
        if !value.is_null() {
            put(&mut out, member.path, value);
        }
    }
    Value::Object(out)
}

fn put(into: &mut Map<String, Value>, path: &str, value: Value) {
    let Some((head, rest)) = path.split_once('.') else {
        into.insert(path.to_owned(), value);
        return;
    };
    let inner = into.entry(head).or_insert_with(|| Value::Object(Map::new()));
    put(inner.as_object_mut().expect("a path leads into objects"), rest, value);
}

/// Their lines in the codebook, each path after a prefix.
pub(crate) fn lines<R>(prefix: &str, members: &[Member<R>]) -> Vec<Line> {
    let line = |m: &Member<R>| Line {
        name: format!("{prefix}{}", m.path),
        kind: m.kind,
        meaning: m.meaning.to_owned(),
        from: m.from.to_owned(),
    };
    members.iter().map(line).collect()
}
