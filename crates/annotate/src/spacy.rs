//! What does spaCy say of a text? The raw layer: one text, its tokens of white space included, exactly as
//! `spacy.load("en_core_web_sm")` returns it. [`crate::Annotator`] makes `Annotated` of it.

use std::time::{Duration, Instant};

use sayso_model::{Dep, Pos, Span, Tag};
use serde::Deserialize;
use smol_str::SmolStr;

pub use crate::ner::Mark;
use crate::{
    Error, data,
    lemma::Lemmatizer,
    ner::Recogniser,
    nn::{Cpu, Encoder, FEATURES, StateVectors, TILE, WIDTH, Weights},
    parse::{Parser, SentenceStart, Tree},
    ruler::{RuleEntry, Ruler, Ruling, Seen},
    tag::Tagger,
    tokenize::{Piece, Tokenizer, Words},
};

/// A token of the raw layer.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// Bytes in the text.
    pub span: Span,
    /// True if one space follows that is no token of its own.
    pub spacy: bool,
    /// True for a token of white space.
    pub is_space: bool,
    /// Penn Treebank tag.
    pub tag: Tag,
    /// Universal part of speech.
    pub pos: Pos,
    /// Relation to the head.
    pub dep: Dep,
    /// Index of the head; its own for a root.
    pub head: u32,
    /// Dictionary form.
    pub lemma: SmolStr,
    /// The word in lower case.
    pub lower: SmolStr,
    /// True if a sentence starts here.
    pub starts_sentence: bool,
    /// Where the token stands in a name.
    pub mark: Mark,
}

/// A word as another program has read it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Word {
    /// Bytes in the text.
    pub span: Span,
    /// Penn Treebank tag.
    pub tag: Tag,
    /// Relation to the head, of those of spaCy's English models.
    pub dep: Dep,
    /// Index of the head; its own for a root.
    pub head: u32,
    /// True if a sentence starts here.
    pub starts_sentence: bool,
    /// Where the word stands in a name.
    pub mark: Mark,
}

#[derive(Deserialize)]
struct PipelineFile {
    tags: Vec<String>,
    moves: Moves,
    ruler: Vec<RuleEntry>,
}

#[derive(Deserialize)]
struct Moves {
    parser: Vec<String>,
    ner: Vec<String>,
}

/// The components of spaCy's pipeline, in its order.
#[derive(Debug)]
pub struct Pipeline {
    cpu: Cpu,
    tokenizer: Tokenizer,
    shared: Encoder,
    tagger: Tagger,
    parser: Parser,
    ruler: Ruler,
    lemmatizer: Lemmatizer,
    names: Encoder,
    recogniser: Recogniser,
}

/// Room that a thread needs, and the words that it has seen. What it holds never changes a result.
#[derive(Debug, Default)]
pub struct Scratch {
    words: Words,
    /// For each word, without and with a space behind it: where its vectors are, one more than the index; 0 if nowhere.
    vector_of: Vec<[u32; 2]>,
    /// The vectors of words, for each network.
    shared_of: Vec<[f32; WIDTH]>,
    names_of: Vec<[f32; WIDTH]>,
    /// Features of the words that have no vectors yet.
    unseen: Vec<[u64; FEATURES]>,
    shared: Vec<f32>,
    names: Vec<f32>,
    spare: Vec<f32>,
    states: StateVectors,
    stages: Stages,
}

/// Time spent in each component.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "named after the components")]
pub struct Stages {
    pub tokenize: Duration,
    pub embed: Duration,
    pub encode: Duration,
    pub tag: Duration,
    pub parse: Duration,
    pub names: Duration,
    pub rule_and_lemmatize: Duration,
}

/// Adds the time since `from` to a stage and starts again.
fn lap(from: &mut Instant, stage: &mut Duration) {
    let now = Instant::now();
    *stage += now - std::mem::replace(from, now);
}

/// Rows of zeros between texts at least, as many as a vector sees to each side.
const PADDING: usize = 4;
const _: () = assert!(PADDING.is_multiple_of(TILE), "the first text begins with a tile");
/// Tokens that are encoded together; a longer text is encoded alone.
const BATCH: usize = 512;

