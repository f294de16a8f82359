//! Does the clause around an expression tell of what was, or of what is to come?

use sayso_model::{Annotated, Pos, Tag, TokenIx};

/// Where the governing verb looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tense {
    /// Back.
    Past,
    /// Ahead.
    Future,
    /// The verb does not tell.
    #[default]
    Open,
}

/// Tense of the nearest verb above a token.
pub fn tense_at(text: &Annotated, token: TokenIx) -> Tense {
    let verb = std::iter::once(token)
        .chain(text.ancestors(token))
        .find(|&t| matches!(text.token(t).pos, Pos::Verb | Pos::Aux));
    verb.map_or(Tense::Open, |v| verb_tense(text, v, 0))
}

fn verb_tense(text: &Annotated, verb: TokenIx, depth: u32) -> Tense {
    let token = text.token(verb);
    let helpers = || {
        text.children(verb)
            .iter()
            .map(|&c| text.token(c))
            .filter(|t| t.pos == Pos::Aux || t.tag == Tag::To || t.tag == Tag::Md)
    };
    if helpers().any(|t| t.tag == Tag::Md) {
        // "could have been" looks back.
        return if helpers().any(|t| t.lower == "have") { Tense::Past } else { Tense::Future };
    }
    if helpers().any(|t| t.tag == Tag::Vbd) {
        return Tense::Past;
    }
    match token.tag {
        Tag::Vbd => Tense::Past,
        Tag::Vbn if helpers().any(|t| matches!(&*t.lemma, "have")) => Tense::Past,
        Tag::Vb if helpers().any(|t| t.tag == Tag::To) => {
            if helpers().any(|t| t.lower == "have") {
                Tense::Past
            } else {
                Tense::Future
            }
        }
        Tag::Vbg if helpers().any(|t| matches!(t.tag, Tag::Vbz | Tag::Vbp)) => Tense::Open,
        Tag::Vbz | Tag::Vbp => Tense::Open,
        Tag::Vbn if helpers().next().is_none() && depth == 0 => Tense::Past,
        // Participles and gerunds take the tense of the clause that they stand in.
        _ if depth < 3 => {
            let above = text.ancestors(verb).find(|&t| matches!(text.token(t).pos, Pos::Verb | Pos::Aux));
            above.map_or(Tense::Open, |v| verb_tense(text, v, depth + 1))
        }
        _ => Tense::Open,
    }
}
