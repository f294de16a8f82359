//! Which mentions refer to the same person, body or thing?
//!
//! Names first, over the whole document ([`chain`]); then, in order of the text, definite nouns ([`nominal`]) and
//! pronouns ([`pronoun`]). First persons are who speaks the quotation they stand in ([`speaker`]). No answer is given
//! where two are alike.

mod chain;
pub(crate) mod lexicon;
mod mention;
mod nominal;
mod pronoun;
mod speaker;

use sayso_model::{Annotated, ArgumentRole, Dep, Document, Pos, Tag, TokenIx};

use crate::layer::arguments::antecedent;
use crate::layer::en;
use crate::layer::name::gazetteer::Class;
use lexicon::Who;
use mention::{Mention, Referent, Sort};

/// Fills [`Annotated::speakers`] and [`Annotated::coreference`], and gives participles behind a quotation its
/// speaker as their subject.
pub fn resolve_mentions(annotated: &mut Annotated, document: &Document) {
    let speakers = speaker::of(annotated);
    let arcs = behind_quotations(annotated, &speakers);
    let antecedent = Walk::of(annotated, document, &speakers);
    annotated.speakers = speakers;
    annotated.arguments.add(arcs);
    annotated.coreference.antecedent = antecedent;
}

/// `“…,” adding that …`, a root without a subject: whoever spoke the quotation before it adds.
fn behind_quotations(
    annotated: &Annotated,
    speakers: &[Option<TokenIx>],
) -> Vec<(TokenIx, ArgumentRole, TokenIx)> {
    let mut arcs = Vec::new();
    for (quotation, speaker) in annotated.quotations.iter().zip(speakers) {
        let Some(speaker) = *speaker else { continue };
        let end = annotated.sentence_of(quotation.end - 1).end;
        let participle = (quotation.end..end.min(quotation.end + 4)).find(|&i| {
            let token = annotated.token(i);
            token.tag == Tag::Vbg && en::reporting(&token.lemma).is_some() && annotated.head(i).is_none()
        });
        if let Some(participle) = participle
            && annotated.arguments.of(participle, ArgumentRole::Subject).next().is_none()
        {
            arcs.push((participle, ArgumentRole::Subject, speaker));
        }
    }
    arcs
}

/// State of the walk through the text.
struct Walk<'a> {
    annotated: &'a Annotated,
    speakers: &'a [Option<TokenIx>],
    referents: Vec<Referent>,
    mentions: Vec<Mention>,
    /// Referent of each token that heads a mention.
    of_token: Vec<Option<u32>>,
    last_speaker: Option<u32>,
}

impl<'a> Walk<'a> {
    fn of(
        annotated: &'a Annotated,
        document: &Document,
        speakers: &'a [Option<TokenIx>],
    ) -> Vec<Option<TokenIx>> {
        let n = annotated.tokens.len();
        let mut walk = Self {
            annotated,
            speakers,
            referents: Vec::new(),
            mentions: Vec::new(),
            of_token: vec![None; n],
            last_speaker: None,
        };
        walk.name(document);
        for i in 0..n as TokenIx {
            walk.visit(i);
        }
        walk.finish()
    }

    /// Gives every name its referent.
    fn name(&mut self, document: &Document) {
        let names = chain::names(self.annotated, document);
        let mut referent_of: Vec<Option<u32>> = vec![None; names.len()];
        for i in 0..names.len() {
            let full = names[i].full;
            let known = mention::named(self.annotated, document, names[i].entity, names[i].head);
            let referent = *referent_of[full].get_or_insert_with(|| {
                let whole = mention::named(self.annotated, document, names[full].entity, names[full].head);
                self.referents.push(whole);
                self.referents.len() as u32 - 1
            });
            let whole = &mut self.referents[referent as usize];
            whole.sex = whole.sex.or(known.sex);
            for word in known.words {
                if !whole.words.contains(&word) && whole.words.len() < 24 {
                    whole.words.push(word);
                }
            }
            self.of_token[names[i].head as usize] = Some(referent);
        }
    }

    fn visit(&mut self, i: TokenIx) {
        let annotated = self.annotated;
        let token = annotated.token(i);
        if token.entity.is_some() {
            if let Some(referent) = self.of_token[i as usize] {
                self.mention(i, referent);
            }
            return;
        }
        match token.pos {
            Pos::Pron | Pos::Det if lexicon::pronoun(&token.lower).is_some() => self.visit_pronoun(i),
            Pos::Noun if nominal::heads_mention(annotated, i) => self.visit_noun(i),
            _ => {}
        }
    }

    fn mention(&mut self, head: TokenIx, referent: u32) {
        self.of_token[head as usize] = Some(referent);
        let sort = self.referents[referent as usize].sort;
        let mention = mention::mention(self.annotated, head, referent, sort);
        if mention.says && mention.quotation.is_none() {
            self.last_speaker = Some(referent);
        }
        self.mentions.push(mention);
    }

