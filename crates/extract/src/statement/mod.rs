//! Who says what?
//!
//! Rules of data/en/rules/statement propose sayings; this module settles which words are said ([`content`], [`extent`]), who says
//! them ([`source`]), who speaks in quotations that stand alone ([`quotation`]), what is told inside of what
//! ([`chain`]), what is done by saying it ([`act`]), to whom ([`target`]), when ([`time`]), on what condition
//! ([`condition`]), which other saying it answers ([`answer`]) and why its source is not named ([`anonymity`]).

mod act;
mod anonymity;
mod answer;
mod bare;
mod chain;
mod condition;
mod content;
mod context;
mod draft;
mod en;
mod extent;
mod feature;
mod frame;
mod post;
mod proposal;
mod quotation;
mod run_on;
pub(crate) mod score;
mod side;
mod source;
mod stretch;
mod target;
mod time;
mod turn;

use sayso_model::{
    Annotated, Answer, Diagnostic, Document, Form, PartyMention, Pos, Span, StatementMention, Tag, TokenIx,
};
use sayso_rules::{Match, RuleSet};
use smol_str::SmolStr;

use crate::Error;
use act::Stances;
use anonymity::Reasons;
use condition::Conditions;
use context::{Classes, Context};
use draft::{Draft, Signed};
use feature::Speaking;
use proposal::Proposal;
use quotation::Speakers;
use score::Scorer;

/// Rules and lexicons of English, by their place in the repository.
macro_rules! data {
    ($($path:literal),* $(,)?) => {
        [$(($path, include_str!(concat!("../../../../", $path)))),*]
    };
}

const LEXICONS: [(&str, &str); 3] =
    data!["data/en/lexicon/saying.tsv", "data/en/lexicon/stance.tsv", "data/en/lexicon/press.tsv"];

const RULES: [(&str, &str); 10] = data![
    "data/en/rules/statement/anonymity.rules",
    "data/en/rules/statement/clause.rules",
    "data/en/rules/statement/object.rules",
    "data/en/rules/statement/noun.rules",
    "data/en/rules/statement/according.rules",
    "data/en/rules/statement/speaker.rules",
    "data/en/rules/statement/frame.rules",
    "data/en/rules/statement/unsaid.rules",
    "data/en/rules/statement/condition.rules",
    "data/en/rules/statement/stance.rules",
];

const WEIGHTS: [(&str, &str); 1] = data!["data/en/model/statements.tsv"];

/// Finds statements: somebody says, thinks or writes something.
pub struct StatementFinder {
    rules: RuleSet,
    classes: Classes,
    scorer: Scorer,
}

/// A draft with what is looked at to judge it, for the program that trains the judge.
#[derive(Clone, Debug)]
pub struct Sample {
    /// The rule that found it.
    pub rule: SmolStr,
    /// Words of the source, if it has any.
    pub source: Option<Span>,
    /// Words of the cue, if it has any.
    pub cue: Option<Span>,
    /// What is said.
    pub content: Vec<Span>,
    /// Names of its features.
    pub features: Vec<String>,
    /// What follows what is said.
    pub parts: Vec<PartSample>,
}

/// A part of a sentence after what is said, which may belong to it, for the program that trains the judge.
#[derive(Clone, Debug)]
pub struct PartSample {
    /// Its words.
    pub span: Span,
    /// Names of its features.
    pub features: Vec<String>,
}

impl StatementFinder {
    /// Reads the rules and lexicons of statements.
    pub fn load() -> Result<Self, Error> {
        let mut builder = RuleSet::builder();
        for (name, text) in LEXICONS {
            builder = builder.lexicon(name, text);
        }
        for (name, text) in RULES {
            builder = builder.rules(name, text);
        }
        let rules = builder.build()?;
        let classes = Classes::of(rules.lexicon());
        let [(file, weights)] = WEIGHTS;
        let scorer = Scorer::read(file, weights)?;
        Ok(Self { rules, classes, scorer })
    }

