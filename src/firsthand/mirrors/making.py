"""Makes a mirror, or brings one up to date: only what has changed is made and written."""

import math
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import msgspec
from msgspec import Struct

from firsthand.mirrors import searching
from firsthand.mirrors.desk import Desk, Made, Order, Task, UnmadeError, extract, perform
from firsthand.mirrors.digests import digest, software
from firsthand.mirrors.folder import MirrorError, clear, held, look, sha256_of
from firsthand.mirrors.links import tame
from firsthand.mirrors.own import root_views, sitemap
from firsthand.mirrors.pages import Place
from firsthand.mirrors.plan import Cut, Plan, Wanted, fit
from firsthand.mirrors.record import FORMAT, Kept, LeftOut, Options, Record, read_record, write_record
from firsthand.pools import Fallen, Pool, open_pool
from firsthand.release.library import current, flush
from firsthand.release.manifest import read_manifest

Progress = Callable[[str, int, int], None]
"""Gets a stage (pages, files, search), what is done of it, and of how much."""

AT_ONCE = 32
"""Files of one task."""
FEW = 64
"""So many files are made in this process, which is quicker than to start others."""


class Mirrored(Struct, frozen=True):
    """What came of a run."""

    release: str
    files: int
    bytes: int
    made: int
    """Pages and other files that were made, to see whether they have changed."""
    written: int
    removed: int
    searchable: bool
    left_out: tuple[LeftOut, ...]
    unsearchable: str = ""
    """Why there is no search, where one was wanted."""


def mirror(
    library: Path, folder: Path, options: Options, *, jobs: int | None = None, progress: Progress = lambda *_: None
) -> Mirrored:
    """Make the mirror of a library, or of one release, in a folder, or bring it up to date.

    Raises MirrorError, ReleaseError, NothingChosenError, PoolError and OSError; the folder is then as it was, or is put
    in order by the next run.
    """
    release = current(library)
    _keep_apart(release, folder)
    with held(folder):
        before = read_record(folder)
        if before and _is_same(before, release, options, folder):
            return _told(before, Counts())
        try:
            with open_pool("local", count=jobs) as pool:
                return _Run(release, folder, options, before, pool, progress).run()
        except UnmadeError as error:
            raise MirrorError(str(error)) from error


class Counts(Struct):
    made: int = 0
    written: int = 0
    removed: int = 0
    unsearchable: str = ""


def _told(record: Record, counts: Counts) -> Mirrored:
    total = sum(kept.size for kept in record.files.values())
    return Mirrored(
        record.release, len(record.files), total, counts.made, counts.written, counts.removed, record.searchable,
        record.left_out, counts.unsearchable,
    )  # fmt: skip


def _keep_apart(release: Path, folder: Path) -> None:
    if folder.resolve().is_relative_to(release.resolve()) or release.resolve().is_relative_to(folder.resolve()):
        raise MirrorError(f"The mirror “{folder}” and the library would lie inside of one another. Put it elsewhere.")


def _is_same(record: Record, release: Path, options: Options, folder: Path) -> bool:
    """Whether the mirror is whole and of this release; its files are looked at, but not read."""
    if not (record.whole and record.release == read_manifest(release).id and record.options == options):
        return False
    if record.software != software() or record.searchable != (options.search and searching.pagefind() is not None):
        return False
    there = look(folder)
    return all(there.get(file) == kept.size for file, kept in record.files.items())


