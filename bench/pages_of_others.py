#!/usr/bin/env python3
"""What is read of the pages that other extractors ship as their tests, beside what they read themselves.

    bench/pages_of_others.py [--binary target/release/sayso] [--folder target/pages] [--claims]

Fetches the packages that carry the pages from crates.io and PyPI: Mozilla's Readability (in the crate `readability-js`; the text
asked for is what it gives itself) and newspaper4k (the text asked for is written down beside each page). Both in English only.
Trafilatura is the extractor that ours begins with, and reads both. Counted are runs of four words, as the article extraction
benchmark of Zyte does: precision, recall and their F1 on each page, of which the mean. `--claims` prints each statement and event
that holds words which the text asked for has not.
"""
import argparse, collections, html, io, json, pathlib, re, subprocess, sys, tarfile, urllib.parse, urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
READABILITY = "https://static.crates.io/crates/readability-js/readability-js-0.1.6.crate"
NEWSPAPER = ("newspaper4k", "0.9.6")
PEERS = ["trafilatura==2.3.1", "lxml_html_clean", f"{NEWSPAPER[0]}=={NEWSPAPER[1]}"]
INLINE = "a|abbr|b|bdi|cite|code|em|font|i|mark|q|s|small|span|strong|sub|sup|u|var|wbr"

# Prints what the peers read of each page named on standard input, as JSON lines.
READ = """
import json, sys, pathlib, trafilatura
from newspaper import Article
for line in sys.stdin:
    page = pathlib.Path(line.strip()).read_text(encoding="utf-8", errors="replace")
    read = {}
    try:
        read["trafilatura"] = trafilatura.extract(page, include_comments=False) or ""
    except Exception:
        read["trafilatura"] = ""
    try:
        article = Article("http://localhost/", fetch_images=False)
        article.download(input_html=page)
        article.parse()
        read["newspaper4k"] = article.text
    except Exception:
        read["newspaper4k"] = ""
    print(json.dumps(read))
"""


def fetch(address, folder):
    """Unpacks what lies at an address, once."""
    if not folder.exists():
        with urllib.request.urlopen(address) as answer:
            tarfile.open(fileobj=io.BytesIO(answer.read())).extractall(folder, filter="data")
    return folder


def sdist(name, version):
    with urllib.request.urlopen(f"https://pypi.org/simple/{name}/") as answer:
        links = re.findall(r'href="([^"#]+)', answer.read().decode())
    found = next(link for link in links if link.endswith(f"/{name}-{version}.tar.gz"))
    return urllib.parse.urljoin(f"https://pypi.org/simple/{name}/", found)


def environment(folder):
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        # One by one: pip 23 fails where two ask for one extra of lxml by two names.
        for peer in PEERS:
            subprocess.run([python, "-m", "pip", "install", "--quiet", peer], check=True)
    return python


def words(text):
    return re.findall(r"\w+", text.lower())


def runs(text):
    of = words(text)
    return collections.Counter(tuple(of[i : i + 4]) for i in range(max(1, len(of) - 3)) if of)


def plain(page):
    """The words of a piece of HTML."""
    page = re.sub(r"(?is)<(script|style|template)\b.*?</\1>|<!--.*?-->", " ", page)
    page = re.sub(rf"(?i)</?({INLINE})\b[^<>]*>", "", page)
    return html.unescape(re.sub(r"<[^<>]*>", " ", page))


def is_english(text):
    """Whether one in twelve words is among the commonest of the language."""
    of = words(text)
    return sum(w in ("the", "of", "and", "to", "in", "is") for w in of) * 12 > len(of) > 40


def measure(asked, read):
    want, have = runs(asked), runs(read)
    same = sum((want & have).values())
    precision = same / max(1, sum(have.values())) if have else float(not want)
    recall = same / max(1, sum(want.values()))
    return precision, recall, 2 * precision * recall / (precision + recall) if same else 0.0


def records(binary, page):
    run = subprocess.run([binary, "code", "--input", "html", page], capture_output=True, text=True)
    return json.loads(run.stdout) if run.stdout.strip() else None


def text_of(binary, page):
    """What is coded of a page: its sentences."""
    run = subprocess.run([binary, "annotate", "--input", "html", page], capture_output=True, text=True)
    return "\n".join(line[9:] for line in run.stdout.splitlines() if line.startswith("# text = "))


def strangers(asked, record):
    """Statements and events with words that the text asked for has not, with how many there are."""
    have = runs(asked)
    pieces = [("statement", c["text"]) for s in record["statements"] for c in s["content"]]
    pieces += [("event", e["trigger"]["text"]) for e in record["events"]]
    def is_strange(text):
        of = runs(text)
        if len(words(text)) < 4:
            return not set(words(text)) <= {w for run in have for w in run}
        return sum((of & have).values()) * 2 < sum(of.values())
    return [piece for piece in pieces if is_strange(piece[1])], len(pieces)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=str(ROOT / "target/release/sayso"))
    parser.add_argument("--folder", type=pathlib.Path, default=ROOT / "target/pages")
    parser.add_argument("--claims", action="store_true")
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    python = environment(args.folder / "venv")
    mozilla = fetch(READABILITY, args.folder / "readability")
    mozilla = sorted(mozilla.glob("*/vendor/readability/test/test-pages/*/source.html"))
    news = fetch(sdist(*NEWSPAPER), args.folder / "newspaper4k")
    news = sorted(news.glob("*/tests/data/html/*.html"))
    sets = {
        "Readability": [(p, plain((p.parent / "expected.html").read_text(encoding="utf-8"))) for p in mozilla],
        "newspaper4k": [(p, t.read_text(encoding="utf-8")) for p in news if (t := p.parents[1] / "txt" / f"{p.stem}.txt").exists()],
    }
    for name, pages in sets.items():
        pages = [(p, asked) for p, asked in pages if is_english(asked)]
        answer = subprocess.run([python, "-c", READ], input="\n".join(str(p) for p, _ in pages), capture_output=True, text=True, check=True)
        read = [json.loads(line) for line in answer.stdout.splitlines()]
        rows, odd, all_pieces, pages_odd = collections.defaultdict(list), 0, 0, 0
        for (page, asked), peers in zip(pages, read, strict=True):
            ours = text_of(args.binary, page)
            rows["sayso"].append((measure(asked, ours), page))
            for peer, text in peers.items():
                rows[peer].append((measure(asked, text), page))
            record = records(args.binary, page)
            found, count = strangers(asked, record) if record else ([], 0)
            odd, all_pieces, pages_odd = odd + len(found), all_pieces + count, pages_odd + bool(found)
            if args.claims:
                for kind, text in found:
                    print(f"{page.parent.name if name == 'Readability' else page.name}\t{kind}\t{text}")
        print(f"\n{name}: {len(pages)} pages in English\n\n{'':14} precision  recall     F1")
        for system, measured in rows.items():
            mean = [sum(m[i] for m, _ in measured) / len(measured) for i in range(3)]
            print(f"{system:14} {mean[0]:9.3f} {mean[1]:7.3f} {mean[2]:6.3f}")
        print(f"of {all_pieces} statements and events {odd} hold words that the text asked for has not, on {pages_odd} pages")
        if args.claims:
            for (p, r, f), page in sorted(rows["sayso"], key=lambda m: m[0][2])[:25]:
                print(f"  {f:.3f} (P {p:.3f} R {r:.3f}) {page.parent.name if name == 'Readability' else page.name}")


if __name__ == "__main__":
    main()