    /// The rules, with their examples.
    pub fn rules(&self) -> &RuleSet {
        &self.rules
    }

    /// The same, with another floor for the confidence of statements: 0 keeps everything that a rule proposes.
    pub fn with_floor(mut self, floor: f32) -> Self {
        self.scorer.floor = floor;
        self.scorer.inner_floor = self.scorer.inner_floor.min(floor);
        self
    }

    /// All that the rules propose, whatever the confidence. `is_said` tells of parts of sentences whether they belong to
    /// what a cue says.
    pub fn samples(
        &self,
        document: &Document,
        text: &Annotated,
        is_said: impl Fn(Span, Span) -> bool,
    ) -> Vec<Sample> {
        let words = self.rules.lexicon().classify(text);
        let context = Context { text, words: &words, classes: &self.classes };
        let matches = self.rules.find_with(text, &words);
        let conditions = Conditions::of(text, of_kind(&matches, "condition"));
        let (drafts, speaking) = self.said(document, context, &conditions, &matches);
        drafts
            .iter()
            .map(|d| {
                let mut features = Vec::new();
                feature::features(context, &speaking, d, &mut |f| features.push(f.to_owned()));
                let cue = cue_span(text, d);
                let mut parts = Vec::new();
                extent::extend(context, &mut d.clone(), |draft, part| {
                    let mut features = Vec::new();
                    feature::part_features(context, draft, part, &mut |f| features.push(f.to_owned()));
                    let span = part.stretch.span(text);
                    parts.push(PartSample { span, features });
                    cue.is_some_and(|cue| is_said(cue, span))
                });
                Sample {
                    rule: d.rule.clone(),
                    source: d.source.span,
                    cue,
                    content: d.content.iter().map(|p| p.span(text)).collect(),
                    features,
                    parts,
                }
            })
            .collect()
    }

    /// Statements in order of appearance, those told inside others after them.
    pub fn find(&self, document: &Document, text: &Annotated) -> (Vec<StatementMention>, Vec<Diagnostic>) {
        let words = self.rules.lexicon().classify(text);
        let context = Context { text, words: &words, classes: &self.classes };
        let matches = self.rules.find_with(text, &words);
        let conditions = Conditions::of(text, of_kind(&matches, "condition"));
        let (mut drafts, _) = self.said(document, context, &conditions, &matches);
        extent::settle(context, &self.scorer, &mut drafts);
        let mut drafts = chain::link(context, drafts);
        let stances = Stances::of(of_kind(&matches, "stance"));
        side::assign(context, &stances, &mut drafts);
        side::speak(context, &mut drafts);
        for i in 0..drafts.len() {
            let inner = |t: TokenIx| {
                drafts.iter().enumerate().any(|(j, d)| j != i && d.parent == Some(i) && d.says(t))
            };
            let (act, signed) = stances.refine(context, &drafts[i], inner);
            drafts[i].act = act;
            drafts[i].signed = signed;
        }
        let drafts = run_on::join(context, drafts);
        let answers = answer::answers(context, &drafts);
        let told = Told { conditions, reasons: Reasons::of(text, of_kind(&matches, "anonymity")) };
        let mentions =
            drafts.iter().zip(answers).map(|(d, a)| mention(context, &told, &drafts, d, a)).collect();
        (mentions, Vec::new())
    }

