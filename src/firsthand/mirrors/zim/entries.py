"""The entries of a ZIM file as libzim takes them, and the file itself while it grows."""

from pathlib import Path
from typing import Any

from libzim.writer import Compression, Creator, FileProvider, Hint, IndexData, Item, StringProvider

from firsthand.mirrors.zim.pages import Leafed, folded


class Words(IndexData):  # type: ignore[misc]
    """What of a page the full-text index reads."""

    def __init__(self, page: Leafed) -> None:
        super().__init__()
        self._page = page

    def has_indexdata(self) -> bool:
        return bool(self._page.words)

    def get_title(self) -> str:
        return folded(self._page.title)

    def get_content(self) -> str:
        return self._page.words

    def get_keywords(self) -> str:
        return ""

    def get_wordcount(self) -> int:
        return self._page.words.count(" ") + 1

    def get_geoposition(self) -> None:
        return None


class PageItem(Item):  # type: ignore[misc]
    def __init__(self, page: Leafed) -> None:
        super().__init__()
        self._page = page

    def get_path(self) -> str:
        return self._page.path

    def get_title(self) -> str:
        return self._page.title

    def get_mimetype(self) -> str:
        return "text/html"

    def get_hints(self) -> dict[Hint, int]:
        return {Hint.FRONT_ARTICLE: int(self._page.suggested), Hint.COMPRESS: 1}

    def get_contentprovider(self) -> Any:
        return StringProvider(self._page.html)

    def get_indexdata(self) -> Words:
        return Words(self._page)


class FileItem(Item):  # type: ignore[misc]
    """Anything else: a style, a picture, an original file."""

    def __init__(self, path: str, media_type: str, content: bytes | Path) -> None:
        super().__init__()
        self._path, self._media_type, self._content = path, media_type, content

    def get_path(self) -> str:
        return self._path

    def get_title(self) -> str:
        return ""

    def get_mimetype(self) -> str:
        return self._media_type

    def get_hints(self) -> dict[Hint, int]:
        packed = self._media_type.startswith("text/") or self._media_type.endswith("+xml")
        return {Hint.FRONT_ARTICLE: 0, Hint.COMPRESS: int(packed)}

    def get_indexdata(self) -> Words:
        """None: a file's words are those of the pages made of it."""
        return Words(Leafed(self._path, "", b"", "", suggested=False))

    def get_contentprovider(self) -> Any:
        if isinstance(self._content, Path):
            return FileProvider(self._content)
        return StringProvider(self._content)


def begin(path: Path, language: str, workers: int) -> Creator:
    """An empty file that grows at a path. `language` (ISO 639-3) is the one whose inflections are known."""
    creator = Creator(path)
    creator.config_compression(Compression.zstd)
    creator.config_nbworkers(workers)
    creator.config_indexing(True, language)
    return creator
