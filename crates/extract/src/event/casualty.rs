//! How many were killed, wounded, missing, driven out or held — and in which event?

use sayso_model::{
    Annotated, ArgumentRole, CasualtyKind, Dep, Document, EntityKind, Pos, Range, Span, TokenIx,
};
use smol_str::SmolStr;

use super::number::Numbers;
use super::table::{data_file, rows};
use crate::Error;

/// Words that tell of victims.
pub(crate) struct VictimWords {
    entries: Vec<VictimWord>,
}

struct VictimWord {
    lemma: SmolStr,
    pos: Pos,
    kind: CasualtyKind,
    place: Victims,
}

/// Where the victims stand to the word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Victims {
    /// Logical object: "killed 36", "36 were killed".
    Object,
    /// Subject: "36 died".
    Subject,
    /// The word says what the number before it has become: "36 dead", "36 casualties", "36 deaths".
    Counted,
    /// The number follows: "a death toll of 36", "the toll rose to 36".
    Toll,
}

/// A figure found in the text.
pub(crate) struct Figure {
    /// The word that tells of the victims.
    pub word: TokenIx,
    /// Head of the phrase of the victims.
    pub victims: TokenIx,
    pub kind: CasualtyKind,
    pub range: Range,
    pub span: Span,
}

impl VictimWords {
    pub(crate) fn load() -> Result<Self, Error> {
        let mut entries = Vec::new();
        let (file, text) = data_file!("data/en/lexicon/victim.tsv");
        for row in rows(file, text) {
            entries.push(VictimWord {
                lemma: row.cell(0)?.into(),
                pos: Pos::from_label(row.cell(1)?).ok_or_else(|| row.error("unknown part of speech"))?,
                kind: CasualtyKind::from_name(row.cell(2)?)
                    .ok_or_else(|| row.error("no such casualty kind"))?,
                place: match row.cell(3)? {
                    "object" => Victims::Object,
                    "subject" => Victims::Subject,
                    "counted" => Victims::Counted,
                    "toll" => Victims::Toll,
                    other => return Err(row.error(format!("no place `{other}`"))),
                },
            });
        }
        Ok(Self { entries })
    }

    /// Figures of the blocks that are coded, in order of the text.
    pub(crate) fn figures(
        &self,
        document: &Document,
        annotated: &Annotated,
        numbers: &Numbers,
    ) -> Vec<Figure> {
        let mut figures: Vec<Figure> = Vec::new();
        for sentence in &annotated.sentences {
            if document.blocks.get(sentence.block as usize).is_some_and(|b| !b.kind.is_coded()) {
                continue;
            }
            for word in sentence.start..sentence.end {
                let t = annotated.token(word);
                let entries = self.entries.iter().filter(|e| e.pos == t.pos && e.lemma == t.lemma);
                for entry in entries {
                    for victims in victims(annotated, word, entry.place) {
                        let Some((range, span)) = numbers.of_phrase(annotated, victims) else { continue };
                        if figures.iter().any(|f| f.span == span)
                            || is_no_head_count(annotated, victims, span)
                        {
                            continue;
                        }
                        figures.push(Figure { word, victims, kind: entry.kind, range, span });
                    }
                }
            }
        }
        figures
    }
}

/// Heads of the phrases that may name the victims.
fn victims(annotated: &Annotated, word: TokenIx, place: Victims) -> Vec<TokenIx> {
    let argument = |role| annotated.arguments.of(word, role).collect::<Vec<_>>();
    match place {
        Victims::Object => argument(ArgumentRole::Object),
        Victims::Subject => argument(ArgumentRole::Subject),
        Victims::Counted => {
            let t = annotated.token(word);
            let mut found = vec![word];
            // "36 dead": the adjective is the complement or modifier of the number or of the people.
            if t.pos == Pos::Adj {
                found.extend(annotated.head(word).filter(|&h| annotated.token(h).pos != Pos::Verb));
                if matches!(t.dep, Dep::Acomp | Dep::Oprd | Dep::Ccomp | Dep::Xcomp) {
                    found.extend(annotated.children_by(word, Dep::Nsubj));
                    if let Some(h) = annotated.head(word) {
                        found.extend(
                            annotated
                                .children(h)
                                .iter()
                                .copied()
                                .filter(|&c| matches!(annotated.token(c).dep, Dep::Nsubj | Dep::Dobj)),
                        );
                    }
                }
            }
            found
        }
        Victims::Toll => {
            let below = |of: TokenIx| {
                annotated
                    .children_by(of, Dep::Prep)
                    .flat_map(|p| annotated.children_by(p, Dep::Pobj))
                    .collect::<Vec<_>>()
            };
            let mut found = below(word);
            if let Some(verb) = annotated.head(word).filter(|&h| annotated.token(h).pos == Pos::Verb) {
                found.extend(below(verb).into_iter().filter(|&x| x > word));
                found.extend(annotated.children(verb).iter().copied().filter(|&c| {
                    c > word && matches!(annotated.token(c).dep, Dep::Attr | Dep::Dobj | Dep::Npadvmod)
                }));
            }
            found
        }
    }
}

/// True if the figure counts something else than people: ages, dates, money, shares.
pub(crate) fn is_no_head_count(annotated: &Annotated, victims: TokenIx, span: Span) -> bool {
    let kind_of = |t: TokenIx| annotated.entity_of(t).map(|e| e.kind);
    let at_number = annotated.token_at(span.start()).and_then(kind_of);
    let other = |k: Option<EntityKind>| {
        matches!(
            k,
            Some(
                EntityKind::Date
                    | EntityKind::Time
                    | EntityKind::Money
                    | EntityKind::Percent
                    | EntityKind::Quantity
                    | EntityKind::Ordinal
            )
        )
    };
    other(at_number) || other(kind_of(victims))
}

/// The event among `triggers` that a figure belongs to, by grammar: the verb itself, its subject ("the attack killed
/// 36"), what it happened in ("killed in an air strike"), or the clause around it.
pub(crate) fn host(annotated: &Annotated, figure: &Figure, triggers: &[TokenIx]) -> Option<TokenIx> {
    let is_trigger = |t: TokenIx| triggers.binary_search(&t).is_ok();
    let subjects = annotated.arguments.of(figure.word, ArgumentRole::Subject).filter(|&s| is_trigger(s));
    let in_event = |of: TokenIx| {
        annotated
            .children(of)
            .iter()
            .copied()
            .filter(|&p| matches!(annotated.token(p).dep, Dep::Prep | Dep::Agent))
            .flat_map(|p| annotated.children_by(p, Dep::Pobj))
            .find(|&o| is_trigger(o))
    };
    let mut candidates = subjects.collect::<Vec<_>>();
    candidates.extend(in_event(figure.word));
    candidates.extend(in_event(figure.victims));
    // A clause around: "a raid that left 12 dead", "when gunmen stormed", ", killing 36".
    for a in annotated.ancestors(figure.word).take(4) {
        if is_trigger(a) {
            candidates.push(a);
        }
        if let Some(found) = in_event(a) {
            candidates.push(found);
        }
        candidates.extend(annotated.children(a).iter().copied().filter(|&c| {
            is_trigger(c) && matches!(annotated.token(c).dep, Dep::Nsubj | Dep::Nsubjpass | Dep::Dobj)
        }));
    }
    candidates.extend(annotated.children_by(figure.word, Dep::Advcl).filter(|&c| is_trigger(c)));
    candidates
        .into_iter()
        .find(|&c| c != figure.word)
        .or_else(|| is_trigger(figure.word).then_some(figure.word))
}
