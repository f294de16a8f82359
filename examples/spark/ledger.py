"""Articles to tables of statements, events, claims and incidents, on a cluster.

    spark-submit ledger.py --articles articles/ --out out/          a folder of Parquet with `text`, `id`, `published`, …
    spark-submit ledger.py --files 'crawl/*.warc.gz' --out out/     files that every machine can open, or addresses

docs/SCALE.md tells what the settings are for. What was coded before is not coded again: `out/coded` is read if it is whole.
"""

import argparse
import glob

from pyspark.sql import SparkSession

import sayso.spark

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
given = parser.add_mutually_exclusive_group(required=True)
given.add_argument("--articles", help="folder of Parquet files")
given.add_argument("--files", nargs="+", help="files, patterns or addresses")
parser.add_argument("--out", required=True, help="folder for the tables")
parser.add_argument("--partitions", type=int, help="tasks into which articles are dealt (default: eight for each core)")
parser.add_argument("--rule", default="most-sources", help="how a value is picked where reports of an incident differ")
args = parser.parse_args()

spark = SparkSession.builder.appName("sayso").getOrCreate()
# A text with its records is some tens of kilobytes: few of them go from hand to hand at a time.
for name, value in {
    "spark.sql.execution.arrow.maxRecordsPerBatch": "64",
    "spark.sql.parquet.columnarReaderBatchSize": "256",
    "spark.sql.sources.partitionOverwriteMode": "dynamic",
}.items():
    spark.conf.set(name, value)


def write(frame, name, day):
    frame.write.mode("overwrite").option("parquet.block.size", 16 << 20).partitionBy(day).parquet(f"{args.out}/{name}")


def read_coded():
    files = spark._jvm.org.apache.hadoop.fs.Path(f"{args.out}/coded/_SUCCESS")
    if not files.getFileSystem(spark._jsc.hadoopConfiguration()).exists(files):
        if args.articles:
            partitions = args.partitions or 8 * spark.sparkContext.defaultParallelism
            coded = sayso.spark.code(spark.read.parquet(args.articles), partitions=partitions)
        else:
            paths = [path for pattern in args.files for path in sorted(glob.glob(pattern)) or [pattern]]
            coded = sayso.spark.code_files(spark, paths)
        write(coded, "coded", "published")
    return spark.read.parquet(f"{args.out}/coded")


coded = read_coded()
tables = sayso.spark.tables(coded)
for name in ("documents", "statements", "events", "claims"):
    write(getattr(tables, name), name, "published")
write(sayso.spark.link(coded, rule=args.rule), "incidents", "first_published")
failed = coded.where("failure IS NOT NULL").select("id", "failure").cache()
print(f"{coded.count()} articles, {failed.count()} of which could not be coded; tables are in {args.out}")
for row in failed.limit(20).collect():
    print(f"{row.id}: {row.failure}")
spark.stop()
