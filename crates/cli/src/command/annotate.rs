//! `sayso annotate`

use sayso_ledger::{Pipeline, conllu};

use crate::exit::Exit;
use crate::flags::{AnnotateFlags, AnnotationFormat};
use crate::input;
use crate::message;
use crate::output::Output;

pub fn run(flags: AnnotateFlags) -> Exit {
    let AnnotationFormat::Conllu = flags.format;
    let (sources, options) = match input::sources(flags.intake) {
        Ok(sources) => sources,
        Err(exit) => return exit,
    };
    let mut output = match Output::open(flags.output.as_deref()) {
        Ok(output) => output,
        Err(exit) => return exit,
    };
    let pipeline = match Pipeline::load(sayso_ledger::Options::default()) {
        Ok(pipeline) => pipeline,
        Err(error) => {
            message::error(error, None);
            return Exit::Incomplete;
        }
    };
    let written = input::each(sources, &options, |document| {
        let (annotated, _) = pipeline.annotate(&document);
        output.put(conllu::write(&document, &annotated).as_bytes())
    });
    match written {
        Ok(true) => Exit::Done,
        Ok(false) => Exit::SomeFailed,
        Err(early) => early,
    }
}
