//! What do a lab's own dictionaries add to a ledger?
//!
//! Before resolution each coding becomes an event at its verb, or gives its type to the event that is there, since a lab
//! that loads a dictionary means it to be followed. Statements, status, places and figures are found for it as for
//! any other event. Afterwards the event gets the dictionary's code, and its parties the countries and sectors of theirs.

use sayso_dictionaries::{Coding, Dictionaries, Options};
use sayso_extract::Extractor;
use sayso_model::{Annotated, ArgumentRole, Diagnostic, Document, Ledger, Mentions, Span, TokenIx};
use sayso_resolve::Resolver;

use crate::diagnostics;

/// Quad classes of deeds.
const MATERIAL: [u8; 2] = [2, 4];

/// Dictionaries that a user has loaded.
pub(crate) struct Lab {
    dictionaries: Dictionaries,
}

/// The codings of one verb that bear one code.
pub(crate) struct Deed {
    trigger: TokenIx,
    codings: Vec<Coding>,
}

impl Lab {
    pub(crate) fn new(dictionaries: Dictionaries) -> Self {
        Self { dictionaries }
    }

    /// Adds what the dictionaries code to the records of extraction.
    pub(crate) fn propose(
        &self,
        (extractor, resolver): (&Extractor, &Resolver),
        document: &Document,
        annotated: &Annotated,
        mentions: &mut Mentions,
    ) -> (Vec<Deed>, Vec<Diagnostic>) {
        let outcome = self.dictionaries.code(annotated, document.published, &Options::default());
        let is_coded = |c: &Coding| {
            let block = annotated.sentence_of(c.trigger).block as usize;
            document.blocks.get(block).is_none_or(|b| b.kind.is_coded())
        };
        let mut deeds: Vec<Deed> = Vec::new();
        for coding in outcome.codings.into_iter().filter(is_coded) {
            match deeds.iter_mut().find(|d| d.trigger == coding.trigger) {
                // The second code of a pair, from target to source, tells of the same deed.
                Some(deed) if deed.codings[0].code != coding.code => {}
                Some(deed) => deed.codings.push(coding),
                None => deeds.push(Deed { trigger: coding.trigger, codings: vec![coding] }),
            }
        }
        let mut seen = Vec::new();
        deeds.retain(|deed| {
            let coding = &deed.codings[0];
            let span = annotated.token(deed.trigger).span;
            let Some(kind) = resolver.ontology().of_cameo(&coding.code) else {
                seen.push(diagnostics::no_cameo(&coding.code, &coding.line, span));
                return false;
            };
            // What is said is a statement already.
            let Some((kind, mode)) = kind else { return false };
            // A saying does not do what it tells of: that is coded at its own verb.
            let said = mentions.statements.iter().any(|s| s.cue.is_some_and(|cue| cue.contains(span)));
            let quad = resolver.ontology().entry(kind, mode.as_deref()).map_or(0, |e| e.quad);
            let is_deed = MATERIAL.contains(&quad);
            // In a passive without "by" the subject is not the one who does it.
            let suffers =
                |t: TokenIx| annotated.arguments.of(deed.trigger, ArgumentRole::Object).any(|o| o == t);
            let own_event = mentions.events.iter().any(|e| e.trigger_span.contains(span));
            if !own_event && (said && is_deed || suffers(coding.source.head)) {
                seen.push(diagnostics::no_doer(&coding.line, span));
                return false;
            }
            let rule = format!("dictionary.{}", coding.line);
            let heads = |of: fn(&Coding) -> TokenIx| {
                let mut heads: Vec<_> = deed.codings.iter().map(of).collect();
                heads.sort_unstable();
                heads.dedup();
                heads
            };
            let (actors, recipients) = (heads(|c| c.source.head), heads(|c| c.target.head));
            let own = extractor.event(
                annotated,
                mentions,
                (kind.clone(), mode.clone()),
                deed.trigger,
                (&actors, &recipients),
                &rule,
            );
            match mentions.events.iter_mut().find(|e| e.trigger_span.contains(span)) {
                Some(event) => {
                    if event.kind != own.kind {
                        event.mode = own.mode;
                    }
                    event.kind = own.kind;
                    event.rule = own.rule;
                    // Our grammar sees through passives and control; the dictionary's parties fill what it leaves.
                    if event.actors.is_empty() && event.recipients.is_empty() {
                        (event.actors, event.recipients) = (own.actors, own.recipients);
                    }
                }
                None => mentions.events.push(own),
            }
            true
        });
        mentions.events.sort_by_key(|e| e.trigger);
        (deeds, seen)
    }

    /// Gives the records the codes of the dictionaries.
    pub(crate) fn settle(&self, annotated: &Annotated, deeds: &[Deed], ledger: &mut Ledger) {
        for deed in deeds {
            let span = annotated.token(deed.trigger).span;
            let at = |event: &&mut sayso_model::Event| {
                !event.derived
                    && std::iter::once(&event.trigger).chain(&event.mentions).any(|s| s.contains(span))
            };
            if let Some(event) = ledger.events.iter_mut().find(at) {
                event.cameo = Some(deed.codings[0].code.clone());
            }
            for coding in &deed.codings {
                for role in [&coding.source, &coding.target] {
                    code_actor(ledger, annotated.token(role.head).span, &role.code);
                }
            }
        }
    }
}

/// Country and sector of a code such as `USAGOV`, for the actor whose words stand there.
fn code_actor(ledger: &mut Ledger, head: Span, code: &str) {
    let Some(actor) = ledger.actors.iter_mut().find(|a| a.mentions.iter().any(|m| m.contains(head))) else {
        return;
    };
    let (first, rest) = code.split_at_checked(3).unwrap_or((code, ""));
    let letters = |s: &str| s.len() == 3 && s.bytes().all(|b| b.is_ascii_uppercase());
    if matches!(first, "IGO" | "NGO") {
        actor.role = Some(first.into());
    } else if letters(first) && !matches!(first, "IMG" | "MNC" | "NGM" | "UIG") {
        actor.country = Some(first.into());
        if let Some(sector) = rest.get(..3).filter(|s| letters(s)) {
            actor.role = Some(sector.into());
        }
    } else if let Some(sector) = rest.get(..3).filter(|s| letters(s) && first == "---") {
        actor.role = Some(sector.into());
    }
}
