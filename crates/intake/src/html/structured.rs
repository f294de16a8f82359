//! What does the structured data of a page say? JSON-LD: the node that is the article, and those it refers to.

use serde_json::{Map, Value};

/// Nodes of one page that are looked at.
const NODES_MAX: usize = 2000;

/// The node of the article.
pub struct Article {
    node: Map<String, Value>,
    nodes: Vec<Map<String, Value>>,
    /// Whether the node is an article, or the page that it stands on.
    pub is_article: bool,
}

impl Article {
    /// Finds the article in the scripts of a page. `address` helps to tell it from others that are listed.
    pub fn find(scripts: &[String], address: Option<&str>) -> Option<Self> {
        let mut nodes = Vec::new();
        for script in scripts {
            if let Some(value) = parse(script) {
                gather(value, &mut nodes);
            }
        }
        let articles: Vec<usize> = (0..nodes.len()).filter(|&i| is_article(&nodes[i])).collect();
        let same = |&&i: &&usize| address.is_some_and(|a| refers_to(&nodes[i], a));
        let chosen = articles.iter().find(same).or(articles.first()).copied();
        let page =
            || nodes.iter().position(|n| has_type(n, |t| t == "WebPage") && n.contains_key("datePublished"));
        let at = chosen.or_else(page)?;
        let node = nodes[at].clone();
        Some(Self { node, is_article: chosen.is_some(), nodes })
    }

    /// A member that is a text.
    pub fn text(&self, key: &str) -> Option<String> {
        self.node.get(key).and_then(|v| self.name(v))
    }

    /// A member that names somebody or several.
    pub fn names(&self, key: &str) -> Vec<String> {
        let values = match self.node.get(key) {
            Some(Value::Array(values)) => values.iter().collect(),
            Some(value) => vec![value],
            None => Vec::new(),
        };
        values.into_iter().take(20).filter_map(|v| self.name(v)).collect()
    }

    /// The page says that only those who pay can read all of it.
    pub fn is_behind_paywall(&self) -> bool {
        match self.node.get("isAccessibleForFree") {
            Some(Value::Bool(free)) => !free,
            Some(Value::String(free)) => free.eq_ignore_ascii_case("false"),
            _ => false,
        }
    }

    /// The article's text, if the page gives it here.
    pub fn body(&self) -> Option<String> {
        let body = self.node.get("articleBody")?.as_str()?;
        Some(super::entity::decode_text(body).into_owned()).filter(|b| !b.trim().is_empty())
    }

    /// A text, or the name of a thing, or of the node that it refers to.
    fn name(&self, value: &Value) -> Option<String> {
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Array(values) => return values.first().and_then(|v| self.name(v)),
            Value::Object(object) => match object.get("name").or_else(|| object.get("@value")) {
                Some(Value::String(name)) => name.clone(),
                Some(Value::Array(names)) => names.first()?.as_str()?.to_owned(),
                _ => {
                    let id = object.get("@id")?.as_str()?;
                    let node = self
                        .nodes
                        .iter()
                        .find(|n| n.get("@id").and_then(Value::as_str) == Some(id) && n.contains_key("name"));
                    match node {
                        Some(node) => node.get("name")?.as_str()?.to_owned(),
                        // The address of a page is the name of a page.
                        None if id.starts_with("http") => id.to_owned(),
                        None => return None,
                    }
                }
            },
            Value::Number(number) => number.to_string(),
            _ => return None,
        };
        let text = crate::text::words(&super::entity::decode_text(&text));
        (!text.is_empty() && text.len() <= 2000).then_some(text)
    }
}

/// A script as JSON, also one that is wrapped as scripts once were or holds line ends in its strings.
fn parse(script: &str) -> Option<Value> {
    if let Ok(value) = serde_json::from_str(script) {
        return Some(value);
    }
    let script = script.replace("<![CDATA[", "").replace("]]>", "");
    let from = script.find(['{', '['])?;
    let to = script.rfind(['}', ']'])?;
    let body: String = script.get(from..=to)?.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    serde_json::from_str(&body).ok()
}

/// All nodes that stand for themselves: not those that are parts of others.
fn gather(value: Value, nodes: &mut Vec<Map<String, Value>>) {
    if nodes.len() >= NODES_MAX {
        return;
    }
    match value {
        Value::Array(values) => values.into_iter().for_each(|v| gather(v, nodes)),
        Value::Object(mut object) => {
            for key in ["@graph", "mainEntity"] {
                if let Some(inner) = object.remove(key) {
                    gather(inner, nodes);
                }
            }
            nodes.push(object);
        }
        _ => {}
    }
}

fn has_type(node: &Map<String, Value>, test: impl Fn(&str) -> bool) -> bool {
    let bare = |t: &str| test(t.rsplit(['/', ':', '#']).next().unwrap_or(t));
    match node.get("@type") {
        Some(Value::String(name)) => bare(name),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).any(bare),
        _ => false,
    }
}

fn is_article(node: &Map<String, Value>) -> bool {
    has_type(node, |t| t.ends_with("Article") || t.ends_with("BlogPosting") || t == "Report")
}

fn refers_to(node: &Map<String, Value>, address: &str) -> bool {
    let same = |text: &str| text.trim_end_matches('/') == address.trim_end_matches('/');
    ["url", "@id", "mainEntityOfPage"].iter().any(|key| match node.get(*key) {
        Some(Value::String(text)) => same(text),
        Some(Value::Object(object)) => object.get("@id").and_then(Value::as_str).is_some_and(same),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(script: &str) -> Option<Article> {
        Article::find(&[script.to_owned()], Some("https://a.example/1"))
    }

    #[test]
    fn the_article_is_found_in_a_graph_and_its_references_are_followed() {
        let article = find(
            r##"{"@context": "https://schema.org", "@graph": [
                {"@type": "WebPage", "datePublished": "2026-01-01"},
                {"@type": ["NewsArticle", "Thing"], "url": "https://a.example/2", "headline": "Other"},
                {"@type": "ReportageNewsArticle", "mainEntityOfPage": {"@id": "https://a.example/1/"},
                 "headline": "Tom &amp; Ada", "publisher": {"@id": "#us"}, "isAccessibleForFree": "False",
                 "author": [{"name": "A. Roe"}, "J. Doe", {"@id": "#gone"}]},
                {"@type": "Organization", "@id": "#us", "name": "The Example"}]}"##,
        )
        .unwrap();
        assert_eq!(article.text("headline").as_deref(), Some("Tom & Ada"));
        assert_eq!(article.text("publisher").as_deref(), Some("The Example"));
        assert_eq!(article.names("author"), ["A. Roe", "J. Doe"]);
        assert!(article.is_behind_paywall() && article.is_article);
    }

    #[test]
    fn scripts_that_are_no_json_are_mended_or_left() {
        let wrapped = "//<![CDATA[\n{\"@type\": \"NewsArticle\", \"headline\": \"Two\nlines\"};\n//]]>";
        assert_eq!(find(wrapped).unwrap().text("headline").as_deref(), Some("Two lines"));
        for bad in ["", "{", "[]", "null", "{\"@type\": \"Person\"}", "}{"] {
            assert!(find(bad).is_none(), "{bad}");
        }
        assert!(find(&"[".repeat(100_000)).is_none());
    }
}
