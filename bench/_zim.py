"""Writes the same pages into a ZIM file, ours or zimscraperlib's way: python bench/_zim.py NAME PAGES OUT > seconds.

PAGES has a JSON array on each line: path, title, HTML, the words to be found (empty for none), and whether its title is
suggested. Prints wall and processor seconds, from the first page to the finished file.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

WORKERS = 2


def by_firsthand(pages: list[list], out: Path) -> None:
    from firsthand.mirrors.zim.entries import PageItem, begin
    from firsthand.mirrors.zim.header import seal
    from firsthand.mirrors.zim.pages import Leafed

    creator = begin(out, "eng", WORKERS)
    creator.set_mainpath(pages[0][0])
    with creator:
        creator.add_metadata("Language", "eng")
        for path, title, html, words, suggested in pages:
            creator.add_item(PageItem(Leafed(path, title, html.encode(), words, suggested)))
    seal(out, bytes(16))


def by_zimscraperlib(pages: list[list], out: Path) -> None:
    from zimscraperlib.zim import Creator

    creator = Creator(out, pages[0][0])
    creator.config_nbworkers(WORKERS)
    creator.config_dev_metadata()
    with creator:
        for path, title, html, _, suggested in pages:
            creator.add_item_for(path, title, content=html, mimetype="text/html", is_front=suggested)


WRITERS: dict[str, Callable[[list[list], Path], None]] = {
    "firsthand": by_firsthand,
    "zimscraperlib": by_zimscraperlib,
}


def main(name: str, pages: str, out: str) -> None:
    with Path(pages).open() as lines:
        read = [json.loads(line) for line in lines]
    before = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # libzim tells its steps
    began, spent = time.perf_counter(), time.process_time()
    WRITERS[name](read, Path(out))
    taken = [time.perf_counter() - began, time.process_time() - spent]
    os.dup2(before, 1)
    print(json.dumps(taken))


if __name__ == "__main__":
    main(*sys.argv[1:])