class _Run:
    """One run over a folder that it holds."""

    def __init__(
        self, release: Path, folder: Path, options: Options, before: Record | None, pool: Pool, progress: Progress
    ) -> None:
        self.release, self.folder, self.options, self.pool, self.progress = release, folder, options, pool, progress
        self.before = before.files if before else {}
        self.trusted = before is not None and before.whole
        self.there = look(folder)
        self.counts = Counts()
        self.kept: dict[str, Kept] = {}

    def run(self) -> Mirrored:
        searchable = self.options.search and searching.pagefind() is not None
        if self.options.search and not searchable:
            self.counts.unsearchable = "Pagefind is not installed. Install it with: pip install 'firsthand[offline]'"
        cut = Cut()
        with ExitStack() as stack:
            temporary = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="firsthand-mirror-")))
            while True:
                plan = Plan(self.release, self.options, cut, searchable=searchable)
                stack.callback(plan.close)
                self._begin(plan)
                self._make(plan, temporary)
                better = self._fitting(plan)
                if better == cut and searchable == (self.options.search and not self.counts.unsearchable):
                    return self._end(plan)
                cut, searchable = better, self.options.search and not self.counts.unsearchable

    def _begin(self, plan: Plan) -> None:
        """Whoever comes after a run that died must know that files may be other than the record says."""
        self._record(plan, self.before, whole=False)

    def _record(self, plan: Plan, files: dict[str, Kept], *, whole: bool) -> Record:
        opened = plan.opened
        record = Record(
            FORMAT, software(), opened.release.id, opened.release.created.isoformat(), whole, self.options,
            plan.cut.left_out, (*plan.cut.files, *plan.cut.images), plan.searchable, dict(sorted(files.items())),
        )  # fmt: skip
        write_record(self.folder, record)
        return record

    def _make(self, plan: Plan, temporary: Path) -> None:
        order = self._order(plan, temporary)
        self.desk = Desk(order, plan.opened)
        wanted = list(plan.wanted())
        first = [each for each in wanted if each.asset is None or each.asset.kind not in ("file", "image")]
        self.kept = {}
        self._bring(first, "pages")
        self._roots(plan)
        if plan.searchable:
            self._search(plan, temporary)
        self._bulk = [each for each in wanted if each.asset and each.asset.kind in ("file", "image")]

    def _order(self, plan: Plan, temporary: Path) -> Order:
        there = temporary / "there"
        there.write_bytes(msgspec.msgpack.encode(plan.there()))
        return Order(
            self.release.resolve(), plan.choice, plan.effective, self.folder.resolve(), there, plan.told.left_out,
            plan.searchable,
        )  # fmt: skip

    def _fitting(self, plan: Plan) -> Cut:
        """What must be left out, now that it is known how large everything is."""
        sizes = {file: kept.size for file, kept in self.kept.items()}
        sizes |= {each.file: each.asset.size for each in self._bulk if each.asset}
        most = math.inf if self.options.most is None else self.options.most
        cut, left = fit(plan, sizes, most)
        if left > most:
            raise MirrorError(
                f"The pages alone have {left:,} bytes, more than the {most:,} that the mirror may have. "
                "Take fewer languages or themes."
            )
        return cut

    def _bring(self, wanted: list[Wanted], stage: str) -> None:
        """See to it that files are there; what is made of the same as before is not made again."""
        missing = []
        for each in wanted:
            old = self.before.get(each.file)
            if old and old.made_of == each.made_of and self._is_there(each.file, old):
                self.kept[each.file] = old
            else:
                missing.append(each)
        made_of = {each.file: each.made_of for each in missing}
        for done, made in enumerate(self._made(missing), 1):
            self._keep(made, made_of[made.file])
            self.progress(stage, done, len(missing))

    def _made(self, wanted: list[Wanted]) -> Iterator[Made]:
        tasks = [self._task(wanted[start : start + AT_ONCE]) for start in range(0, len(wanted), AT_ONCE)]
        if len(wanted) <= FEW or self.pool.breadth == 1:
            for task in tasks:
                yield from self.desk.make(task)
            return
        for number, result in self.pool.map(partial(perform, self.desk.order), tasks, ordered=False):
            if isinstance(result, Fallen):
                first = next(each.file for each in wanted[number * AT_ONCE :])
                raise MirrorError(f"The processes that wrote {first} and what follows it have died.")
            yield from result

    def _task(self, wanted: list[Wanted]) -> Task:
        pages = [each for each in wanted if each.place]
        others = [each for each in wanted if each.asset]
        there = tuple(self._sha256(each.file) for each in (*pages, *others))
        return Task(
            tuple(each.place for each in pages if each.place), tuple(each.asset for each in others if each.asset), there
        )

    def _keep(self, made: Made, made_of: str) -> None:
        kept = Kept(made.sha256, made.size, made_of)
        self.kept[made.file] = self.before[made.file] = kept
        self.there[made.file] = made.size
        self.counts.made += 1
        self.counts.written += made.written

    def _is_there(self, file: str, kept: Kept) -> bool:
        """After a run that died, what lies there is read; else its size is enough."""
        if self.there.get(file) != kept.size:
            return False
        return self.trusted or sha256_of(self.folder / file) == kept.sha256

    def _sha256(self, file: str) -> str:
        """Of what lies there now; empty where nothing does, or something else than a run has put there."""
        old = self.before.get(file)
        return old.sha256 if old and self._is_there(file, old) else ""

    def _roots(self, plan: Plan) -> None:
        """What stands outside of every language: the first pages, and the list of all for search engines."""
        desk = self.desk
        first = Place("home", f"/{plan.opened.languages[0]}/")
        for name, view in root_views(desk.opened).items():
            html = desk.links.rewrite(desk.writer.render(view, first), name)
            self._put(name, html.encode(), digest(html))
        if self.options.address:
            listed = sitemap(plan.places, self.options.address)
            self._put("sitemap.xml", listed, digest(listed))

    def _search(self, plan: Plan, temporary: Path) -> None:
        """An index for each language; those in which no text has changed stay."""
        wanted = plan.digests.texts
        stale = tuple(tongue for tongue, made_of in wanted.items() if not self._keep_index(tongue, made_of))
        engine = self.before.get(searching.ENGINE)
        if engine and self._is_there(searching.ENGINE, engine):
            self.kept[searching.ENGINE] = engine
        else:
            stale = tuple(wanted)
        script = searching.page_script(wanted)
        self._put(searching.PAGE_SCRIPT, script, digest(script))
        texts, indexes = temporary / "texts", temporary / "indexes"
        self._extract(plan, stale, texts)
        try:
            for tongue in stale:
                self._index(tongue, texts / tame(tongue), indexes / tame(tongue), wanted[tongue])
        except searching.SearchError as error:
            self.counts.unsearchable = f"Pagefind failed: {error}"

    def _keep_index(self, tongue: str, made_of: str) -> bool:
        """Keep the index of a language, if it is whole and of these texts; whether it is."""
        folder = f"{searching.FOLDER}/{tame(tongue)}/"
        old = {file: kept for file, kept in self.before.items() if file.startswith(folder)}
        if not old or any(kept.made_of != made_of or not self._is_there(file, kept) for file, kept in old.items()):
            return False
        self.kept |= old
        return True

    def _index(self, tongue: str, texts: Path, made: Path, made_of: str) -> None:
        searching.index(texts, made)
        for file, data in searching.files(made, tongue):
            self._put(file, data, made_of)
        self._put(searching.ENGINE, searching.engine(made), made_of="")

    def _put(self, file: str, data: bytes, made_of: str) -> None:
        self._keep(self.desk.hand.put(file, data, self._sha256(file)), made_of)

    def _extract(self, plan: Plan, tongues: tuple[str, ...], texts: Path) -> None:
        """The texts of some indexes as Pagefind reads them."""
        found = searching.texts_of(plan.opened)
        items = list(dict.fromkeys(about for tongue in tongues for about, _ in found[tongue]))
        shares = [tuple(items[start : start + AT_ONCE]) for start in range(0, len(items), AT_ONCE)]
        if len(items) <= FEW or self.pool.breadth == 1:
            for done, about in enumerate(items, 1):
                searching.write_texts(plan.opened, about, texts, tongues)
                self.progress("search", done, len(items))
            return
        step, done = partial(extract, self.desk.order, texts, tongues), 0
        for number, result in self.pool.map(step, shares, ordered=False):
            if isinstance(result, Fallen):
                raise MirrorError(f"The processes that read {shares[number][0]} and what follows it have died.")
            done += len(shares[number])
            self.progress("search", done, len(items))

    def _end(self, plan: Plan) -> Mirrored:
        self._bring(self._bulk, "files")
        self.counts.removed = clear(self.folder, set(self.kept), set(self.before))
        flush(self.folder)
        record = self._record(plan, self.kept, whole=True)
        return _told(record, self.counts)
