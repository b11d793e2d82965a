"""Make the compressed registers from the source CSV files: ``python -m beleidsgraaf.ontology.build_registers FOLDER``.

Run by maintainers when the sources are renewed. Output is byte for byte the same for the same input.
"""

import csv
import gzip
import io
import json
import sys
from pathlib import Path

SOURCES = {
    "organisations": (
        "Registers of Dutch public bodies, TOOI, Wikidata, through the Polder data set",
        "CC0-1.0",
        "2026-05-19",
    ),
    "office_holders": ("Terms of office, through the Polder data set", "CC0-1.0", "2026-05-19"),
    "laws": ("Basiswettenbestand: acts, decrees, regulations, treaties", "public domain (art. 11 Auteurswet)", "2017"),
    "parties": ("Parties and groups in the House of Representatives since 1848", "MIT", "2026"),
}


def build(source: Path, target: Path) -> dict[str, int]:
    """Compress each source file and write the manifest.

    Parameters
    ----------
    source : Path
        Folder with ``organisations.csv`` and the others.
    target : Path
        Folder of the registers in the checkout.

    Returns
    -------
    dict
        Number of rows for each register.
    """
    counts = {}
    manifest = {}
    for name, (origin, licence, date) in SOURCES.items():
        text = (source / f"{name}.csv").read_text(encoding="utf-8")
        counts[name] = sum(1 for _ in csv.DictReader(io.StringIO(text, newline="")))
        with open(target / f"{name}.csv.gz", "wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as file:
            file.write(text.encode("utf-8"))
        manifest[name] = {"source": origin, "licence": licence, "date": date, "rows": counts[name]}
    (target / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    return counts


if __name__ == "__main__":
    for register, rows in build(Path(sys.argv[1]), Path(__file__).resolve().parent / "registers").items():
        sys.stdout.write(f"{register}: {rows} rows\n")
