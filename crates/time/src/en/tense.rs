//! Does the clause around an expression tell of what was, or of what is to come?

use sayso_model::{Annotated, Dep, Pos, Tag, TokenIx};

/// Where the governing words look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tense {
    /// Back.
    Past,
    /// Ahead.
    Future,
    /// The words do not tell.
    #[default]
    Open,
}

/// Where a time at a token lies, by the preposition before it or the nearest verb above it.
pub fn tense_at(text: &Annotated, token: TokenIx) -> Tense {
    let preposition =
        text.head(token).map(|h| text.token(h)).filter(|h| h.pos == Pos::Adp || h.pos == Pos::Sconj);
    match preposition.map(|p| &*p.lower) {
        Some("since") => return Tense::Past,
        Some("until" | "till") => return Tense::Future,
        _ => {}
    }
    let is_verb = |t: &TokenIx| matches!(text.token(*t).pos, Pos::Verb | Pos::Aux);
    let Some(verb) = std::iter::once(token).chain(text.ancestors(token)).find(is_verb) else {
        return Tense::Open;
    };
    match verb_tense(text, verb, 0) {
        // "to answer Monday's attack": a deed that has a day of its own has mostly been done.
        Tense::Future if text.token(token).dep == Dep::Poss && !has_modal(text, verb) => Tense::Open,
        tense => tense,
    }
}

fn helpers(text: &Annotated, verb: TokenIx) -> impl Iterator<Item = &sayso_model::Token> {
    let children = text.children(verb).iter().map(|&c| text.token(c));
    children.filter(|t| t.pos == Pos::Aux || matches!(t.tag, Tag::To | Tag::Md))
}

fn has_modal(text: &Annotated, verb: TokenIx) -> bool {
    helpers(text, verb).any(|t| t.tag == Tag::Md)
}

fn verb_tense(text: &Annotated, verb: TokenIx, depth: u32) -> Tense {
    let token = text.token(verb);
    let perfect = helpers(text, verb).any(|t| t.lower == "have");
    if let Some(modal) = helpers(text, verb).find(|t| t.tag == Tag::Md) {
        // "would have been" and "could not be found" look back.
        return if perfect || modal.lower == "could" { Tense::Past } else { Tense::Future };
    }
    if helpers(text, verb).any(|t| t.tag == Tag::Vbd) {
        return Tense::Past;
    }
    match token.tag {
        Tag::Vbd => Tense::Past,
        Tag::Vbn if helpers(text, verb).any(|t| t.lemma == "have") => Tense::Past,
        Tag::Vb if helpers(text, verb).any(|t| t.tag == Tag::To) => {
            if perfect {
                Tense::Past
            } else {
                Tense::Future
            }
        }
        Tag::Vbg if helpers(text, verb).any(|t| matches!(t.tag, Tag::Vbz | Tag::Vbp)) => Tense::Open,
        Tag::Vbz | Tag::Vbp => Tense::Open,
        Tag::Vbn if helpers(text, verb).next().is_none() && depth == 0 => Tense::Past,
        // Participles and gerunds take the tense of the clause that they stand in.
        _ if depth < 3 => {
            let above = text.ancestors(verb).find(|&t| matches!(text.token(t).pos, Pos::Verb | Pos::Aux));
            above.map_or(Tense::Open, |v| verb_tense(text, v, depth + 1))
        }
        _ => Tense::Open,
    }
}
