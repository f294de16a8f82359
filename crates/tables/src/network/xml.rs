//! Words in XML 1.0, which has no way to write most control characters.

/// Words as they stand in an attribute or an element. What XML cannot say becomes U+FFFD.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // As they are, readers make blanks of them.
            '\t' | '\n' | '\r' => out.push_str(&format!("&#{};", c as u32)),
            c if is_forbidden(c) => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out
}

/// True for what no document of XML 1.0 may hold, and for C1 controls, at which some readers stop.
pub(crate) fn is_forbidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{FFFE}' | '\u{FFFF}')
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_xml_cannot_say_is_replaced() {
        assert_eq!(super::escape("a\0<b>&\"\n\u{202E}"), "a\u{FFFD}&lt;b&gt;&amp;&quot;&#10;\u{202E}");
    }
}
