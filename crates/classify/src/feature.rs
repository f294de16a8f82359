//! What is seen of a source, a target and the words around them?
//!
//! Names of features are short: `v` the verb above the source, `ch` verbs of its chain ("plans to sell"), `o` objects,
//! `p` words on the way from source to target, `w` words of the text, `b` pairs of neighbours, `T` types of triggers,
//! `K` types of cues, `C` types by the CAMEO dictionary, `syn` its sets; what begins with `m` stands together with the signs of modality.

use sayso_model::{Annotated, Dep, Pos, Span, TokenIx};
use smol_str::SmolStr;

use crate::Features;
use crate::lexicon::Lexicon;

/// Most steps up a tree.
const STEPS_MAX: usize = 30;

pub(crate) fn features(
    lexicon: &Lexicon,
    annotated: &Annotated,
    source: Option<Span>,
    target: Option<Span>,
) -> Features {
    let inside = |span: Option<Span>| -> Vec<bool> {
        let meets = |t: Span| span.is_some_and(|s| t.start_byte < s.end_byte && s.start_byte < t.end_byte);
        annotated.tokens.iter().map(|t| meets(t.span)).collect()
    };
    let lemmas = annotated.tokens.iter().map(|t| SmolStr::new(t.lemma.to_lowercase())).collect();
    let mut seen = Seen {
        lexicon,
        annotated,
        lemmas,
        source: inside(source),
        target: inside(target),
        out: Features::new(),
    };
    seen.words();
    seen.path();
    let chain = seen.chain();
    let signs = seen.predicate(&chain);
    seen.neighbours();
    seen.knowledge(&chain, &signs);
    seen.out
}

struct Seen<'a> {
    lexicon: &'a Lexicon,
    annotated: &'a Annotated,
    lemmas: Vec<SmolStr>,
    source: Vec<bool>,
    target: Vec<bool>,
    out: Features,
}

