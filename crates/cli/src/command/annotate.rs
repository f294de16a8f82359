//! `sayso annotate`

use sayso_ledger::{Pipeline, conllu};

use crate::exit::Exit;
use crate::flags::{AnnotateFlags, AnnotationFormat};
use crate::input::{self, Input};
use crate::message;
use crate::output::Output;

pub fn run(flags: AnnotateFlags) -> Exit {
    let AnnotationFormat::Conllu = flags.format;
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
    let options = sayso_intake::Options::default();
    let mut exit = Exit::Done;
    for input in flags.files.into_iter().map(Input::new) {
        let document = match input::document(&input, &options) {
            Ok((document, _)) => document,
            Err(unread) => {
                message::error(unread.what, unread.hint);
                exit = Exit::SomeFailed;
                continue;
            }
        };
        let (annotated, _) = pipeline.annotate(&document);
        if let Err(early) = output.put(conllu::write(&document, &annotated).as_bytes()) {
            return early;
        }
    }
    exit
}
