//! Annotated texts written by hand in one line, for tests that need no annotator.
//!
//! `form|lemma/TAG/label/head/ENTITY`, words separated by white space; lemma and entity may be left out, the head is
//! the number of a word in the sentence from 1, 0 for the root. `//` ends a sentence, `//¶` a paragraph. Words between
//! `“` and `”` are a quotation of speech.

use sayso_model::{
    Annotated, ArgumentRole, Arguments, Dep, Entity, EntityKind, Pos, Quotation, QuotationKind, Sentence,
    Span, Tag, Token,
};

/// Builds the text that is written down. Panics on a slip of the pen, with the word it is at.
///
/// ```
/// let (text, annotated) = sayso_rules::sketch::read("She|she/PRP/nsubj/2 left|leave/VBD/ROOT/0 ././punct/2");
/// assert_eq!(text, "She left .");
/// assert_eq!(annotated.head(0), Some(1));
/// ```
pub fn read(sketch: &str) -> (String, Annotated) {
    let mut text = String::new();
    let mut tokens: Vec<Token> = Vec::new();
    let mut kinds: Vec<EntityKind> = Vec::new();
    let mut sentences: Vec<Sentence> = Vec::new();
    let (mut start, mut block) = (0, 0);
    for word in sketch.split_whitespace().chain(["//"]) {
        if word.starts_with("//") && !word.starts_with("///") {
            if tokens.len() > start {
                sentences.push(Sentence { start: start as u32, end: tokens.len() as u32, block });
                start = tokens.len();
            }
            block += u32::from(word == "//¶");
            continue;
        }
        if !text.is_empty() {
            text.push(' ');
        }
        let (token, kind) = token(word, &mut text, start, tokens.len(), sentences.len());
        tokens.push(token);
        kinds.push(kind);
    }
    let quotations = quotations(&tokens);
    let mut annotated = Annotated::new(tokens, sentences);
    for (q, quotation) in (0..).zip(&quotations) {
        for i in quotation.start..quotation.end {
            annotated.tokens[i as usize].quotation = Some(q);
        }
    }
    annotated.quotations = quotations;
    annotated.entities = entities(&kinds);
    for (e, entity) in (0..).zip(annotated.entities.clone()) {
        (entity.start..entity.end).for_each(|i| annotated.tokens[i as usize].entity = Some(e));
    }
    annotated.arguments = arguments(&annotated);
    (text, annotated)
}

fn token(word: &str, text: &mut String, start: usize, own: usize, sentence: usize) -> (Token, EntityKind) {
    let parts: Vec<&str> = word.split('/').collect();
    let [form, tag, dep, head, rest @ ..] = parts.as_slice() else {
        panic!("`{word}` is not form/TAG/label/head");
    };
    let (form, lemma) = form.split_once('|').unwrap_or((form, form));
    let tag = Tag::from_label(tag).unwrap_or_else(|| panic!("unknown tag in `{word}`"));
    let dep = Dep::from_label(dep).unwrap_or_else(|| panic!("unknown label in `{word}`"));
    let head: usize = head.parse().unwrap_or_else(|_| panic!("no head in `{word}`"));
    let kind = rest.first().map_or(EntityKind::None, |k| {
        EntityKind::from_label(k).unwrap_or_else(|| panic!("unknown entity in `{word}`"))
    });
    let from = text.len();
    text.push_str(form);
    let pos = pos(tag, dep);
    let token = Token {
        span: Span::new(from, text.len()),
        lemma: if pos == Pos::Propn { lemma.into() } else { lemma.to_lowercase().into() },
        lower: form.to_lowercase().into(),
        tag,
        pos,
        dep,
        head: if head == 0 { own as u32 } else { (start + head - 1) as u32 },
        sentence: sentence as u32,
        entity: None,
        quotation: None,
    };
    (token, kind)
}

fn pos(tag: Tag, dep: Dep) -> Pos {
    match tag {
        _ if matches!(dep, Dep::Aux | Dep::Auxpass) && tag != Tag::To => Pos::Aux,
        Tag::Md => Pos::Aux,
        Tag::Vb | Tag::Vbd | Tag::Vbg | Tag::Vbn | Tag::Vbp | Tag::Vbz => Pos::Verb,
        Tag::Nn | Tag::Nns => Pos::Noun,
        Tag::Nnp | Tag::Nnps => Pos::Propn,
        Tag::Jj | Tag::Jjr | Tag::Jjs => Pos::Adj,
        Tag::Rb | Tag::Rbr | Tag::Rbs | Tag::Wrb => Pos::Adv,
        Tag::In if dep == Dep::Mark => Pos::Sconj,
        Tag::In | Tag::Rp => Pos::Adp,
        Tag::Dt | Tag::Wdt | Tag::Pdt => Pos::Det,
        Tag::Prp | Tag::PrpS | Tag::Wp | Tag::WpS | Tag::Ex => Pos::Pron,
        Tag::Cd => Pos::Num,
        Tag::Cc => Pos::Cconj,
        Tag::To | Tag::Pos => Pos::Part,
        Tag::Comma | Tag::Period | Tag::Colon | Tag::OpenQuote | Tag::CloseQuote | Tag::Hyph => Pos::Punct,
        _ => Pos::X,
    }
}

fn quotations(tokens: &[Token]) -> Vec<Quotation> {
    let mut found = Vec::new();
    let mut open: Option<u32> = None;
    for (i, token) in (0u32..).zip(tokens) {
        match (token.tag, open) {
            (Tag::OpenQuote, _) => open = Some(i),
            (Tag::CloseQuote, Some(mark)) if mark + 1 < i => {
                found.push(Quotation {
                    start: mark + 1,
                    end: i,
                    inner: tokens[mark as usize + 1].span.cover(tokens[i as usize - 1].span),
                    outer: tokens[mark as usize].span.cover(token.span),
                    parent: None,
                    kind: QuotationKind::Speech,
                });
                open = None;
            }
            _ => {}
        }
    }
    found
}

fn entities(kinds: &[EntityKind]) -> Vec<Entity> {
    let mut found: Vec<Entity> = Vec::new();
    for (i, &kind) in (0u32..).zip(kinds) {
        match found.last_mut() {
            _ if kind == EntityKind::None => {}
            Some(last) if last.end == i && last.kind == kind => last.end += 1,
            _ => found.push(Entity { start: i, end: i + 1, kind }),
        }
    }
    found
}

/// The plain cases: subjects, objects and passives as they stand in the tree.
fn arguments(text: &Annotated) -> Arguments {
    let mut arcs = Vec::new();
    for (i, token) in (0..).zip(&text.tokens) {
        match token.dep {
            Dep::Nsubj => arcs.push((token.head, ArgumentRole::Subject, i)),
            Dep::Dobj | Dep::Nsubjpass => arcs.push((token.head, ArgumentRole::Object, i)),
            Dep::Agent => {
                arcs.extend(text.children_by(i, Dep::Pobj).map(|p| (token.head, ArgumentRole::Subject, p)));
            }
            _ => {}
        }
    }
    Arguments::new(arcs)
}