/// A text and which of its tokens may start sentences, filled in between the tokeniser and the parser.
struct Text {
    pieces: Vec<Piece>,
    starts: Vec<SentenceStart>,
}

impl Pipeline {
    /// Reads the model, which is part of the program.
    pub fn load() -> Result<Self, Error> {
        let weights = Weights::read(data::weights())?;
        let fail = |what: &str| Error::model("pipeline.json", what);
        let file: PipelineFile =
            serde_json::from_str(data::PIPELINE).map_err(|e| Error::model("pipeline.json", e))?;
        let tags: Option<Vec<Tag>> = file.tags.iter().map(|t| Tag::from_label(t)).collect();
        let attributes = ["norm", "prefix", "suffix", "shape", "spacy", "is_space"];
        Ok(Self {
            cpu: Cpu::detect(),
            tokenizer: Tokenizer::load()?,
            shared: Encoder::read(&weights, "shared", &attributes)?,
            tagger: Tagger::read(&weights, tags.ok_or_else(|| fail("tags"))?)?,
            parser: Parser::read(&weights, &file.moves.parser)?,
            ruler: Ruler::new(file.ruler)?,
            lemmatizer: Lemmatizer::new(),
            names: Encoder::read(&weights, "names", &attributes[..4])?,
            recogniser: Recogniser::read(&weights, &file.moves.ner)?,
        })
    }

    /// Annotates one text as `nlp(text)` does.
    pub fn run(&self, text: &str, scratch: &mut Scratch) -> Vec<Token> {
        self.run_all(&[text], scratch, |_, _, _| {}).pop().unwrap_or_default()
    }

    /// Annotates texts, none of which sees another. `restrict` may say of every token whether a sentence may start
    /// at it; it is given the index of the text and the spans of its tokens.
    pub(crate) fn run_all(
        &self,
        texts: &[&str],
        scratch: &mut Scratch,
        restrict: impl Fn(usize, &[Span], &mut [SentenceStart]),
    ) -> Vec<Vec<Token>> {
        let mut results = Vec::with_capacity(texts.len());
        let mut batch: Vec<(&str, Text)> = Vec::new();
        let mut tokens = 0;
        scratch.trim();
        for (i, &text) in texts.iter().enumerate() {
            let mut pieces = Vec::new();
            let mut clock = Instant::now();
            self.tokenizer.tokenize(text, &mut scratch.words, &mut pieces);
            lap(&mut clock, &mut scratch.stages.tokenize);
            let spans: Vec<Span> =
                pieces.iter().map(|p| Span { start_byte: p.start, end_byte: p.end }).collect();
            let mut starts = vec![SentenceStart::Free; pieces.len()];
            restrict(i, &spans, &mut starts);
            if tokens > 0 && tokens + pieces.len() > BATCH {
                self.run_batch(&batch, scratch, &mut results);
                batch.clear();
                tokens = 0;
                // Words of the text at hand would be lost.
                if scratch.trim() {
                    self.tokenizer.tokenize(text, &mut scratch.words, &mut pieces);
                }
            }
            tokens += pieces.len() + PADDING;
            batch.push((text, Text { pieces, starts }));
        }
        self.run_batch(&batch, scratch, &mut results);
        results
    }

