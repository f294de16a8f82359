"""A ledger and its exports. SAYSO_BINARY is the program, SAYSO_DB the ledger."""

import hashlib
import json
import os
import subprocess

import pytest


class Ledger:
    """What the ledger says, and files of it."""

    def __init__(self, folder):
        self.folder = folder
        self.claims = {c["id"]: c for c in map(json.loads, self.run("claims", "-f", "jsonl").splitlines())}
        out, _ = self.export("jsonl", "--grain", "articles")
        self.articles = {}
        with open(out / "sayso-articles.jsonl", encoding="utf-8", newline="\n") as lines:
            for line in lines:
                article = json.loads(line)
                self.articles[article["doc_id"]] = article

    def run(self, *arguments):
        command = [os.environ["SAYSO_BINARY"], *arguments]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
        assert done.returncode == 0, done.stderr
        return done.stdout

    def export(self, form, *more):
        """Writes an export into a folder of its own and holds its files against the manifest."""
        out = self.folder / "-".join([form, *(word.strip("-") for word in more)])
        if not out.exists():
            self.run("export", "-q", "-f", form, "-o", str(out), *more)
        (place,) = out.glob("*.manifest.json")
        manifest = json.loads(place.read_text(encoding="utf-8"))
        assert manifest["files"] and manifest["version"] and len(manifest["head"]) == 64
        for file in manifest["files"]:
            found = [p for p in (out / file["name"], out / f"sayso-{form}" / file["name"]) if p.exists()]
            data = found[0].read_bytes()
            assert hashlib.sha256(data).hexdigest() == file["sha256"] and len(data) == file["bytes"]
        name = place.name.removesuffix(".manifest.json")
        losses = json.loads((out / f"{name}.losses.json").read_text(encoding="utf-8"))
        assert set(losses) == {"never_held", "in_rows"}
        assert (out / f"{name}.codebook.md").read_text(encoding="utf-8").startswith("## ")
        return out, manifest

    def text(self, document):
        return self.articles[document]["text"]


@pytest.fixture(scope="session")
def ledger(tmp_path_factory):
    return Ledger(tmp_path_factory.mktemp("exports"))