    /// Drafts that are likely enough, in order of the text, and who is heard how often.
    fn said(
        &self,
        document: &Document,
        context: Context<'_>,
        conditions: &Conditions,
        matches: &[Match],
    ) -> (Vec<Draft>, Speaking) {
        let is_coded = |t: TokenIx| {
            let block = context.text.sentence_of(t).block as usize;
            document.blocks.get(block).is_none_or(|b| b.kind.is_coded())
        };
        let search = Search { document, context, conditions, matches };
        let (mut drafts, participles) = search.proposed("statement", &is_coded);
        let speaking = Speaking::of(context, &drafts);
        // Cues that rules with words have something to say of, even if it is dropped.
        let mut cues: Vec<TokenIx> = drafts.iter().chain(&participles).flat_map(|d| d.cue.clone()).collect();
        frame::mark_within(context, &drafts.clone(), &mut drafts);
        // Before a speaker carries over: a draft that falls must not lend its source.
        self.judge(context, &speaking, &mut drafts);
        let told: Vec<&Match> = of_kind(matches, "speaker").collect();
        let speakers = Speakers { context, told: &told };
        speakers.complete(&mut drafts, is_coded);
        bare::complete(context, &mut drafts, is_coded);
        turn::complete(document, context, &mut drafts, is_coded);
        post::complete(document, context, &mut drafts, is_coded);
        cues.extend(drafts.iter().flat_map(|d| d.cue.iter().copied()));
        cues.sort_unstable();
        // A noun may have its speaker further away than rules with words look.
        let is_noun = |t: TokenIx| context.text.token(t).pos == Pos::Noun;
        let is_open = |t: TokenIx| is_coded(t) && (is_noun(t) || cues.binary_search(&t).is_err());
        let (mut shapes, _) = search.proposed("frame", &is_open);
        speakers.lend(&mut drafts, participles);
        frame::mark_within(context, &drafts, &mut shapes);
        self.judge(context, &speaking, &mut drafts);
        self.judge(context, &speaking, &mut shapes);
        if self.scorer.floor > 0.0 {
            frame::add_best(context, &mut drafts, shapes);
        } else {
            drafts.extend(shapes);
        }
        for hop in of_kind(matches, "hop") {
            let via = source::parties(context.text, &hop.tokens("via").collect::<Vec<_>>());
            for draft in drafts.iter_mut().filter(|d| d.cue_head() == Some(hop.anchor())) {
                draft.via.extend(via.iter().cloned());
            }
        }
        (drafts, speaking)
    }

    /// Gives drafts their confidence and drops those below the floor.
    fn judge(&self, context: Context<'_>, speaking: &Speaking, drafts: &mut Vec<Draft>) {
        for draft in drafts.iter_mut().filter(|d| !d.is_judged) {
            let mut sum = 0.0;
            feature::features(context, speaking, draft, &mut |f| sum += self.scorer.weight(f));
            draft.confidence = self.scorer.probability(sum);
        }
        drafts.retain(|d| {
            // Annotated texts have few statements inside of others, so the scorer thinks too little of those. A quotation
            // without a cue is said by somebody, and mostly by the one who spoke before.
            let inner = (d.is_within || d.cue.is_empty()) && !frame::is_shape(d);
            d.is_judged || d.confidence >= if inner { self.scorer.inner_floor } else { self.scorer.floor }
        });
    }
}

fn of_kind<'m>(matches: &'m [Match], kind: &'static str) -> impl Iterator<Item = &'m Match> {
    matches.iter().filter(move |m| m.kind() == kind)
}

/// A document with what the rules have found in it.
#[derive(Clone, Copy)]
struct Search<'a> {
    document: &'a Document,
    context: Context<'a>,
    conditions: &'a Conditions,
    matches: &'a [Match],
}

