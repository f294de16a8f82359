//! Lists and tuples as Python prints them: `[('Action-1', 'killed', 47)]`.

/// A value that Python printed.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// A string.
    Text(String),
    /// A whole number.
    Number(usize),
    /// A list or a tuple.
    List(Vec<Literal>),
}

impl Literal {
    /// The value that `text` holds and nothing after it; `None` if it holds none.
    ///
    /// ```
    /// use sayso_eval::python::Literal;
    /// let Some(Literal::List(items)) = Literal::parse(r#"[('Time', "Friday's", 3)]"#) else { panic!() };
    /// assert_eq!(items.len(), 1);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let mut chars = text.trim().chars().peekable();
        let value = read(&mut chars)?;
        chars.next().is_none().then_some(value)
    }

    /// Items of a list.
    pub fn items(&self) -> &[Literal] {
        if let Literal::List(items) = self { items } else { &[] }
    }
}

type Chars<'a> = std::iter::Peekable<std::str::Chars<'a>>;

fn read(chars: &mut Chars<'_>) -> Option<Literal> {
    match *chars.peek()? {
        '[' | '(' => list(chars),
        quote @ ('\'' | '"') => text(chars, quote),
        _ => {
            let mut digits = String::new();
            while let Some(digit) = chars.next_if(char::is_ascii_digit) {
                digits.push(digit);
            }
            digits.parse().ok().map(Literal::Number)
        }
    }
}

fn list(chars: &mut Chars<'_>) -> Option<Literal> {
    let close = if chars.next()? == '[' { ']' } else { ')' };
    let mut items = Vec::new();
    loop {
        while chars.next_if(|c| c.is_whitespace() || *c == ',').is_some() {}
        if chars.next_if_eq(&close).is_some() {
            return Some(Literal::List(items));
        }
        items.push(read(chars)?);
    }
}

fn text(chars: &mut Chars<'_>, quote: char) -> Option<Literal> {
    chars.next();
    let mut out = String::new();
    loop {
        match chars.next()? {
            c if c == quote => return Some(Literal::Text(out)),
            '\\' => out.push(match chars.next()? {
                'n' => '\n',
                't' => '\t',
                'x' => hex(chars, 2)?,
                'u' => hex(chars, 4)?,
                other => other,
            }),
            c => out.push(c),
        }
    }
}

fn hex(chars: &mut Chars<'_>, digits: usize) -> Option<char> {
    let code: String = chars.take(digits).collect();
    char::from_u32(u32::from_str_radix(&code, 16).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_keep_their_escapes() {
        let check = |text, expect: Option<&str>| {
            assert_eq!(Literal::parse(text), expect.map(|t| Literal::Text(t.to_owned())), "{text}");
        };
        check(r"'a\'b'", Some("a'b"));
        check(r"'caf\xe9 \u2019'", Some("café ’"));
        check("'open", None);
        check("'a' b", None);
        assert_eq!(Literal::parse("[]"), Some(Literal::List(Vec::new())));
    }
}
