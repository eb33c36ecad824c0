"""``python -m clusterbook``: build the site, register changed tables."""

import argparse
import sys


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="python -m clusterbook", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    build = commands.add_parser("build", help="build both editions and check every link")
    build.add_argument("folder", nargs="?", default=".", help="the book's folder (default: here)")
    commands.add_parser("register", help="validate the tables of data/ and record their new hashes")
    chosen = parser.parse_args(arguments)
    return {"build": run_build, "register": run_register}[chosen.command](chosen)


def run_build(chosen):
    from clusterbook.build import BuildError, build

    try:
        build(chosen.folder, out=lambda line: print(line, flush=True))
    except BuildError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


def run_register(chosen):
    from clusterbook.data import DataError, register

    try:
        changed = register()
    except DataError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(f"registered: {', '.join(changed)}" if changed else "nothing changed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
