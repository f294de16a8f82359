//! Numbers of victims, in any of the shapes that gold and output use.

use serde_json::Value;

const KINDS: [&str; 4] = ["killed", "wounded", "missing", "displaced"];

/// Kind, lowest and highest number.
pub(super) type Figure = (String, Option<f64>, Option<f64>);

/// Every figure of an event. A list holds one object for each source or for each figure; an object names its kind
/// in `kind`, or holds one figure or a list of figures under the name of each kind.
pub(super) fn figures(casualties: &Value) -> Vec<Figure> {
    let items = match casualties {
        Value::Array(items) => items.as_slice(),
        Value::Object(_) => std::slice::from_ref(casualties),
        _ => &[],
    };
    let mut out = Vec::new();
    for item in items {
        if let Some(kind) = item.get("kind") {
            out.push(figure(kind.as_str().unwrap_or_default(), item));
        }
        for kind in KINDS {
            match item.get(kind) {
                Some(Value::Array(list)) => {
                    out.extend(list.iter().filter(|f| holds(f)).map(|f| figure(kind, f)))
                }
                Some(one) if holds(one) => out.push(figure(kind, one)),
                _ => {}
            }
        }
    }
    out
}

fn holds(figure: &Value) -> bool {
    figure.as_object().is_some_and(|f| !f.is_empty())
}

fn figure(kind: &str, from: &Value) -> Figure {
    let number = |key| from.get(key).and_then(Value::as_f64);
    (kind.to_owned(), number("low"), number("high"))
}

/// How many figures of the gold are among those given, each used once.
pub(super) fn hits(gold: &[Figure], given: &[Figure]) -> usize {
    let mut left: Vec<_> = given.iter().collect();
    let mut hit = 0;
    for figure in gold {
        if let Some(at) = left.iter().position(|f| *f == figure) {
            left.remove(at);
            hit += 1;
        }
    }
    hit
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn all_shapes_give_the_same_figures() {
        let expect = [("killed".to_owned(), Some(7.0), Some(7.0)), ("killed".to_owned(), Some(2.0), None)];
        let check = |shape| assert_eq!(figures(&shape), expect, "{shape}");
        check(
            json!([{"statement": null, "killed": {"low": 7, "high": 7}}, {"killed": {"low": 2, "high": null}}]),
        );
        check(json!({"killed": [{"low": 7, "high": 7}, {}, {"low": 2}]}));
        check(json!([{"kind": "killed", "low": 7, "high": 7}, {"kind": "killed", "low": 2}]));
        assert!(figures(&json!(null)).is_empty());
    }

    #[test]
    fn a_figure_is_used_once() {
        let gold = figures(&json!({"killed": [{"low": 7}, {"low": 7}]}));
        assert_eq!(hits(&gold, &gold[..1]), 1);
    }
}
