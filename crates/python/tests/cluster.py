"""Runs the Spark example on a cluster of two executors on this machine, looks at their memory, and kills one of them.

    python cluster.py FOLDER OUT [--partitions 64]      codes the `.txt` files of a folder, and tells how it went
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyspark

# A cluster that gets nowhere is ended after so many seconds.
PATIENCE = 1800
EXAMPLE = Path(__file__).resolve().parents[3] / "examples/spark/ledger.py"

# An executor has one core and few megabytes: of heap, which Spark by itself would not take less of than 450 MB; of what the
# network and Python's libraries keep for later. docs/SCALE.md tells what each is for.
SETTINGS = {
    "spark.executor.memory": "480m",
    "spark.executor.extraJavaOptions": "-XX:+UseSerialGC -Xms48m -Xmn24m -XX:MaxHeapSize=96m -Xss512k -XX:TieredStopAtLevel=1 "
    "-XX:ReservedCodeCacheSize=48m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=30 "
    "-Dio.netty.allocator.numDirectArenas=1 -Dio.netty.allocator.numHeapArenas=1 -Dio.netty.allocator.maxOrder=7",
    "spark.testing.reservedMemory": str(50 << 20),
    "spark.network.maxRemoteBlockSizeFetchToMem": "32m",
    "spark.executorEnv.MALLOC_ARENA_MAX": "1",
    "spark.executorEnv.MALLOC_TRIM_THRESHOLD_": str(128 << 10),
    "spark.executorEnv.MALLOC_MMAP_THRESHOLD_": str(128 << 10),
    "spark.executorEnv.ARROW_DEFAULT_MEMORY_POOL": "system",
    "spark.driver.memory": "512m",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.sql.shuffle.partitions": "16",
    # A worker that has nothing to do holds the model for nothing.
    "spark.python.worker.reuse": "false",
    # An executor that is killed is asked for its part no longer than this.
    "spark.shuffle.io.maxRetries": "1",
    "spark.shuffle.io.retryWait": "1s",
}


@dataclass
class Run:
    """What came of a run."""

    status: int
    log: str
    seconds: float
    parts_mb: list[int]
    killed: int | None


def can_run() -> bool:
    """Whether this machine has what the example needs."""
    return shutil.which("java") is not None and shutil.which("spark-submit", path=str(Path(sys.executable).parent)) is not None


def submit(*arguments: str, kill_after: Path | None = None) -> Run:
    """Runs the example. One executor is killed once there is a file in the folder `kill_after`."""
    settings = [word for name, value in SETTINGS.items() for word in ("--conf", f"{name}={value}")]
    submit = str(Path(sys.executable).parent / "spark-submit")
    command = [submit, "--master", "local-cluster[2,1,480]", *settings, str(EXAMPLE), *arguments]
    kept = ("PATH", "HOME", "JAVA_HOME", "LANG", "PYTHONPATH")
    environment = {k: v for k, v in os.environ.items() if k in kept} | {
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_LOCAL_IP": "127.0.0.1",
    }
    begin = time.monotonic()
    with tempfile.TemporaryDirectory() as work:
        child = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=work, env=environment
        )
        watcher = Watcher(child.pid, kill_after)
        watcher.start()
        try:
            log, _ = child.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            child.terminate()
            log, _ = child.communicate()
        watcher.done.set()
        watcher.join()
    # Where local clusters put what their executors say.
    shutil.rmtree(Path(pyspark.__file__).parent / "work", ignore_errors=True)
    return Run(child.returncode, log, time.monotonic() - begin, watcher.parts, watcher.killed)


class Watcher(threading.Thread):
    """Looks at the executors of a driver."""

    def __init__(self, driver: int, kill_after: Path | None) -> None:
        super().__init__(daemon=True)
        self.driver, self.kill_after = driver, kill_after
        self.done = threading.Event()
        # Of Java, of Python's daemon and of its workers, when they took most.
        self.parts: list[int] = []
        self.killed: int | None = None

    def run(self) -> None:
        while not self.done.wait(0.25):
            family = processes(self.driver)
            executors = [pid for pid, (_, words) in family.items() if "CoarseGrainedExecutorBackend" in words and "java" in words]
            for executor in executors:
                parts = [round(proportional_kb(pid) / 1024) for pid in below(executor, family)]
                self.parts = max(self.parts, parts, key=sum)
            ready = self.kill_after is not None and is_begun(self.kill_after)
            if ready and self.killed is None and executors:
                self.killed = executors[0]
                os.kill(self.killed, signal.SIGKILL)


def is_begun(folder: Path) -> bool:
    """Whether some part of a table is there, in whatever folder it is being written. What is moved meanwhile is passed over."""
    return any(name.endswith(".parquet") for _, _, names in os.walk(folder) for name in names)


def processes(root: int) -> dict[int, tuple[int, str]]:
    """Parent and command line of all processes that a process has begun, by way of others too."""
    all_of: dict[int, tuple[int, str]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                all_of[int(entry.name)] = (parent, (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace"))
            except (OSError, IndexError):
                pass
    return {pid: all_of[pid] for pid in below(root, all_of) if pid in all_of}


def below(root: int, family: dict[int, tuple[int, str]]) -> Iterable[int]:
    """A process and those under it."""
    found = [root]
    for at in found:
        found.extend(pid for pid, (parent, _) in family.items() if parent == at)
    return found


def proportional_kb(pid: int) -> float:
    """Memory of a process; of what several share each has its part."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return float(line.split()[1])
    except OSError:
        pass
    return 0.0


def write_articles(rows: list[dict[str, Any]], folder: Path) -> None:
    """Articles as a folder of Parquet."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder.mkdir(parents=True)
    pq.write_table(pa.Table.from_pylist(rows), folder / "articles.parquet", row_group_size=500)


def text(file: Path) -> str:
    """The text of a file, some of which are older than UTF-8."""
    data = file.read_bytes()
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--partitions", default="64")
    parser.add_argument("--every", type=int, default=1, help="take one file in so many")
    parser.add_argument("--kill", action="store_true", help="kill an executor when the first part is written")
    args = parser.parse_args()
    files = sorted(args.folder.rglob("*.txt"))[:: args.every]
    rows = [{"id": str(f.relative_to(args.folder)), "text": text(f), "published": "2024-05-06"} for f in files]
    articles, out = args.out / "articles", args.out / "tables"
    write_articles(rows, articles)
    run = submit("--articles", str(articles), "--out", str(out), "--partitions", args.partitions, kill_after=out if args.kill else None)
    (args.out / "log.txt").write_text(run.log)
    print(f"{len(rows)} articles, status {run.status}, {run.seconds:.0f} s, {sum(run.parts_mb)} MB for an executor: {run.parts_mb}")
    print(f"killed: {run.killed}")


if __name__ == "__main__":
    main()
