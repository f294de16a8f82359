#!/usr/bin/env bash
# From nothing to tables: an environment with Spark, articles, a cluster of two executors on this machine.
#
# usage: examples/spark/run.sh SAYSO.whl [FOLDER]     needs Python 3.11 and Java 17
set -euo pipefail
wheel=$(realpath "$1")
folder=$(realpath -m "${2:-sayso-spark}")
here=$(dirname "$(realpath "$0")")
mkdir -p "$folder"

python3 -m venv "$folder/venv"
export PATH="$folder/venv/bin:$PATH" PYSPARK_PYTHON="$folder/venv/bin/python"
pip install -q "$wheel[spark]"

# Six made-up articles beside this script, as a folder of Parquet. Yours come from wherever they are.
python - "$here/.." "$folder/articles" <<'PYTHON'
import pathlib, sys
import pyarrow as pa, pyarrow.parquet as pq
files = sorted(pathlib.Path(sys.argv[1]).glob("*.txt"))
rows = [{"id": f.name, "text": f.read_text(encoding="utf-8"), "published": f.name[:10], "publisher": f.stem[11:]} for f in files]
pathlib.Path(sys.argv[2]).mkdir(exist_ok=True)
pq.write_table(pa.Table.from_pylist(rows), f"{sys.argv[2]}/articles.parquet")
PYTHON

spark-submit --master 'local-cluster[2,1,480]' --conf spark.executor.memory=480m --conf spark.sql.shuffle.partitions=4 \
    "$here/ledger.py" --articles "$folder/articles" --out "$folder/out"
