//! Is a chunk the address of a page or a mailbox? spaCy's pattern for addresses (after Diego Perini, MIT), read by
//! hand: it is tried on every chunk that contains a period, and regular expressions of its kind are slow to build.

use crate::vocab::Classes;

/// True if the whole chunk, which contains no white space, is an address.
pub(super) fn is_address(classes: &Classes, text: &str) -> bool {
    if !text.contains('.') {
        return false;
    }
    is_host_and_path(classes, text)
        || after_scheme(classes, text).is_some_and(|rest| is_host_and_path(classes, rest))
}

/// What follows `scheme://`.
fn after_scheme<'a>(classes: &Classes, text: &'a str) -> Option<&'a str> {
    let (scheme, rest) = text.split_once("://")?;
    let fits = |c: char| classes.word.has(c) || matches!(c, '+' | '-' | '.');
    (scheme.chars().count() >= 2 && scheme.chars().all(fits)).then_some(rest)
}

/// True for `user@host:port/path`; everything but the host may be absent.
fn is_host_and_path(classes: &Classes, text: &str) -> bool {
    is_host(classes, text)
        || text.match_indices('@').any(|(at, _)| at > 0 && is_host(classes, &text[at + 1..]))
}

/// True for `host:port/path`.
fn is_host(classes: &Classes, text: &str) -> bool {
    is_number_host(classes, text) || is_name_host(classes, text)
}

fn is_name_host(classes: &Classes, text: &str) -> bool {
    let mut rest = text;
    while let Some((label, after)) = rest.split_once('.') {
        if !is_label(label) {
            return false;
        }
        rest = after;
        let end = rest.find(|c| !classes.alpha_lower.has(c)).unwrap_or(rest.len());
        if (2..=63).contains(&rest[..end].chars().count()) && is_port_and_path(classes, &rest[end..]) {
            return true;
        }
    }
    false
}

/// Part of the name of a host: 1 to 64 letters, digits, hyphens and underscores, a letter or digit at both ends.
fn is_label(label: &str) -> bool {
    let inner = |c: char| c.is_ascii_alphanumeric() || ('\u{a1}'..='\u{ffff}').contains(&c);
    let (mut len, mut last) = (0, None);
    for c in label.chars() {
        len += 1;
        if len > 64 || !(inner(c) || (len > 1 && matches!(c, '-' | '_'))) {
            return false;
        }
        last = Some(c);
    }
    last.is_some_and(inner)
}

/// True for four numbers that are the public address of a host.
fn is_number_host(classes: &Classes, text: &str) -> bool {
    let mut octets = [""; 4];
    let mut rest = text;
    for octet in &mut octets[..3] {
        let Some((first, after)) = rest.split_once('.') else { return false };
        (*octet, rest) = (first, after);
    }
    let end = rest.find(|c| !classes.decimal.has(c)).unwrap_or(rest.len());
    octets[3] = &rest[..end];
    let decimal =
        |s: &str| !s.is_empty() && s.chars().count() <= 3 && s.chars().all(|c| classes.decimal.has(c));
    if !octets.iter().all(|s| decimal(s)) || is_private(octets) {
        return false;
    }
    let [a, b, c, d] = octets;
    let first = is_1_to_99(a) || is_100s(a) || starts_then_digits(a, "2", "01", 1) || starts(a, "22", "0123");
    let middle = |s: &str| {
        let short = s.strip_prefix('1').filter(|r| !r.is_empty()).unwrap_or(s);
        (1..=2).contains(&short.chars().count())
            || starts_then_digits(s, "2", "01234", 1)
            || starts(s, "25", "012345")
    };
    let last =
        is_1_to_99(d) || is_100s(d) || starts_then_digits(d, "2", "01234", 1) || starts(d, "25", "01234");
    first && middle(b) && middle(c) && last && is_port_and_path(classes, &rest[end..])
}

/// `[1-9]\d?`
fn is_1_to_99(s: &str) -> bool {
    s.starts_with(|c| ('1'..='9').contains(&c)) && s.chars().count() <= 2
}

/// `1\d\d`
fn is_100s(s: &str) -> bool {
    s.starts_with('1') && s.chars().count() == 3
}

/// `prefix`, one of `set`, and nothing else.
fn starts(s: &str, prefix: &str, set: &str) -> bool {
    s.strip_prefix(prefix).is_some_and(|r| r.chars().count() == 1 && r.chars().all(|c| set.contains(c)))
}

/// `prefix`, one of `set`, and `digits` more digits.
fn starts_then_digits(s: &str, prefix: &str, set: &str, digits: usize) -> bool {
    let Some(rest) = s.strip_prefix(prefix) else { return false };
    rest.chars().next().is_some_and(|c| set.contains(c)) && rest.chars().count() == 1 + digits
}

/// Addresses inside one network: 10, 127, 169.254, 192.168, 172.16 to 172.31.
fn is_private([a, b, _, _]: [&str; 4]) -> bool {
    let from_16 = || {
        let digit = |s: &str, set: &str| {
            s.chars().count() == 1 && (set.is_empty() || s.chars().all(|c| set.contains(c)))
        };
        b.strip_prefix('1').is_some_and(|r| digit(r, "6789"))
            || b.strip_prefix('2').is_some_and(|r| digit(r, ""))
            || b.strip_prefix('3').is_some_and(|r| digit(r, "01"))
    };
    matches!(a, "10" | "127")
        || matches!((a, b), ("169", "254") | ("192", "168"))
        || (a == "172" && from_16())
}

/// True for `:port` and a path, both of which may be absent.
fn is_port_and_path(classes: &Classes, text: &str) -> bool {
    let is_path = |s: &str| s.is_empty() || s.starts_with(['/', '?', '#']);
    if let Some(port) = text.strip_prefix(':') {
        let end = port.find(|c| !classes.decimal.has(c)).unwrap_or(port.len());
        return (2..=5).contains(&port[..end].chars().count()) && is_path(&port[end..]);
    }
    is_path(text)
}
