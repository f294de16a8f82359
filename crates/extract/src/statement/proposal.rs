//! What a rule puts forward: the words of a saying, before their extent, chain and act are settled.

use sayso_model::{Act, Annotated, Dep, TokenIx};
use sayso_rules::Match;
use smol_str::SmolStr;

/// A saying that a rule has found.
#[derive(Clone, Debug)]
pub(crate) struct Proposal {
    /// The rule.
    pub rule: SmolStr,
    /// Words of the cue, its head first; empty where a quotation has no cue.
    pub cue: Vec<TokenIx>,
    /// Heads of those who say it.
    pub sources: Vec<TokenIx>,
    /// Heads of those who pass it on.
    pub via: Vec<TokenIx>,
    /// Heads of the pieces of what is said.
    pub pieces: Vec<TokenIx>,
    /// The verb or noun that heads the content.
    pub main: Option<TokenIx>,
    /// Those told, charged or condemned, as far as the construction says so.
    pub targets: Vec<TokenIx>,
    /// What the lexicon says is done.
    pub act: Act,
    /// True if a saying without a speaker is one.
    pub may_lack_source: bool,
    /// How often it is right, where the rule itself says so.
    pub confidence: Option<f32>,
    /// The verb whose saying it is not told inside of: the article vouches for it.
    pub beside: Option<TokenIx>,
    /// The head of a cue whose own saying this one takes the place of.
    pub replaces: Option<TokenIx>,
    /// True if the content is the whole clause that its head belongs to.
    pub reaches_clause: bool,
}

impl Proposal {
    /// Reads a match of a rule of kind `statement`.
    pub fn of(found: &Match, text: &Annotated) -> Option<Self> {
        let act = found.attribute("act").and_then(Act::from_name).unwrap_or(Act::Claim);
        let mut cue = vec![found.token("cue")?];
        cue.extend(found.tokens("noun"));
        let particles = text.children_by(cue[0], Dep::Prt);
        cue.extend(particles);
        if found.rule().name.starts_with("according.") {
            cue.extend(found.tokens("link"));
        }
        let content: Vec<TokenIx> = found.tokens("content").collect();
        let mut pieces: Vec<TokenIx> = found.tokens("outside").chain(found.tokens("opening")).collect();
        pieces.extend(&content);
        pieces.dedup();
        Some(Self {
            rule: found.rule().name.clone(),
            cue,
            sources: found.tokens("source").collect(),
            via: found.tokens("via").collect(),
            pieces,
            main: content.first().copied(),
            targets: found.tokens("target").collect(),
            act,
            may_lack_source: found.attribute("unsourced") == Some("unidentified"),
            confidence: found.number("confidence"),
            beside: found.token("verb").filter(|_| found.attribute("vouched") == Some("article")),
            replaces: found.attribute("replaces").and_then(|role| found.token(role)),
            reaches_clause: found.attribute("reach") == Some("clause"),
        })
    }

    /// The head of the cue.
    pub fn cue_head(&self) -> Option<TokenIx> {
        self.cue.first().copied()
    }
}