    fn visit_noun(&mut self, i: TokenIx) {
        let annotated = self.annotated;
        let own = mention::common(annotated, i);
        let apposed = annotated
            .children_by(i, Dep::Appos)
            .chain((annotated.token(i).dep == Dep::Appos).then(|| annotated.token(i).head))
            .find_map(|name| self.of_token[name as usize].filter(|_| annotated.token(name).entity.is_some()))
            .filter(|&r| {
                let named = &self.referents[r as usize];
                named.sort == own.sort || (named.sort == Sort::State && own.sort == Sort::Place)
            });
        let meant = apposed.or_else(|| self.named_by(i)).or_else(|| {
            let speakable = own.sort != Sort::Thing && own.sort != Sort::Things;
            if speakable { nominal::meant(annotated, i, &self.mentions, &self.referents) } else { None }
        });
        let referent = meant.unwrap_or_else(|| {
            self.referents.push(own);
            self.referents.len() as u32 - 1
        });
        self.mention(i, referent);
    }

    /// "the Hamas group", "KCNA news agency": the noun is what the name before it names.
    fn named_by(&self, noun: TokenIx) -> Option<u32> {
        let annotated = self.annotated;
        let classes = lexicon::classes(&annotated.token(noun).lemma);
        if !classes.iter().any(|c| matches!(c, Class::Group | Class::Agency | Class::Company)) {
            return None;
        }
        let name = annotated.children_by(noun, Dep::Compound).find(|&c| {
            annotated.entity_of(c).is_some_and(|e| e.kind == sayso_model::EntityKind::Org && e.end <= noun)
        })?;
        self.of_token[name as usize]
    }

    fn visit_pronoun(&mut self, i: TokenIx) {
        let annotated = self.annotated;
        let Some(who) = lexicon::pronoun(&annotated.token(i).lower) else { return };
        let referent = match who {
            Who::Speaker => return,
            Who::Relative => {
                let whose = annotated.token(i).lower == "whose";
                let noun = antecedent(annotated, i).or_else(|| if whose { self.possessed(i) } else { None });
                match noun.and_then(|n| self.of_token[n as usize]) {
                    Some(referent) => referent,
                    None => return,
                }
            }
            _ => match self.ahead(i, who).or_else(|| pronoun::meant(&self.here(i), i, who)) {
                Some(referent) => referent,
                None => return,
            },
        };
        if let Who::One(sex) = who {
            let known = &mut self.referents[referent as usize].sex;
            *known = known.or(Some(sex));
        }
        self.mention(i, referent);
    }

    /// The noun that "whose" relates to.
    fn possessed(&self, whose: TokenIx) -> Option<TokenIx> {
        let clause =
            self.annotated.ancestors(whose).take(8).find(|&a| self.annotated.token(a).dep == Dep::Relcl)?;
        self.annotated.head(clause)
    }

    /// A named person, body or state that a phrase before the main clause speaks of by a pronoun: "In its reply, Iran said".
    fn ahead(&self, i: TokenIx, who: Who) -> Option<u32> {
        let subject = pronoun::main_subject(self.annotated, i)?;
        let referent = self.of_token[subject as usize]?;
        let known = &self.referents[referent as usize];
        let owns = self.annotated.token(i).dep == Dep::Poss;
        let fits = match known.sort {
            Sort::Person => pronoun::fits(who, known.sex),
            Sort::Body | Sort::State => who == Who::It && owns,
            _ => false,
        };
        (known.named && fits).then_some(referent)
    }

    fn here(&self, i: TokenIx) -> pronoun::Here<'_> {
        let own_speaker = self
            .annotated
            .token(i)
            .quotation
            .and_then(|q| self.speakers.get(q as usize).copied().flatten())
            .and_then(|s| self.of_token[s as usize]);
        pronoun::Here {
            annotated: self.annotated,
            mentions: &self.mentions,
            referents: &self.referents,
            of_token: &self.of_token,
            last_speaker: self.last_speaker,
            own_speaker,
        }
    }

    fn finish(self) -> Vec<Option<TokenIx>> {
        let root = |r: u32| self.referents[r as usize].root;
        let mut antecedent: Vec<Option<TokenIx>> = self.of_token.iter().map(|r| r.map(root)).collect();
        for (i, token) in self.annotated.tokens.iter().enumerate() {
            if lexicon::pronoun(&token.lower) == Some(Who::Speaker)
                && let Some(quotation) = token.quotation
                && let Some(speaker) = self.speakers[quotation as usize]
            {
                // A pronoun of the first person is never itself a speaker's antecedent.
                let own = lexicon::pronoun(&self.annotated.token(speaker).lower) == Some(Who::Speaker);
                antecedent[i] = (!own).then(|| self.of_token[speaker as usize].map_or(speaker, root));
            }
        }
        antecedent
    }
}