    fn run_batch(&self, batch: &[(&str, Text)], scratch: &mut Scratch, results: &mut Vec<Vec<Token>>) {
        let mut clock = Instant::now();
        let first_rows = self.embed(batch, scratch);
        lap(&mut clock, &mut scratch.stages.embed);
        self.shared.encode(self.cpu, &mut scratch.shared, &mut scratch.spare);
        lap(&mut clock, &mut scratch.stages.encode);
        let mut tags = Vec::new();
        self.tagger.tag(self.cpu, &scratch.shared, &mut scratch.spare, &mut tags);
        lap(&mut clock, &mut scratch.stages.tag);
        self.parser.prepare(self.cpu, &scratch.shared, &mut scratch.states);
        let is_space: Vec<Vec<bool>> = batch
            .iter()
            .map(|(_, t)| t.pieces.iter().map(|p| scratch.words.get(p.lexeme).features.is_space).collect())
            .collect();
        let trees: Vec<Tree> = (batch.iter().zip(&first_rows))
            .zip(&is_space)
            .map(|(((_, text), &row), is_space)| {
                self.parser.parse(self.cpu, &scratch.states, row, is_space, &text.starts)
            })
            .collect();
        lap(&mut clock, &mut scratch.stages.parse);
        self.names.encode(self.cpu, &mut scratch.names, &mut scratch.spare);
        lap(&mut clock, &mut scratch.stages.encode);
        self.recogniser.prepare(self.cpu, &scratch.names, &mut scratch.states);
        for ((((_, text), &row), is_space), tree) in batch.iter().zip(&first_rows).zip(&is_space).zip(trees) {
            let marks = self.recogniser.find(self.cpu, &scratch.states, row, is_space, &tree.starts);
            lap(&mut clock, &mut scratch.stages.names);
            let tags = &tags[row as usize..][..text.pieces.len()];
            results.push(self.assemble(&text.pieces, tags, tree, marks, is_space, &scratch.words));
            lap(&mut clock, &mut scratch.stages.rule_and_lemmatize);
        }
    }

    /// Fills the rows of the networks with the vectors of the words; returns the row of the first token of each text.
    fn embed(&self, batch: &[(&str, Text)], scratch: &mut Scratch) -> Vec<u32> {
        let pieces = batch.iter().flat_map(|(_, text)| &text.pieces);
        pieces.for_each(|piece| scratch.see(piece));
        self.shared.embed(self.cpu, &scratch.unseen, &mut scratch.shared_of);
        self.names.embed(self.cpu, &scratch.unseen, &mut scratch.names_of);
        scratch.unseen.clear();
        // Every text begins at a multiple of a tile, so that it is read alike whatever stands before it.
        let room = |t: &Text| (t.pieces.len() + PADDING).next_multiple_of(TILE);
        // A row of zeros at both ends stands for what is outside.
        let rows = 2 + PADDING + batch.iter().map(|(_, t)| room(t)).sum::<usize>();
        for matrix in [&mut scratch.shared, &mut scratch.names] {
            matrix.clear();
            matrix.resize(rows * WIDTH, 0.0);
        }
        let mut row = 1 + PADDING;
        let mut first_rows = Vec::with_capacity(batch.len());
        for (_, text) in batch {
            first_rows.push(row as u32);
            let next = row + room(text);
            for piece in &text.pieces {
                let word = scratch.vector_of[piece.lexeme as usize][usize::from(piece.spacy)] as usize - 1;
                let range = row * WIDTH..(row + 1) * WIDTH;
                scratch.shared[range.clone()].copy_from_slice(&scratch.shared_of[word]);
                scratch.names[range].copy_from_slice(&scratch.names_of[word]);
                row += 1;
            }
            row = next;
        }
        first_rows
    }

    /// Puts the results of all components together.
    fn assemble(
        &self,
        pieces: &[Piece],
        tags: &[Tag],
        tree: Tree,
        marks: Vec<Mark>,
        is_space: &[bool],
        words: &Words,
    ) -> Vec<Token> {
        let seen = |i: usize| Seen {
            lower: &words.get(pieces[i].lexeme).lower,
            tag: tags[i],
            dep: tree.deps[i],
            is_space: is_space[i],
        };
        (0..pieces.len())
            .map(|i| {
                let piece = pieces[i];
                let word = words.get(piece.lexeme);
                let (ruling, lemma) = self.rule(pieces.len(), i, seen, &word.text, &word.lower);
                Token {
                    span: Span { start_byte: piece.start, end_byte: piece.end },
                    spacy: piece.spacy,
                    is_space: is_space[i],
                    tag: ruling.tag.unwrap_or(tags[i]),
                    pos: ruling.pos,
                    dep: ruling.dep.unwrap_or(tree.deps[i]),
                    head: tree.heads[i],
                    lemma,
                    lower: word.lower.clone(),
                    starts_sentence: tree.starts[i],
                    mark: marks[i],
                }
            })
            .collect()
    }

