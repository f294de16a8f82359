//! Sentences with expected codings, in the XML of PETRARCH's validation files.

use jiff::civil::Date;
use sayso_dictionaries::Options;

/// A source, a target and what the one does to the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Triple {
    pub(super) source: String,
    pub(super) target: String,
    pub(super) code: String,
}

/// A sentence of the file.
#[derive(Clone, Debug)]
pub(super) struct Record {
    pub(super) id: String,
    pub(super) text: String,
    pub(super) day: Option<Date>,
    pub(super) expected: Vec<Triple>,
    /// Why its makers do not expect it to be coded so, where they say as much.
    pub(super) doubt: Option<&'static str>,
    /// Settings that the file makes before it.
    pub(super) options: Options,
}

/// Reads all sentences in order.
pub(super) fn read(xml: &str) -> Vec<Record> {
    let xml = without_comments(xml);
    let mut options = Options::default();
    let mut out = Vec::new();
    let mut pieces = xml.split("<Sentence ");
    settings(pieces.next().unwrap_or_default(), &mut options);
    for piece in pieces {
        let (inside, after) = piece.split_once("</Sentence>").unwrap_or((piece, ""));
        out.push(record(inside, options));
        settings(after, &mut options);
    }
    out
}

fn record(xml: &str, options: Options) -> Record {
    let (head, body) = xml.split_once('>').unwrap_or((xml, ""));
    let text = body.split_once("<Text>").and_then(|(_, t)| t.split_once("</Text>")).map_or("", |(t, _)| t);
    // Tokens of a treebank that a person would not write.
    let text = unescape(text).replace("``", "\"").replace("''", "\"").replace('_', " ");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut expected = Vec::new();
    for coding in body.split("<EventCoding").skip(1) {
        let coding = coding.split('>').next().unwrap_or_default();
        let triple = || {
            let code = |name| Some(attribute(coding, name)?.trim_matches('"').to_owned());
            Some(Triple {
                source: code("sourcecode")?,
                target: code("targetcode")?,
                code: code("eventcode")?,
            })
        };
        expected.extend(triple());
    }
    let doubt = match () {
        () if attribute(head, "sentence").as_deref() == Some("false") => {
            Some("its makers mark it as not implemented")
        }
        () if !body.contains("<EventCoding") => Some("its makers give no expectation"),
        () if body.contains("error=") => Some("its tree is broken on purpose"),
        () if text.is_empty() => Some("it has no text"),
        () if !same_words(&text, body) => Some("its text is not that of the tree its makers code"),
        () => None,
    };
    let day = attribute(head, "date").and_then(|d| day(&d));
    Record { id: attribute(head, "id").unwrap_or_default(), text, day, expected, doubt, options }
}

fn settings(xml: &str, options: &mut Options) {
    for config in xml.split("<Config ").skip(1) {
        let config = config.split('>').next().unwrap_or_default();
        let value = attribute(config, "value").unwrap_or_default().to_lowercase();
        match attribute(config, "option").as_deref() {
            Some("require_dyad") => options.both_parties = value != "false",
            Some("new_actor_length") => options.new_actor_words_max = value.parse().unwrap_or(0),
            _ => {}
        }
    }
}

/// True if the words of the tree's leaves are those of the text, or there is no tree to tell.
fn same_words(text: &str, body: &str) -> bool {
    let Some((_, tree)) = body.split_once("<Parse>") else { return true };
    let tree = tree.split("</Parse>").next().unwrap_or_default();
    if !tree.contains('(') {
        return true;
    }
    let leaves = tree.split(')').filter_map(|piece| {
        let word = piece.rsplit_once('(')?.1.split_once(char::is_whitespace)?.1;
        Some(unescape(word.trim()))
    });
    let letters =
        |s: &str| s.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    letters(&leaves.collect::<String>()) == letters(text)
}

fn day(text: &str) -> Option<Date> {
    let digits: Vec<_> = text.trim().bytes().filter(u8::is_ascii_digit).collect();
    let text = String::from_utf8(digits).ok()?;
    let text = if text.len() == 6 { format!("20{text}") } else { text };
    Date::new(text.get(..4)?.parse().ok()?, text.get(4..6)?.parse().ok()?, text.get(6..8)?.parse().ok()?).ok()
}

fn attribute(xml: &str, name: &str) -> Option<String> {
    let (before, after) = xml.split_once(name)?;
    let _ = before;
    let value = after.trim_start().strip_prefix('=')?.trim_start();
    let mark = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    Some(unescape(value[1..].split(mark).next()?))
}

fn without_comments(xml: &str) -> String {
    let mut out = String::new();
    let mut rest = xml;
    while let Some((before, after)) = rest.split_once("<!--") {
        out.push_str(before);
        rest = after.split_once("-->").map_or("", |(_, rest)| rest);
    }
    out + rest
}

fn unescape(xml: &str) -> String {
    let plain = xml.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'");
    plain.replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_read_with_their_settings() {
        let xml = r#"<Sentences><!-- <Sentence id="no"> --><Config option="require_dyad" value="False"></Config>
            <Sentence date="19950103" id="A-1" sentence="true"><EventCoding sourcecode='"OLD TOWN"' targetcode="BRD" eventcode="032"></EventCoding>
            <Text>Old  Town left
            for Borduria.</Text><Parse>(ROOT (S (NP (NNP Old) (NNP Town)) (VP (VBD left) (PP (IN for) (NP (NNP Borduria)))) (. .)))</Parse></Sentence>
            <Config option="require_dyad" value="True"></Config>
            <Sentence date="121108" id="A-2"/><EventCoding noevents="True" /><Text>Nothing &amp; nobody</Text><Parse>(X (Y Other))</Parse></Sentence>"#;
        let records = read(xml);
        assert_eq!(records.len(), 2);
        assert_eq!(records[0].text, "Old Town left for Borduria.");
        assert_eq!(records[0].expected[0].source, "OLD TOWN");
        assert_eq!((records[0].doubt, records[0].options.both_parties), (None, false));
        assert_eq!(records[1].day, Some(Date::constant(2012, 11, 8)));
        assert_eq!(records[1].doubt, Some("its text is not that of the tree its makers code"));
        assert!(records[1].expected.is_empty() && records[1].options.both_parties);
    }
}
