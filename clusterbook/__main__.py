"""``python -m clusterbook``: build the site, rerun and compare, cite, list and check tables."""

import argparse
import sys


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="python -m clusterbook", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    build = commands.add_parser("build", help="build both editions and check every link")
    build.add_argument("folder", nargs="?", default=".", help="the book's folder (default: here)")
    commands.add_parser("register", help="validate the tables of data/ and record their new hashes")
    commands.add_parser("data", help="list the tables with rows, years and vintage")
    check = commands.add_parser("check", help="check a CSV file of your own against a table")
    check.add_argument("file", help="the CSV file")
    check.add_argument("--as", dest="table", required=True, help="the table it shall stand in for")
    cite = commands.add_parser("cite", help="print how to cite a part of the book")
    cite.add_argument("kind", choices=["page", "figure", "table", "claim", "data"])
    cite.add_argument("what", help="ch3/s02-types, fig-types, tbl-sizes, P08, gdp, …")
    again = commands.add_parser(
        "replicate", help="rerun all claims and pages and compare with what is published"
    )
    again.add_argument("pages", nargs="*", help="pages to run (default: all)")
    again.add_argument("--out", default="replication", help="folder of the report")
    again.add_argument("--tolerance", type=float, default=1e-3, help="relative tolerance")
    again.add_argument("--verify", metavar="FILE", help="check the signature of a report instead")
    again.add_argument(
        "--record", action="store_true", help="for contributors: publish what is computed now"
    )
    for name, what in (
        ("zip", "the built site as one zip that opens from the disk"),
        ("pdf", "the built site as a PDF of either edition (needs Chromium)"),
        ("epub", "the built site as an EPUB of either edition (needs Chromium)"),
        ("teach", "notebooks for students and instructors, slides and the syllabus"),
        ("checksums", "SHA256SUMS over the files of a release"),
    ):
        made = commands.add_parser(name, help=what)
        made.add_argument("--out", default="dist", help="folder of the file")
        if name not in ("zip", "checksums"):
            made.add_argument("--lang", choices=["zh", "en"], help="one edition only")
    chosen = parser.parse_args(arguments)
    try:
        return COMMANDS[chosen.command](chosen)
    except (OSError, RuntimeError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1


def run_build(chosen):
    from clusterbook.build import build

    build(chosen.folder, out=lambda line: print(line, flush=True))
    return 0


def run_register(chosen):
    from clusterbook.data import register
    from clusterbook.uses import record

    changed = list(dict.fromkeys([*register(), *record()]))
    print(f"registered: {', '.join(changed)}" if changed else "nothing changed")
    return 0


def run_data(chosen):
    from clusterbook.data import describe, load, source_of, tables, years
    from clusterbook.language import language, number, tr

    for name in tables():
        span, count = years(name), number(len(load(name)))
        years_text = "–".join(map(str, dict.fromkeys(span))) if span else "—"
        rows = tr(f"{count}行", f"{count} rows")
        own = tr("（自备文件）", " (your own file)") if source_of(name) == "own" else ""
        print(f"{name}{own}: {rows}; {years_text}; {describe(name)[f'vintage_{language()}']}")
    return 0


def run_check(chosen):
    from clusterbook.data import check

    faults = check(chosen.file, chosen.table)
    if faults:
        print("\n".join(faults), file=sys.stderr)
        return 1
    print(f"{chosen.file} fits the table {chosen.table}")
    return 0


def run_cite(chosen):
    from clusterbook.citation import FORMATS, cite
    from clusterbook.language import language

    for name, text in cite(chosen.kind, chosen.what, language()).items():
        print(f"{FORMATS[name]}\n{text}\n")
    return 0


def run_replicate(chosen):
    from clusterbook import replicate

    if chosen.verify:
        intact = replicate.verify(chosen.verify)
        print("the signature fits" if intact else "the report was changed after it was signed")
        return 0 if intact else 1
    if chosen.record:
        changed = replicate.record(out=lambda line: print(line, flush=True))
        print("\n".join(changed) or "nothing changed")
        return 0
    report = replicate.replicate(
        chosen.out,
        only=chosen.pages,
        tolerance=chosen.tolerance,
        out=lambda line: print(line, flush=True),
    )
    return 1 if report["differ"] else 0


def run_offline(chosen):
    from clusterbook import offline
    from clusterbook.language import LANGUAGES

    if chosen.command == "checksums":
        made = [offline.checksums(chosen.out)]
    elif chosen.command == "zip":
        made = [offline.zip_site(".", chosen.out)]
    else:
        make = {"pdf": offline.book_pdf, "epub": offline.book_epub}[chosen.command]
        made = [
            make(".", chosen.out, lang, progress=lambda line: print(line, flush=True))
            for lang in ([chosen.lang] if chosen.lang else LANGUAGES)
        ]
    for path in made:
        print(f"{path}: {path.stat().st_size:,} bytes")
    return 0


def run_teach(chosen):
    from clusterbook.teach import teach

    made = teach(".", chosen.out, lang=chosen.lang, progress=lambda line: print(line, flush=True))
    print(f"{len(made)} files in {chosen.out}")
    return 0


COMMANDS = {
    "build": run_build,
    "register": run_register,
    "data": run_data,
    "check": run_check,
    "cite": run_cite,
    "replicate": run_replicate,
    "zip": run_offline,
    "pdf": run_offline,
    "epub": run_offline,
    "checksums": run_offline,
    "teach": run_teach,
}

if __name__ == "__main__":
    sys.exit(main())
