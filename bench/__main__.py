"""Runs every measurement, or those whose names are given: python -m bench [publishing search ...]."""

import sys
from importlib import import_module
from pathlib import Path


def main(names: list[str]) -> None:
    there = {path.stem: import_module(f"bench.{path.stem}") for path in sorted(Path(__file__).parent.glob("[!_]*.py"))}
    measures = {name: module for name, module in there.items() if hasattr(module, "main")}
    for name in names or measures:
        if name not in measures:
            sys.exit(f"There is no measurement “{name}”. There are: {', '.join(measures)}.")
        print(f"\n{name}\n{'=' * len(name)}\n", flush=True)
        measures[name].main()


if __name__ == "__main__":
    main(sys.argv[1:])
