"""All files that a mirror shall have, where each address of the front leads in it, and what each is made of."""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from msgspec import Struct, structs

from firsthand.front.opened import Opened
from firsthand.mirrors.assets import Asset, assets
from firsthand.mirrors.desk import open_for, site_of
from firsthand.mirrors.digests import Digests
from firsthand.mirrors.folder import LARGEST
from firsthand.mirrors.links import page_file
from firsthand.mirrors.own import SCRIPT, Told, own_places
from firsthand.mirrors.pages import Place, places
from firsthand.mirrors.record import LeftOut, Options
from firsthand.mirrors.selection import Choice

BULK = ("shape", "file", "image")
"""What is left out where there is not room for all, in this order."""


class Cut(Struct, frozen=True):
    """What is left out for want of room."""

    shapes: bool = False
    files: tuple[str, ...] = ()
    """SHA-256 of each."""
    images: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


class Wanted(Struct, frozen=True):
    """A file that the mirror shall have."""

    file: str
    made_of: str
    place: Place | None = None
    asset: Asset | None = None


class Plan:
    """For one release, as it was asked for and as much of it as there is room for."""

    def __init__(self, release: Path, options: Options, cut: Cut, *, searchable: bool) -> None:
        self.release, self.options, self.cut, self.searchable = release, options, cut, searchable
        self.choice = Choice(options.languages, options.themes, options.files, tuple(sorted(cut.files)))
        self.effective = effective(options, cut)
        self.opened: Opened = open_for(release, self.choice, self.effective)
        self.told = Told(options, cut.left_out, searchable)

    @cached_property
    def places(self) -> list[Place]:
        return [*places(self.opened), *own_places(self.opened)]

    @cached_property
    def assets(self) -> list[Asset]:
        left = set(self.cut.images)
        found = assets(self.opened, self.effective.shapes, site_of(self.opened, self.options))
        return [each for each in found if each.sha256 not in left]

    @cached_property
    def digests(self) -> Digests:
        return Digests(self.opened, self.told, tuple(sorted(self.cut.images)))

    def there(self) -> dict[str, str]:
        """Address on the front -> file in the mirror, for `Links`."""
        found = {place.address: page_file(place.path, place.query) for place in self.places}
        found |= {asset.address: asset.file for asset in self.assets}
        for tag in self.opened.languages if self.searchable else ():
            found[f"/{tag}/search?*"] = found[f"/{tag}/search"]
        if self.searchable:
            found[SCRIPT] = SCRIPT.strip("/")
        return found

    def wanted(self) -> Iterator[Wanted]:
        """All files but those of the search and the first pages."""
        for place in self.places:
            yield Wanted(page_file(place.path, place.query), self.digests.of_page(place), place=place)
        for asset in self.assets:
            yield Wanted(asset.file, self.digests.of_asset(asset), asset=asset)

    def close(self) -> None:
        self.opened.retire()


def effective(options: Options, cut: Cut) -> Options:
    """The options as they can be kept."""
    return structs.replace(options, shapes=()) if cut.shapes else options


def fit(plan: Plan, sizes: dict[str, int], most: float) -> tuple[Cut, int]:
    """What must be left out so that the files, with these sizes, have no more than `most` bytes; and how many are left.

    Shapes go first, all of them; then original files, the largest first; then pictures, the largest first. What is too
    large for FAT32 goes in any case.
    """
    kinds = {asset.file: asset for asset in plan.assets}
    total = sum(sizes.values())
    cut = plan.cut
    shapes = [size for file, size in sizes.items() if file in kinds and kinds[file].kind == "shape"]
    if total > most and shapes:
        cut, total = _more(cut, "shape", shapes), total - sum(shapes)
    for kind in ("file", "image"):
        found = sorted((asset for asset in plan.assets if asset.kind == kind), key=lambda each: (-each.size, each.file))
        for asset in found:
            if total <= most and asset.size <= LARGEST:
                break
            cut, total = _more(cut, kind, [asset.size], asset.sha256), total - asset.size
    return cut, total


def _more(cut: Cut, kind: str, sizes: list[int], sha256: str = "") -> Cut:
    before = {each.kind: each for each in cut.left_out}
    old = before.get(kind, LeftOut(kind, 0, 0))
    before[kind] = LeftOut(kind, old.count + len(sizes), old.bytes + sum(sizes))
    left_out = tuple(before[each] for each in BULK if each in before)
    files = (*cut.files, sha256) if kind == "file" else cut.files
    images = (*cut.images, sha256) if kind == "image" else cut.images
    return Cut(cut.shapes or kind == "shape", files, images, left_out)
