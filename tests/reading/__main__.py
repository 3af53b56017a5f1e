"""Scores our reader on the gold documents: python -m tests.reading [-v] [--tagged] [name or group ...]."""

import argparse

from tests.reading import gold, neutral, scoring

from firsthand.documents.readers import parse


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.reading", description=__doc__)
    parser.add_argument("names", nargs="*", help="names or groups of documents, or their beginnings")
    parser.add_argument("-v", "--verbose", action="store_true", help="say each difference")
    parser.add_argument("--tagged", action="store_true", help="leave the files their tags")
    parser.add_argument("--save", metavar="FOLDER", help="keep the PDFs there")
    wanted = parser.parse_args()
    chosen = [
        one
        for one in gold.GOLD
        if not wanted.names or any(one.name.startswith(name) or one.group == name for name in wanted.names)
    ]
    print(f"{'':28}" + " ".join(f"{name[:7]:>7}" for name in scoring.MEASURES))
    scores = {}
    for one in chosen:
        data = gold.build(one.name, tagged=wanted.tagged)
        if wanted.save:
            gold.Path(wanted.save, f"{one.name}.pdf").write_bytes(data)
        found = neutral.from_document(parse(data, f"{one.name}.pdf"))
        scores[one.name] = result = scoring.score(one.truth(found.pages), found)
        print(f"{one.name + ('*' if one.held_out else ''):28}{scoring.show(result.values())}")
        if wanted.verbose:
            print("\n".join(f"    {fault}" for fault in result.faults))
    for title, held_out in (("tuned on", False), ("held out *", True)):
        kept = [scores[one.name] for one in chosen if one.held_out is held_out]
        if kept:
            print(f"{title:28}{scoring.show(scoring.total(kept).values())}")


if __name__ == "__main__":
    main()
