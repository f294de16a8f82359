//! Where does a clause hang that the parser hangs wrongly?
//!
//! Only what was seen to go wrong often, and matters for who says what: reporting participles ([`participle`]),
//! a participle that opens a sentence ([`opening`]), inverted tags ([`inverted`]), a main verb taken for a participle
//! ([`headless`]), owners and joined subjects ([`joined`]).

mod headless;
mod inverted;
mod joined;
mod opening;
mod participle;

use sayso_model::{Annotated, Dep, Pos, Tag, TokenIx};

use crate::layer::en;

/// Repairs heads and relations.
pub fn repair_attachment(annotated: &mut Annotated) {
    let mut repairs = Repairs::default();
    for i in 0..annotated.tokens.len() as TokenIx {
        match annotated.token(i).tag {
            Tag::Vbg => {
                opening::repair(annotated, i, &mut repairs);
            }
            Tag::Nn | Tag::Nnp => {
                if let Some(lemma) = en::reporting_participle(&annotated.token(i).lower)
                    && opening::repair(annotated, i, &mut repairs)
                {
                    let token = &mut annotated.tokens[i as usize];
                    (token.tag, token.pos, token.lemma) = (Tag::Vbg, Pos::Verb, lemma.into());
                }
            }
            Tag::Vbd | Tag::Vbz => {
                inverted::repair(annotated, i, &mut repairs);
                joined::repair_number(annotated, i, &mut repairs);
            }
            Tag::Vbn if headless::repair(annotated, i, &mut repairs) => {
                annotated.tokens[i as usize].tag = Tag::Vbd;
            }
            Tag::Pos => joined::repair_owner(annotated, i, &mut repairs),
            Tag::Vbp => joined::repair_number(annotated, i, &mut repairs),
            _ => {}
        }
    }
    annotated.reattach(&repairs.changes);
    // Participles climb the repaired trees.
    let mut repairs = Repairs::default();
    for i in 0..annotated.tokens.len() as TokenIx {
        if annotated.token(i).tag == Tag::Vbg {
            participle::repair(annotated, i, &mut repairs);
        }
    }
    annotated.reattach(&repairs.changes);
}

/// Changes of heads that together still make trees.
#[derive(Default)]
struct Repairs {
    changes: Vec<(TokenIx, TokenIx, Dep)>,
}

impl Repairs {
    /// Most changes looked through for one sentence.
    const LOOK_BACK: usize = 8;

    fn head(&self, annotated: &Annotated, i: TokenIx) -> Option<TokenIx> {
        let changed = self.changes.iter().rev().take(Self::LOOK_BACK).find(|c| c.0 == i);
        let head = changed.map_or(annotated.token(i).head, |c| c.1);
        (head != i).then_some(head)
    }

    /// Makes `participle`, which hung somewhere under its `object`, the governor of it in the clause of `verb`.
    /// The participle opens its sentence, so nothing of the sentence has been changed yet.
    fn turn(&mut self, object: TokenIx, participle: TokenIx, verb: TokenIx) {
        self.changes.push((participle, verb, Dep::Advcl));
        self.changes.push((object, participle, Dep::Dobj));
    }

    /// Hangs `token` on `head`, its own index for a root. Does nothing where that would close a circle or cross a
    /// sentence.
    fn attach(&mut self, annotated: &Annotated, token: TokenIx, head: TokenIx, dep: Dep) {
        let sentence = annotated.token(token).sentence;
        if annotated.token(head).sentence != sentence {
            return;
        }
        let sentence = annotated.sentence_of(token);
        let mut at = head;
        for _ in sentence.start..sentence.end {
            match self.head(annotated, at) {
                _ if at == token && head != token => return,
                Some(above) => at = above,
                None => break,
            }
        }
        let changed = self.changes.iter().rev().take_while(|c| c.0 >= sentence.start).count();
        if changed < Self::LOOK_BACK && self.changes.iter().rev().take(changed).all(|c| c.0 != token) {
            self.changes.push((token, head, dep));
        }
    }
}

/// True if `i` is a verb of saying with a grammatical subject of its own.
fn reports(annotated: &Annotated, i: TokenIx) -> bool {
    en::reporting(&annotated.token(i).lemma).is_some()
        && annotated
            .children(i)
            .iter()
            .any(|&c| matches!(annotated.token(c).dep, Dep::Nsubj | Dep::Nsubjpass))
}

/// True if what stands outside a quotation does not hang on what stands inside: `inner` is in no quotation that
/// `outer` is not in.
fn may_govern(annotated: &Annotated, governor: TokenIx, dependent: TokenIx) -> bool {
    let Some(quotation) = annotated.token(governor).quotation else { return true };
    let mut at = annotated.token(dependent).quotation;
    // Quotations nest a few deep at most.
    for _ in 0..16 {
        match at {
            Some(q) if q == quotation => return true,
            Some(q) => at = annotated.quotations[q as usize].parent,
            None => return false,
        }
    }
    false
}