impl Seen<'_> {
    fn set(&mut self, name: String, value: f32) {
        self.out.insert(name, value);
    }

    fn add(&mut self, name: String, value: f32) {
        *self.out.entry(name).or_default() += value;
    }

    fn lemma(&self, t: TokenIx) -> &str {
        &self.lemmas[t as usize]
    }

    fn is_party(&self, t: TokenIx) -> bool {
        self.source[t as usize] || self.target[t as usize]
    }

    /// The token of a party whose head stands outside of it.
    fn head_of(&self, inside: &[bool]) -> Option<TokenIx> {
        let mut tokens = (0..inside.len()).filter(|&t| inside[t]).map(|t| t as TokenIx);
        tokens.find(|&t| self.annotated.head(t).is_none_or(|h| !inside[h as usize]))
    }

    fn words(&mut self) {
        for t in 0..self.lemmas.len() as TokenIx {
            let pos = self.annotated.token(t).pos;
            let content = matches!(pos, Pos::Noun | Pos::Verb | Pos::Adj | Pos::Adv);
            let other = matches!(pos, Pos::Propn | Pos::Aux | Pos::Part | Pos::Adp | Pos::Sconj);
            if self.source[t as usize] || !(content || other) {
                continue;
            }
            let class = match () {
                () if self.target[t as usize] => 't',
                () if content => 'w',
                () => 'x',
            };
            let name = format!("{class}:{}", self.lemma(t));
            self.set(name, 1.0);
        }
    }

    /// A token and those above it.
    fn up(&self, t: TokenIx) -> Vec<TokenIx> {
        std::iter::once(t).chain(self.annotated.ancestors(t)).take(STEPS_MAX).collect()
    }

    /// Words on the way from source to target, and what hangs on them.
    fn path(&mut self) {
        let (Some(source), Some(target)) = (self.head_of(&self.source), self.head_of(&self.target)) else {
            return;
        };
        let (from, to) = (self.up(source), self.up(target));
        let Some(meet) = from.iter().position(|t| to.contains(t)) else {
            self.set("nopath".into(), 1.0);
            return;
        };
        let down = to.iter().position(|t| *t == from[meet]).unwrap_or(0);
        let mut way: Vec<TokenIx> =
            from[..meet].iter().copied().filter(|&t| !self.source[t as usize]).collect();
        way.push(from[meet]);
        way.extend(to[..down].iter().copied().filter(|&t| !self.target[t as usize]));
        for &t in &way {
            self.set(format!("p:{}", self.lemma(t)), 1.0);
            for &c in self.annotated.children(t) {
                let dep = self.annotated.token(c).dep;
                if !self.is_party(c) && is_near(dep) {
                    self.set(format!("pc:{}:{}", dep.as_str(), self.lemma(c)), 1.0);
                    self.set(format!("pcl:{}", self.lemma(c)), 1.0);
                }
            }
        }
        self.set(format!("plen:{}", way.len().min(6)), 1.0);
    }

    /// The verb above the source and those that it governs.
    fn chain(&mut self) -> Vec<TokenIx> {
        let Some(source) = self.head_of(&self.source) else { return Vec::new() };
        let up = self.up(source);
        let is_verb = |t: &TokenIx| matches!(self.annotated.token(*t).pos, Pos::Verb | Pos::Aux);
        let Some(at) = up.iter().skip(1).position(is_verb).map(|i| i + 1) else { return Vec::new() };
        let (verb, relation) = (up[at], self.annotated.token(up[at - 1]).dep.as_str());
        self.set(format!("srel:{relation}"), 1.0);
        self.set(format!("v:{}", self.lemma(verb)), 1.0);
        self.set(format!("v:{}:{relation}", self.lemma(verb)), 1.0);
        let mut chain = vec![verb];
        for _ in 0..3 {
            let governs = |c: &TokenIx| {
                matches!(
                    self.annotated.token(*c).dep,
                    Dep::Xcomp | Dep::Ccomp | Dep::Acomp | Dep::Pcomp | Dep::Oprd
                )
            };
            let last = chain[chain.len() - 1];
            match self.annotated.children(last).iter().copied().find(governs) {
                Some(next) => chain.push(next),
                None => break,
            }
        }
        chain
    }

    /// What hangs on the verbs of the chain; gives the signs of modality.
    fn predicate(&mut self, chain: &[TokenIx]) -> String {
        let Some(&last) = chain.last() else { return String::new() };
        let names: Vec<_> = chain.iter().take(2).map(|&t| self.lemma(t)).collect();
        self.set(format!("vc:{}", names.join(">")), 1.0);
        self.set(format!("vl:{}", self.lemma(last)), 1.0);
        let mut signs = Vec::new();
        for &verb in chain {
            self.set(format!("ch:{}", self.lemma(verb)), 1.0);
            match self.lexicon.modality(self.lemma(verb)) {
                // "agree to sell" is to come; "agree" alone is the act.
                Some('W') if verb == last => {}
                sign => signs.extend(sign),
            }
            for &c in self.annotated.children(verb) {
                let dep = self.annotated.token(c).dep;
                if matches!(dep, Dep::Neg | Dep::Aux | Dep::Det | Dep::Advmod) {
                    let sign = self.lexicon.modality(self.lemma(c));
                    signs.extend(sign.filter(|s| matches!(s, 'N' | 'W')));
                }
                if self.is_party(c) {
                    if self.target[c as usize] {
                        self.set(format!("trole:{}", dep.as_str()), 1.0);
                    }
                    continue;
                }
                self.dependant(verb, c, dep);
            }
        }
        signs.sort_unstable();
        signs.dedup();
        let signs: String = signs.into_iter().collect();
        self.set(format!("m:{signs}"), 1.0);
        self.set(format!("m:{signs}:{}", self.lemma(last)), 1.0);
        for &c in self.annotated.children(last) {
            if self.annotated.token(c).dep == Dep::Dobj {
                self.set(format!("m:{signs}:o:{}", self.lemma(c)), 1.0);
            }
        }
        signs
    }

    fn dependant(&mut self, verb: TokenIx, c: TokenIx, dep: Dep) {
        match dep {
            Dep::Dobj | Dep::Attr | Dep::Oprd => {
                self.set(format!("o:{}", self.lemma(c)), 1.0);
                self.set(format!("vo:{}_{}", self.lemma(verb), self.lemma(c)), 1.0);
                for &d in self.annotated.children(c) {
                    let of = self.annotated.token(d).dep;
                    if matches!(of, Dep::Prep | Dep::Amod | Dep::Compound | Dep::Acl | Dep::Nmod) {
                        self.set(format!("om:{}", self.lemma(d)), 1.0);
                    }
                    if of == Dep::Prep {
                        for &e in self.annotated.children(d) {
                            self.set(format!("opo:{}", self.lemma(e)), 1.0);
                        }
                    }
                }
            }
            Dep::Neg | Dep::Aux | Dep::Prt | Dep::Auxpass | Dep::Prep | Dep::Advmod | Dep::Agent => {
                self.set(format!("{}:{}", dep.as_str(), self.lemma(c)), 1.0);
                self.set(format!("vm:{}_{}", self.lemma(verb), self.lemma(c)), 1.0);
            }
            _ => {}
        }
        if dep == Dep::Prep {
            for &d in self.annotated.children(c) {
                self.set(format!("po:{}_{}", self.lemma(c), self.lemma(d)), 1.0);
                self.set(format!("po:{}", self.lemma(d)), 1.0);
            }
        }
    }

    fn neighbours(&mut self) {
        for i in 1..self.lemmas.len() {
            let name = format!("b:{}_{}", self.lemmas[i - 1], self.lemmas[i]);
            self.set(name, 0.7);
        }
    }

    /// What lexicons say of the words outside of the source.
    fn knowledge(&mut self, chain: &[TokenIx], signs: &str) {
        let lexicon = self.lexicon;
        for at in 0..self.lemmas.len() {
            if self.source[at] {
                continue;
            }
            let t = at as TokenIx;
            let in_chain = chain.iter().any(|&c| self.lemma(c) == self.lemma(t));
            let kinds: Vec<&str> = lexicon.triggers(&self.lemmas, at).collect();
            for kind in kinds {
                self.add(format!("T:{kind}"), 0.5);
                self.set(format!("mT:{signs}:{kind}"), 0.7);
                if in_chain {
                    self.set(format!("chT:{kind}"), 1.0);
                    self.set(format!("mchT:{signs}:{kind}"), 1.0);
                }
            }
            self.cues(at, in_chain, signs);
            let token = self.annotated.token(t);
            for word in [&token.lower, &token.lemma] {
                for set in lexicon.sets(&word.to_uppercase()) {
                    self.set(format!("syn:{set}"), 0.6);
                }
            }
            if let Some(entity) = self.annotated.entity_of(t) {
                self.set(format!("ner:{}", entity.kind.as_str()), 0.4);
                if self.target[at] {
                    self.set(format!("tner:{}", entity.kind.as_str()), 0.4);
                }
            }
            let verbal = token.tag.as_str().starts_with("VB") || token.pos == Pos::Noun;
            if let Some(kind) = verbal.then(|| lexicon.cameo(self.annotated, t)).flatten() {
                self.set(format!("C:{kind}"), 0.7);
                self.set(format!("mC:{signs}:{kind}"), 0.7);
                if in_chain {
                    self.set(format!("chC:{kind}"), 1.0);
                    self.set(format!("mchC:{signs}:{kind}"), 1.0);
                }
            }
        }
    }
}

impl Seen<'_> {
    /// Words that speak for a type.
    fn cues(&mut self, at: usize, in_chain: bool, signs: &str) {
        let lexicon = self.lexicon;
        for (words, kind) in lexicon.cues(&self.lemmas, at) {
            self.add(format!("K:{kind}"), 0.4);
            if words > 1 {
                self.set(format!("K2:{kind}"), 0.8);
            }
            self.set(format!("mK:{signs}:{kind}"), 0.6);
            if in_chain {
                self.set(format!("chK:{kind}"), 1.0);
                self.set(format!("mchK:{signs}:{kind}"), 1.0);
                self.set(format!("chK{}:{kind}", words.min(2)), 1.0);
            }
        }
    }
}

/// Relations whose words tell something of the word they hang on.
fn is_near(dep: Dep) -> bool {
    use Dep as D;
    matches!(
        dep,
        D::Dobj | D::Prt | D::Neg | D::Aux | D::Xcomp | D::Amod | D::Prep | D::Acomp | D::Oprd | D::Compound
    ) || matches!(dep, D::Attr | D::Pobj | D::Nmod | D::Ccomp | D::Nsubj | D::Det | D::Advmod)
}
