#!/bin/sh
# Sentences of articles lost and sentences of boilerplate coded, on the pages in crates/intake/tests/pages, beside those
# of the extractor alone; and, if python3 has it, of trafilatura for Python: pip install trafilatura lxml_html_clean
set -eu
cd "$(dirname "$0")/.."
cargo test -q -p sayso-intake --test pages no_boilerplate -- --nocapture | grep -E 'sentences|boilerplate'
python3 - <<'PY' || echo "trafilatura for Python: not installed"
import glob, html as entities, re, trafilatura
letters = lambda text: "".join(c for c in text if c.isalnum())
def marked(html, mark):
    for found in re.finditer(r"<(\w+)([^<>]*) data-gold=%s([^<>]*)>(.*?)</\1>" % mark, html, re.S):
        text = entities.unescape(re.sub(r"<[^>]*>", "", found[4])).replace("\u00ad", "").replace("\u200f", "")
        sentence, ended = "", False
        for word in text.split():
            if ended and (word[0].isupper() or word[0] in "“\"("):
                yield sentence
                sentence = ""
            sentence += word
            ended = word.rstrip("”\"").endswith((".", "!", "?")) and len(word.encode()) > 2
        if sentence: yield sentence
lost = kept = keep = drop = 0
for path in sorted(glob.glob("crates/intake/tests/pages/*.html")):
    html = open(path, encoding="utf-8").read()
    page = re.sub(r" data-gold=\w+", "", html)
    text = letters(trafilatura.extract(page, include_comments=False) or "")
    for s in marked(html, "keep"): keep += 1; lost += letters(s) not in text
    for s in marked(html, "drop"): drop += 1; kept += letters(s) in text
print(f"trafilatura for Python {trafilatura.__version__}: of {keep} sentences lost {lost}, of {drop} of boilerplate kept {kept}")
PY
