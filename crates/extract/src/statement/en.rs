//! Small words of English that the search for statements asks for by themselves. Verbs and nouns are in data/en.

/// Marks that end a piece of content or part it from its cue.
pub(crate) fn is_separator(lower: &str) -> bool {
    matches!(lower, "," | "." | ";" | ":" | "-" | "--" | "—" | "–" | "..." | "…")
}

/// Marks after which a sentence may seem to end while its speaker is still to come.
pub(crate) fn is_pause(lower: &str) -> bool {
    matches!(lower, "?" | "!" | "," | "…" | "..." | "-" | "—")
}

/// Marks between two clauses of which neither is said in the other.
pub(crate) fn is_break(lower: &str) -> bool {
    matches!(lower, ";" | ":" | "(")
}

/// Marks after which a quotation stands for itself.
pub(crate) fn ends_sentence(lower: &str) -> bool {
    matches!(lower, "." | ":" | ";" | "!" | "?")
}

/// Opens a parenthesis.
pub(crate) fn is_opening_bracket(lower: &str) -> bool {
    matches!(lower, "(" | "[")
}

/// Closes a parenthesis.
pub(crate) fn is_closing_bracket(lower: &str) -> bool {
    matches!(lower, ")" | "]")
}

/// A dash, perhaps with the mark before it in one word.
pub(crate) fn ends_in_dash(lower: &str) -> bool {
    lower.ends_with(['-', '–', '—', '―'])
}

/// Quotation marks of all shapes.
pub(crate) fn is_quotation_mark(lower: &str) -> bool {
    matches!(lower, "\"" | "'" | "''" | "``" | "`" | "“" | "”" | "‘" | "’" | "«" | "»")
}

/// Links a clause to its verb of saying and belongs to neither.
pub(crate) fn is_complementizer(lower: &str) -> bool {
    lower == "that"
}

/// Links what something is called to the thing.
pub(crate) fn is_role_link(lower: &str) -> bool {
    lower == "as"
}

/// Prepositions whose phrase belongs to the object before it rather than to the verb: "oppose the deal with Tehran".
/// In PolNeAR's training texts three of four such phrases are part of the content.
pub(crate) fn stays_with_object(lower: &str) -> bool {
    matches!(lower, "to" | "for" | "with" | "as" | "about" | "than")
}

/// Prepositions of place and direction.
pub(crate) fn is_whereabouts(lower: &str) -> bool {
    matches!(lower, "in" | "at" | "from" | "to" | "near" | "into" | "inside" | "across" | "off")
}

/// The pronoun in "what they say are vessels".
pub(crate) fn is_free_relative(lower: &str) -> bool {
    lower == "what"
}

/// Forms of the copula, by lemma.
pub(crate) fn is_copula(lemma: &str) -> bool {
    lemma == "be"
}

/// The speaker, or he and his side.
pub(crate) fn is_first_person(lower: &str) -> bool {
    is_first_person_plural(lower) || matches!(lower, "i" | "me" | "myself")
}

/// The speaker, his side, or what is theirs.
pub(crate) fn is_own(lower: &str) -> bool {
    is_first_person(lower) || matches!(lower, "my" | "our" | "mine" | "ours")
}

/// The speaker and his side.
pub(crate) fn is_first_person_plural(lower: &str) -> bool {
    matches!(lower, "we" | "us" | "ourselves")
}

/// Pronouns for people other than the speaker.
pub(crate) fn is_other_person(lower: &str) -> bool {
    matches!(lower, "they" | "them" | "he" | "him" | "she" | "her" | "you")
}

/// Whoever is spoken to.
pub(crate) fn is_addressee(lower: &str) -> bool {
    lower == "you"
}

/// Pronouns that in what somebody says of himself stand for the speaker.
pub(crate) fn may_be_speaker(lower: &str) -> bool {
    matches!(lower, "it" | "he" | "she")
}

/// True for a noun whose ending says that it is a deed or a quality, and nobody: "inaction", "hostility".
pub(crate) fn is_abstract(lemma: &str) -> bool {
    ["tion", "sion", "ness", "ity", "ism", "ance", "ence"].iter().any(|ending| lemma.ends_with(ending))
}

/// What stands for those who ask and answer where an interview does not name them.
pub(crate) fn is_turn(label: &str) -> bool {
    matches!(label, "q" | "a" | "question" | "answer")
}
