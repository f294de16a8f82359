//! What is looked at to tell a saying from what only looks like one: the cue and its surroundings, who speaks, what is
//! said.
//!
//! A feature is a short name, `kind=value,value`. The program that trains the scorer knows features by their text, the
//! program that uses it by a hash of it.

mod cue;
mod part;
mod said;
mod speaker;

use std::fmt::{Arguments, Write};

use sayso_model::{Annotated, Form};

use super::context::Context;
use super::draft::Draft;
use super::frame::is_shape;
use super::stretch::size;
pub(crate) use part::part_features;
pub(crate) use speaker::Speaking;

/// What the features of one draft are read from.
struct View<'a> {
    context: Context<'a>,
    draft: &'a Draft,
    /// How often whom is heard in the document.
    speaking: &'a Speaking,
    /// The rule's name up to its second dot.
    family: &'a str,
    /// Who speaks, coarsely.
    speaker: &'a str,
    /// True if only its shape speaks for the draft.
    is_shape: bool,
    /// Whose words it is in; inside of what others say, only what it adds to their marks.
    form: Form,
}

impl<'a> View<'a> {
    fn text(&self) -> &'a Annotated {
        self.context.text
    }
}

/// Hands names of features on, one after the other.
struct Shown<'a> {
    name: String,
    sink: &'a mut dyn FnMut(&str),
}

impl Shown<'_> {
    fn show(&mut self, arguments: Arguments<'_>) {
        self.name.clear();
        // Writing to a string cannot fail.
        let _ = self.name.write_fmt(arguments);
        (self.sink)(&self.name);
    }
}

/// Shows the features of a draft to `sink`, one after the other.
pub(crate) fn features(context: Context<'_>, speaking: &Speaking, draft: &Draft, sink: &mut dyn FnMut(&str)) {
    let rule = draft.rule.as_str();
    let view = View {
        context,
        draft,
        speaking,
        family: rule.match_indices('.').nth(1).map_or(rule, |(at, _)| &rule[..at]),
        speaker: speaker::kind(context, draft),
        is_shape: is_shape(draft),
        form: if draft.cue_head().is_some_and(|c| context.in_speech(c)) {
            Form::Indirect
        } else {
            draft.form
        },
    };
    let mut shown = Shown { name: String::with_capacity(64), sink };
    shown.show(format_args!("rule={rule}"));
    shown.show(format_args!("rule,form={rule},{}", view.form));
    speaker::show(&view, &mut shown);
    match draft.cue_head() {
        Some(cue) => {
            cue::show(&view, cue, &mut shown);
            speaker::show_with_cue(&view, cue, &mut shown);
            if let Some(main) = draft.main {
                said::show(&view, cue, main, &mut shown);
            }
            said::show_extent(&view, cue, &mut shown);
        }
        None => show_carried(&view, &mut shown),
    }
}

/// Features of a quotation without a cue, whose speaker carries over.
fn show_carried(view: &View<'_>, shown: &mut Shown<'_>) {
    let (draft, text) = (view.draft, view.text());
    let opens = text.sentence_of(draft.start()).start + 2 > draft.start();
    let opens = if opens { "opens" } else { "within" };
    shown.show(format_args!("carried={opens}"));
    shown.show(format_args!("carried,words={}", size(&draft.content).max(1).ilog2().min(5)));
    if let Some(carried) = draft.carried {
        let direct = if carried.from_direct { "direct" } else { "told" };
        let block = if carried.same_block { "same" } else { "next" };
        let (distance, speaker) = (carried.distance, view.speaker);
        shown.show(format_args!("carried,from={direct},{block},{distance}"));
        shown.show(format_args!("carried,from,opens={direct},{block},{distance},{opens}"));
        shown.show(format_args!("carried,speaker={direct},{block},{speaker}"));
    }
}
