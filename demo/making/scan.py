"""A scan: sheets that went through a copier, one bit for each point, with no text in the file at all."""

import random
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from making import sheets
from making.text import Source

RESOLUTION = 150


def save(source: Source, path: Path) -> None:
    """Print, copy a little crooked and dusty, and keep the pictures (CCITT group 4)."""
    with TemporaryDirectory() as folder:
        printed = Path(folder) / "sheet.pdf"
        sheets.save(source, printed, size=15)
        prefix = Path(folder) / "page"
        subprocess.run(["pdftoppm", "-r", str(RESOLUTION), "-gray", "-png", str(printed), str(prefix)], check=True)
        pages = [copied(Image.open(page), seed) for seed, page in enumerate(sorted(Path(folder).glob("page*.png")))]
    moment = source.date.timetuple()
    pages[0].save(
        path, save_all=True, append_images=pages[1:], resolution=RESOLUTION, title=source.title,
        creationDate=moment, modDate=moment, producer="", creator="",
    )  # fmt: skip


def copied(page: Image.Image, seed: int) -> Image.Image:
    """The same dust each time, so that the file is the same each time."""
    chance = random.Random(seed)
    turned = page.rotate(chance.uniform(-0.5, 0.5), resample=Image.Resampling.BICUBIC, fillcolor=255)
    for _ in range(60):
        turned.putpixel((chance.randrange(turned.width), chance.randrange(turned.height)), 0)
    return turned.point(lambda tone: 255 if tone > 150 else 0).convert("1", dither=Image.Dither.NONE)