impl Search<'_> {
    /// Drafts of what rules of a kind propose, in order of the text, and those of participles without a speaker.
    fn proposed(self, kind: &'static str, is_coded: &impl Fn(TokenIx) -> bool) -> (Vec<Draft>, Vec<Draft>) {
        let Search { document, context, conditions, matches } = self;
        let text = context.text;
        let mut unsaid: Vec<TokenIx> = of_kind(matches, "unsaid").map(Match::anchor).collect();
        unsaid.sort_unstable();
        // "Edward Said", "Wall Street Says": a name or a title, no verb.
        let is_name = |t: TokenIx| {
            let upper = document.text[text.token(t).span.start()..].starts_with(char::is_uppercase);
            upper && t != text.sentence_of(t).start && text.token(t).quotation.is_none()
        };
        let (mut drafts, mut participles): (Vec<Draft>, Vec<Draft>) = (Vec::new(), Vec::new());
        let mut replaced: Vec<TokenIx> = Vec::new();
        for found in of_kind(matches, kind) {
            let anchor = found.anchor();
            if unsaid.binary_search(&anchor).is_ok() || !is_coded(anchor) || is_name(anchor) {
                continue;
            }
            let Some(proposal) = Proposal::of(found, text) else { continue };
            let Some(content) = content::content_of(context, conditions, &proposal) else { continue };
            let mut speakers = source::parties(text, &proposal.sources);
            let awaits = speakers.is_empty() && text.token(found.anchor()).tag == Tag::Vbg;
            if speakers.is_empty() {
                if !proposal.may_lack_source && !awaits {
                    continue;
                }
                speakers.push(source::UNIDENTIFIED);
            }
            let via = source::parties(text, &proposal.via);
            replaced.extend(proposal.replaces);
            for speaker in speakers {
                let draft = Draft {
                    rule: proposal.rule.clone(),
                    cue: proposal.cue.clone(),
                    source: speaker,
                    via: via.clone(),
                    content: content.pieces.clone(),
                    main: proposal.main,
                    targets: proposal.targets.clone(),
                    signed: Signed::default(),
                    act: proposal.act,
                    form: content.form,
                    confidence: proposal.confidence.unwrap_or(0.0),
                    is_judged: proposal.confidence.is_some(),
                    beside: proposal.beside,
                    side: None,
                    carried: None,
                    parent: None,
                    is_within: false,
                };
                if awaits { participles.push(draft) } else { drafts.push(draft) }
            }
        }
        drafts.retain(|d| d.cue_head().is_none_or(|c| !replaced.contains(&c)));
        drafts.sort_by_key(Draft::start);
        (drafts, participles)
    }
}

/// What is told beside sayings: conditions, and why sources are not named.
struct Told {
    conditions: Conditions,
    reasons: Reasons,
}

fn mention(
    context: Context<'_>,
    told: &Told,
    drafts: &[Draft],
    draft: &Draft,
    answers: Option<Answer>,
) -> StatementMention {
    let text = context.text;
    let mut hops: Vec<&Draft> = vec![draft];
    while let Some(parent) = hops.last().and_then(|d| d.parent).filter(|_| hops.len() < 16) {
        hops.push(&drafts[parent]);
    }
    let mut sources: Vec<PartyMention> = Vec::new();
    for hop in hops.iter().rev() {
        sources.extend(hop.via.iter().cloned());
        sources.push(hop.source.clone());
    }
    let is_medium = |t: TokenIx| context.is(t, context.classes.press);
    let medium = draft.targets.iter().copied().find(|&t| is_medium(t)).map(|t| source::party(text, t));
    let condition = told.conditions.within(&draft.content);
    let inside = hops.iter().skip(1).any(|h| h.form == Form::Direct);
    StatementMention {
        parent: draft.parent.map(|p| p as u32),
        sources,
        cue: cue_span(text, draft),
        content: draft.content.iter().map(|p| p.span(text)).collect(),
        act: draft.act,
        sign: draft.signed.word.map(|t| text.token(t).span),
        form: if inside { Form::Direct } else { draft.form },
        targets: target::targets(context, draft, condition),
        medium,
        time: time::of_saying(context, draft),
        condition: condition.map(|c| c.span(text)),
        answers,
        anonymity: told.reasons.for_source(text, draft),
        rule: draft.rule.clone(),
        confidence: draft.confidence,
    }
}

/// Bytes of the cue: its words as far as they stand in a row from the head, else the head alone.
fn cue_span(text: &Annotated, draft: &Draft) -> Option<sayso_model::Span> {
    let first = *draft.cue.iter().min()?;
    let last = *draft.cue.iter().max()?;
    let close = last - first <= draft.cue.len() as TokenIx + 1;
    match close {
        true => Some(text.tokens_span(first, last + 1)),
        false => Some(text.token(draft.cue[0]).span),
    }
}