    /// What follows from the tag and the relation of a word: its part of speech and its lemma, above all.
    fn rule<'a>(
        &self,
        length: usize,
        i: usize,
        seen: impl Fn(usize) -> Seen<'a>,
        text: &SmolStr,
        lower: &SmolStr,
    ) -> (Ruling, SmolStr) {
        let ruling = self.ruler.rule(length, i, seen);
        let letters = self.tokenizer.letters();
        let own = || self.lemmatizer.lemma(letters, text, lower, ruling.pos, ruling.morph);
        let lemma = ruling.lemma.clone().unwrap_or_else(own);
        (ruling, lemma)
    }

    /// Tokens of words that another program has read.
    pub(crate) fn complete(&self, text: &str, given: &[Word]) -> Vec<Token> {
        let words: Vec<(SmolStr, SmolStr)> = given
            .iter()
            .map(|w| {
                let word = w.span.text(text);
                (SmolStr::new(word), word.to_lowercase().into())
            })
            .collect();
        let is_space = |i: usize| words[i].0.chars().all(char::is_whitespace);
        let seen = |i: usize| Seen {
            lower: &words[i].1,
            tag: given[i].tag,
            dep: given[i].dep,
            is_space: is_space(i),
        };
        let token = |(i, word): (usize, &Word)| {
            let (ruling, lemma) = self.rule(given.len(), i, seen, &words[i].0, &words[i].1);
            Token {
                span: word.span,
                spacy: text[word.span.end()..].starts_with(' '),
                is_space: is_space(i),
                tag: ruling.tag.unwrap_or(word.tag),
                pos: ruling.pos,
                dep: ruling.dep.unwrap_or(word.dep),
                head: word.head,
                lemma,
                lower: words[i].1.clone(),
                starts_sentence: word.starts_sentence,
                mark: word.mark,
            }
        };
        given.iter().enumerate().map(token).collect()
    }
}

impl Scratch {
    /// Time spent in each component so far.
    pub fn stages(&self) -> Stages {
        self.stages
    }

    /// Forgets words if there are too many; true if so.
    fn trim(&mut self) -> bool {
        let trimmed = self.words.trim();
        if trimmed {
            self.vector_of.clear();
            self.shared_of.clear();
            self.names_of.clear();
        }
        trimmed
    }

    /// Keeps a place for the vectors of a token that is seen for the first time.
    fn see(&mut self, piece: &Piece) {
        self.vector_of.resize(self.vector_of.len().max(self.words.len()), [0; 2]);
        let slot = &mut self.vector_of[piece.lexeme as usize][usize::from(piece.spacy)];
        if *slot == 0 {
            let f = self.words.get(piece.lexeme).features;
            self.unseen.push([
                f.norm,
                f.prefix,
                f.suffix,
                f.shape,
                u64::from(piece.spacy),
                u64::from(f.is_space),
            ]);
            *slot = (self.shared_of.len() + self.unseen.len()) as u32;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_processor_annotates_alike() {
        let mut pipeline = Pipeline::load().unwrap();
        let text = "The foreign minister said on Tuesday that talks with the rebels in Lirna had failed. \
                    “We won't sign,” she told Reuters, “until all 36 prisoners are free.”";
        let mut expected: Option<(Vec<Token>, Vec<u32>)> = None;
        for cpu in Cpu::all() {
            pipeline.cpu = cpu;
            let mut scratch = Scratch::default();
            let tokens = pipeline.run(text, &mut scratch);
            let bits = scratch.shared.iter().chain(&scratch.names).map(|x| x.to_bits()).collect();
            match &expected {
                Some(expected) => assert!(*expected == (tokens, bits), "{cpu:?}"),
                None => expected = Some((tokens, bits)),
            }
        }
    }
}
