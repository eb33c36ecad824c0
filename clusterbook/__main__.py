"""``python -m clusterbook``: build the site; list, cite, check and register tables."""

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
    cite = commands.add_parser("cite", help="print how to cite a table")
    cite.add_argument("kind", choices=["data"])
    cite.add_argument("table", help="name of the table")
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
    from clusterbook.citation import FORMATS, table_citation
    from clusterbook.language import language

    for name, text in table_citation(chosen.table, language()).items():
        print(f"{FORMATS[name]}\n{text}\n")
    return 0


COMMANDS = {
    "build": run_build,
    "register": run_register,
    "data": run_data,
    "check": run_check,
    "cite": run_cite,
}

if __name__ == "__main__":
    sys.exit(main())
