//! Does the event stand in a condition, or hang on one, that the tree does not show?
//!
//! A parser takes "as long as", "provided", "should they attack" for many things. The words themselves are plain: what
//! follows them up to the next comma has not happened, and what is to come in the same sentence depends on it.

use rustc_hash::FxHashMap;
use sayso_model::{Annotated, Dep, Pos, Sentence, Tag, Token, TokenIx};
use smol_str::SmolStr;

use super::table::{data_file, rows};
use crate::Error;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Condition,
    Clause,
    Turned,
    Question,
    Tree,
}

impl Kind {
    fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "condition" => Self::Condition,
            "clause" => Self::Clause,
            "turned" => Self::Turned,
            "question" => Self::Question,
            "tree" => Self::Tree,
            _ => return None,
        })
    }
}

/// Words that open conditions, by the first of them; the longest phrase first.
pub(crate) struct Openers(FxHashMap<SmolStr, Vec<(Vec<SmolStr>, Kind)>>);

/// How an event stands to the conditions of its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It is what the condition is about.
    Within(TokenIx),
    /// It is what is in question.
    Asked(TokenIx),
    /// If it is to come, it depends on the condition.
    Under(TokenIx),
}

impl Openers {
    pub(crate) fn load() -> Result<Self, Error> {
        let (file, text) = data_file!("data/en/lexicon/event/condition.tsv");
        let mut openers: FxHashMap<SmolStr, Vec<(Vec<SmolStr>, Kind)>> = FxHashMap::default();
        for row in rows(file, text) {
            let kind = Kind::from_name(row.cell(1)?).ok_or_else(|| row.error("no such kind of condition"))?;
            let words: Vec<SmolStr> = row.cell(0)?.split(' ').map(SmolStr::new).collect();
            openers.entry(words[0].clone()).or_default().push((words, kind));
        }
        for list in openers.values_mut() {
            list.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        Ok(Self(openers))
    }

    /// How the event at `event` stands to the conditions of its sentence. `inside` says which words are its source's.
    pub(crate) fn standing(
        &self,
        annotated: &Annotated,
        event: TokenIx,
        inside: impl Fn(TokenIx) -> bool,
    ) -> Option<Standing> {
        let sentence = annotated.sentence_of(event);
        let mut under = None;
        let mut at = sentence.start;
        while at < sentence.end {
            let Some((kind, after)) = self.opening(annotated, sentence, at) else {
                at += 1;
                continue;
            };
            let end = stretch_end(annotated, sentence, after);
            if (after..end).contains(&event) {
                let told = (after..event).any(|t| matches!(annotated.token(t).tag, Tag::Wp | Tag::Wdt));
                return match kind {
                    _ if told || !can_hang(annotated, event) => None,
                    // "whether the strikes helped" takes the strikes for granted.
                    Kind::Question if is_told_of(annotated, event) => None,
                    Kind::Question => Some(Standing::Asked(at)),
                    _ => Some(Standing::Within(at)),
                };
            }
            let opens = at == sentence.start || !inside(at - 1) || is_break(annotated, at - 1);
            if !matches!(kind, Kind::Question | Kind::Tree) && inside(at) && (event < at || opens) {
                under = Some(Standing::Under(at));
            }
            at = after;
        }
        under
    }

    /// The opener at a token, and the token after it.
    fn opening(&self, annotated: &Annotated, sentence: Sentence, at: TokenIx) -> Option<(Kind, TokenIx)> {
        let fits = |words: &[SmolStr]| {
            let after = at + words.len() as TokenIx;
            after < sentence.end && (at..after).zip(words).all(|(t, w)| annotated.token(t).lower == *w)
        };
        let (words, kind) = self.0.get(&annotated.token(at).lower)?.iter().find(|(words, _)| fits(words))?;
        let after = at + words.len() as TokenIx;
        let stands = match kind {
            Kind::Clause => is_open(annotated, sentence, at) && holds_clause(annotated, sentence, after),
            Kind::Turned => is_turned(annotated, sentence, at),
            Kind::Tree => !is_comparing(annotated, sentence, at),
            Kind::Condition | Kind::Question => true,
        };
        stands.then_some((*kind, after))
    }
}

/// A comma, dash, colon, bracket or quotation mark, or a word that joins clauses.
fn is_break(annotated: &Annotated, token: TokenIx) -> bool {
    let t = annotated.token(token);
    t.pos == Pos::Punct || t.pos == Pos::Cconj || t.lower == "that"
}

/// The first comma or the like at or after a token, or the end of the sentence.
fn stretch_end(annotated: &Annotated, sentence: Sentence, from: TokenIx) -> TokenIx {
    let closes = |t: TokenIx| annotated.token(t).pos == Pos::Punct && annotated.token(t).tag != Tag::Hyph;
    (from..sentence.end).find(|&t| closes(t)).unwrap_or(sentence.end)
}

/// True if a word that can be a verb of its own opens a clause here: nobody does it, nothing is done to.
fn is_open(annotated: &Annotated, sentence: Sentence, at: TokenIx) -> bool {
    let begins = at == sentence.start || annotated.token(at - 1).pos == Pos::Punct;
    let next = annotated.token(at + 1).pos;
    begins && matches!(next, Pos::Det | Pos::Noun | Pos::Propn | Pos::Pron | Pos::Adj | Pos::Num)
}

/// True if a finite verb follows before the next comma.
fn holds_clause(annotated: &Annotated, sentence: Sentence, from: TokenIx) -> bool {
    let finite = |t: TokenIx| matches!(annotated.token(t).tag, Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md);
    (from..stretch_end(annotated, sentence, from)).any(finite)
}

/// "should they attack, we would …", "had they attacked, … would have …", "were they to attack".
fn is_turned(annotated: &Annotated, sentence: Sentence, at: TokenIx) -> bool {
    let nominal = |t: TokenIx| {
        matches!(annotated.token(t).pos, Pos::Det | Pos::Noun | Pos::Propn | Pos::Pron | Pos::Num)
    };
    let asks = |t: TokenIx| matches!(annotated.token(t).tag, Tag::Wp | Tag::Wdt | Tag::Wrb | Tag::WpS);
    if !nominal(at + 1) || annotated.token(sentence.end - 1).lower == "?" {
        return false;
    }
    // "should" never stands before a noun in a plain sentence; "were" and "had" do.
    let free = at == sentence.start
        || match annotated.token(at).tag {
            Tag::Md => !asks(at - 1),
            _ => {
                !matches!(annotated.token(at - 1).pos, Pos::Pron | Pos::Adv | Pos::Aux)
                    && !is_subject_of(annotated, at - 1, at)
            }
        };
    let end = stretch_end(annotated, sentence, at + 1);
    let to_come = |t: TokenIx| annotated.token(t).tag == Tag::Md && t != at;
    let begins = at == sentence.start || annotated.token(at - 1).pos == Pos::Punct;
    let within = |fits: fn(&Token) -> bool| (at + 2..end).any(|t| fits(annotated.token(t)));
    let holds = match annotated.token(at).tag {
        Tag::Md => within(|t| matches!(t.tag, Tag::Vb | Tag::Vbp) || t.pos == Pos::Noun),
        _ if begins && annotated.token(at).lemma == "have" => {
            within(|t| matches!(t.tag, Tag::Vbn | Tag::Vbd))
        }
        _ => within(|t| t.lower == "to") && within(|t| t.tag == Tag::Vb),
    };
    let answered = (sentence.start..at).chain(end..sentence.end).any(to_come);
    free && holds && answered
}

/// True if the noun before an auxiliary is the subject of its verb.
fn is_subject_of(annotated: &Annotated, noun: TokenIx, auxiliary: TokenIx) -> bool {
    let verb = annotated.head(auxiliary).unwrap_or(auxiliary);
    let (first, _) = annotated.edges(verb);
    let is_subject = matches!(annotated.token(noun).dep, Dep::Nsubj | Dep::Nsubjpass);
    is_subject && first <= noun && annotated.head(noun) == Some(verb)
}

/// "as if", "what if".
fn is_comparing(annotated: &Annotated, sentence: Sentence, at: TokenIx) -> bool {
    at > sentence.start && matches!(annotated.token(at - 1).lower.as_str(), "as" | "what")
}

/// A verb, or a noun without a word before it that takes it for known ("the attack" has been).
fn can_hang(annotated: &Annotated, event: TokenIx) -> bool {
    let t = annotated.token(event);
    let known = |c: TokenIx| matches!(annotated.token(c).tag, Tag::Dt | Tag::PrpS | Tag::Pos);
    match t.pos {
        Pos::Verb => !matches!(t.dep, Dep::Amod | Dep::Acl | Dep::Relcl),
        Pos::Noun => !annotated.children(event).iter().any(|&c| known(c)),
        _ => false,
    }
}

/// A noun that something is said of.
fn is_told_of(annotated: &Annotated, event: TokenIx) -> bool {
    let t = annotated.token(event);
    t.pos == Pos::Noun && matches!(t.dep, Dep::Nsubj | Dep::Nsubjpass)
}
