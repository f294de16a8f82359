//! Annotated texts for tests: hand-made trees, and random ones that no parser would give.

use proptest::prelude::*;
use sayso_model::{
    Annotated, Block, BlockKind, Dep, Document, Entity, EntityKind, Pos, Sentence, Span, Tag, Token, TokenIx,
};

const WORDS: &[&str] = &[
    "Asif", "Khawaja", "Mr", "Minister", "Hamas", "US", "who", "which", "that", "he", "she", "they", "it",
    "we", "his", "their", "said", "adding", "accused", "of", "by", "on", "to", "and", "was", "hit", "attack",
    "strikes", "killing", "launched", "urged", "the", "group", "“", "”", "\"", "'", "’s", ",", ".", "(", ")",
    "-", "Iran", "backed", "ministry", "stop", "order", "series", "not", "—", "é…",
];

/// A document of one paragraph a sentence, with a random tree over each: heads form a tree, nothing else holds.
pub(crate) fn any_annotated() -> impl Strategy<Value = (Annotated, Document)> {
    proptest::collection::vec(proptest::collection::vec(any::<u64>(), 1..14), 0..5).prop_map(|sentences| {
        let mut text = String::new();
        let (mut tokens, mut spans, mut blocks, mut entities) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (s, words) in sentences.iter().enumerate() {
            let start = tokens.len();
            let from = text.len();
            for (k, &seed) in words.iter().enumerate() {
                let pick = |list: usize, shift: u32| (seed >> shift) as usize % list;
                let word = WORDS[pick(WORDS.len(), 0)];
                if k > 0 && pick(4, 7) > 0 {
                    text.push(' ');
                }
                let at = text.len();
                text.push_str(word);
                // Heads point to tokens before in an order turned about a random pivot.
                let head = if k == 0 { k } else { pick(k + usize::from(pick(5, 9) == 0), 12) };
                let entity = (pick(3, 20) == 0).then(|| {
                    let i = (start + k) as TokenIx;
                    entities.push(Entity {
                        start: i,
                        end: i + 1,
                        kind: EntityKind::ALL[pick(EntityKind::ALL.len(), 24)],
                    });
                    entities.len() as u32 - 1
                });
                tokens.push(Token {
                    span: Span::new(at, text.len()),
                    lemma: word.to_lowercase().into(),
                    lower: word.to_lowercase().into(),
                    tag: Tag::ALL[pick(Tag::ALL.len(), 30)],
                    pos: Pos::ALL[pick(Pos::ALL.len(), 36)],
                    dep: Dep::ALL[pick(Dep::ALL.len(), 42)],
                    head: (start + head) as TokenIx,
                    sentence: s as u32,
                    entity,
                    quotation: None,
                });
            }
            if words[0] % 2 == 0 {
                // The same tree the other way round, so that heads stand on either side.
                let last = start + tokens.len() - 1;
                let heads: Vec<TokenIx> = tokens[start..].iter().map(|t| t.head).collect();
                for (token, head) in tokens[start..].iter_mut().rev().zip(heads) {
                    token.head = (last - head as usize) as TokenIx;
                }
            }
            spans.push(Sentence { start: start as TokenIx, end: tokens.len() as TokenIx, block: s as u32 });
            blocks.push(Block { span: Span::new(from, text.len()), kind: BlockKind::Body });
            text.push('\n');
        }
        let mut annotated = Annotated::new(tokens, spans);
        annotated.entities = entities;
        (annotated, Document { text, blocks, ..Document::default() })
    })
}

proptest! {
    #[test]
    fn no_layer_panics_on_any_tree((mut annotated, document) in any_annotated()) {
        super::fill(&mut annotated, &document);
        let n = annotated.tokens.len();
        prop_assert_eq!(annotated.coreference.antecedent.len(), n);
        for i in 0..n as TokenIx {
            // Repairs leave trees, inside their sentences.
            prop_assert!(annotated.ancestors(i).take(n + 1).count() <= n);
            prop_assert_eq!(annotated.token(annotated.token(i).head).sentence, annotated.token(i).sentence);
            for role in [sayso_model::ArgumentRole::Subject, sayso_model::ArgumentRole::Object] {
                prop_assert!(annotated.arguments.of(i, role).all(|a| (a as usize) < n && a != i));
            }
            if let Some(quotation) = annotated.token(i).quotation {
                let quotation = annotated.quotations[quotation as usize];
                prop_assert!(quotation.start <= i && i < quotation.end);
            }
        }
    }
}
