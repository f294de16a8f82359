//! The files of the model, part of the program. `tools/export_model.py` makes them.

/// Gives embedded bytes the alignment that vectors of floats need.
#[repr(C, align(64))]
struct Aligned<T: ?Sized>(T);

static WEIGHTS: &Aligned<[u8]> = &Aligned(*include_bytes!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../data/en/model/weights.safetensors"
)));

/// Parameters of all networks.
pub(crate) fn weights() -> &'static [u8] {
    &WEIGHTS.0
}

macro_rules! text {
    ($name:ident, $path:literal) => {
        #[doc = concat!("`", $path, "`")]
        pub(crate) const $name: &str =
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/en/model/", $path));
    };
}

text!(PIPELINE, "pipeline.json");
text!(TOKENIZER, "tokenizer.json");
text!(LEMMA_RULES, "lemma/rules.tsv");
text!(LEMMA_EXCEPTIONS, "lemma/exceptions.tsv");
text!(INDEX_ADJ, "lemma/index.adj.txt");
text!(INDEX_ADV, "lemma/index.adv.txt");
text!(INDEX_NOUN, "lemma/index.noun.txt");
text!(INDEX_VERB, "lemma/index.verb.txt");
