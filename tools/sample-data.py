"""Makes data/sample from registry packages: `python3 tools/sample-data.py` (standard library and pip only).

Reads nothing but the two packages named in SOURCES, and refuses them if their files are not the ones that were
looked at when data/sample/README.md was written. The output is the same byte for byte on every run.
"""

import csv
import gzip
import hashlib
import io
import subprocess
import sys
import tempfile
import zipfile
from datetime import datetime, timezone
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "data" / "sample"
LARGEST_PLAIN_FILE = 400_000  # bytes; larger ones are stored as .csv.gz


def sp500() -> bytes:
    """The npm package is a devDependency of the repository, so the file is in node_modules."""
    return (ROOT / "node_modules/vega-datasets/data/sp500-2000.csv").read_bytes()


def eurusd() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder]
        subprocess.run([*pip, "gym-anytrading==2.0.0"], check=True)
        (wheel,) = Path(folder).glob("*.whl")
        return zipfile.ZipFile(wheel).read("gym_anytrading/datasets/data/FOREX_EURUSD_1H_ASK.csv")


# name, where it is, sha256 of the source file, column of the time and its format
SOURCES = [
    ("sp500-1d", sp500, "9409e9342d0657c747324e4cfabce8a8c7f663bc485b95a3378f36b0a160f8c8", "date", "%Y-%m-%d"),
    ("eurusd-1h", eurusd, "28398b7edff9f74860d35a6f3c263f08e15c55264316dc07737d459d8688d7aa", "Time", "%d.%m.%Y %H:%M:%S.%f"),
]


def number(text: str) -> str:
    """The same double, written as short as JavaScript would; so 1469.250000 becomes 1469.25."""
    value = float(text)
    return str(int(value)) if value.is_integer() else repr(value)


def bars(source: bytes, time_column: str, time_format: str) -> list[tuple[int, list[str]]]:
    rows = {}
    for row in csv.DictReader(io.StringIO(source.decode("utf-8-sig"))):
        field = {key.lower(): value for key, value in row.items()}
        stamp = datetime.strptime(row[time_column], time_format).replace(tzinfo=timezone.utc)
        millis = int(stamp.timestamp()) * 1000
        if millis in rows:
            raise SystemExit(f"two rows at {stamp}")
        rows[millis] = [number(field[name]) for name in ("open", "high", "low", "close", "volume")]
    return sorted(rows.items())


def check(name: str, rows: list[tuple[int, list[str]]]) -> None:
    for millis, texts in rows:
        open_, high, low, close, volume = map(float, texts)
        if not (0 < low <= min(open_, close) <= max(open_, close) <= high and volume >= 0):
            raise SystemExit(f"{name}: impossible bar at {millis}: {texts}")


def main() -> None:
    for name, fetch, sha256, time_column, time_format in SOURCES:
        source = fetch()
        found = hashlib.sha256(source).hexdigest()
        if found != sha256:
            raise SystemExit(f"{name}: the source file is not the one that was reviewed (sha256 {found})")
        rows = bars(source, time_column, time_format)
        check(name, rows)
        lines = ["timestamp,open,high,low,close,volume", *(",".join([str(t), *rest]) for t, rest in rows)]
        data = ("\n".join(lines) + "\n").encode()
        suffix = ".csv"
        if len(data) > LARGEST_PLAIN_FILE:
            data, suffix = gzip.compress(data, mtime=0), ".csv.gz"
        (SAMPLE / (name + suffix)).write_bytes(data)
        print(f"{name}{suffix}: {len(rows)} bars, {len(data)} bytes, sha256 {hashlib.sha256(data).hexdigest()}")


if __name__ == "__main__":
    main()
