//! A statement in the making: its words are settled, its place among the others is not.

use sayso_model::{Act, Form, PartyMention, TokenIx};
use smol_str::SmolStr;

use super::source;
use super::stretch::{Stretch, shared, size};

/// What a speaker carries over from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Carried {
    /// The saying before is in direct speech.
    pub from_direct: bool,
    /// It is in the same paragraph.
    pub same_block: bool,
    /// Sentences between.
    pub distance: u32,
}

/// Whom the sign of an act names, by their heads.
#[derive(Clone, Debug, Default)]
pub(crate) struct Signed {
    /// The sign.
    pub word: Option<TokenIx>,
    /// Those that the act is aimed at.
    pub targets: Vec<TokenIx>,
    /// Those whose deed or right it is: the speaker's side.
    pub own: Vec<TokenIx>,
}

/// A statement in the making.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    /// The rule that found it.
    pub rule: SmolStr,
    /// Words of the cue, its head first; empty where a quotation runs on or stands alone.
    pub cue: Vec<TokenIx>,
    /// Who says it.
    pub source: PartyMention,
    /// Who passes it on, outermost first.
    pub via: Vec<PartyMention>,
    /// What is said, in order, without overlap.
    pub content: Vec<Stretch>,
    /// Head of the content.
    pub main: Option<TokenIx>,
    /// Heads of those told, charged or condemned, as far as the construction says so.
    pub targets: Vec<TokenIx>,
    /// Whom the sign of its act names.
    pub signed: Signed,
    /// What is done by saying it.
    pub act: Act,
    /// Whose words it is in.
    pub form: Form,
    /// How often such a draft is right.
    pub confidence: f32,
    /// True if the rule itself says how often it is right.
    pub is_judged: bool,
    /// A verb whose saying it is not told inside of.
    pub beside: Option<TokenIx>,
    /// The state that the speaker speaks for, as far as the text shows it.
    pub side: Option<SmolStr>,
    /// For a speaker that carries over: how the one before spoke, and how near.
    pub carried: Option<Carried>,
    /// Index of the draft that it is told inside of.
    pub parent: Option<usize>,
    /// True if its cue stands in what another is told to say.
    pub is_within: bool,
}

impl Draft {
    /// Somebody's own words, which nobody need judge.
    pub fn direct(rule: &'static str, content: Vec<Stretch>) -> Self {
        Self {
            rule: SmolStr::new_static(rule),
            cue: Vec::new(),
            source: source::UNIDENTIFIED,
            via: Vec::new(),
            content,
            main: None,
            targets: Vec::new(),
            signed: Signed::default(),
            act: Act::Claim,
            form: Form::Direct,
            confidence: 0.0,
            is_judged: true,
            beside: None,
            side: None,
            carried: None,
            parent: None,
            is_within: false,
        }
    }

    /// The head of the cue.
    pub fn cue_head(&self) -> Option<TokenIx> {
        self.cue.first().copied()
    }

    /// First token of cue and content.
    pub fn start(&self) -> TokenIx {
        let content = self.content.first().map_or(TokenIx::MAX, |p| p.start);
        self.cue.iter().copied().fold(content, TokenIx::min)
    }

    /// One past the last token of cue and content.
    pub fn end(&self) -> TokenIx {
        let content = self.content.last().map_or(0, |p| p.end);
        self.cue.iter().map(|&c| c + 1).fold(content, TokenIx::max)
    }

    /// True if the token is part of what is said.
    pub fn says(&self, token: TokenIx) -> bool {
        self.content.iter().any(|p| p.contains(token))
    }

    /// Shared part of two contents: tokens in both by tokens in either.
    pub fn likeness(&self, other: &Draft) -> f32 {
        let both = shared(&self.content, &other.content);
        let either = size(&self.content) + size(&other.content) - both;
        if either == 0 { 0.0 } else { both as f32 / either as f32 }
    }
}

/// The share of a quotation that is all of it.
const MOST: f32 = 0.8;

/// Adds a draft whose speaker the layout tells, in place of those of the same words without a cue or with the same one.
pub(crate) fn supersede(drafts: &mut Vec<Draft>, draft: Draft) {
    let is_same =
        |d: &Draft| !d.cue.is_empty() && d.cue == draft.cue || d.cue.is_empty() && d.likeness(&draft) >= MOST;
    drafts.retain(|d| !is_same(d));
    drafts.push(draft);
}
