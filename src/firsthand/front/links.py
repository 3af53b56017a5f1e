"""Addresses of editions, leaves and passages on this site."""

from urllib.parse import quote, urlencode

from firsthand.exports.inline import fragment


def leaf_address(edition: str, leaf: int, anchor: str | None = None) -> str:
    """`edition` is a path such as "/en/works/red-herring/ru"; its first leaf has that address itself."""
    path = edition if leaf == 1 else f"{edition}/{leaf}"
    return f"{path}#{quote(fragment(anchor), safe='-._~!$&()*+,;=:@/?')}" if anchor else path


def passage_link(edition: str, passage: str) -> str:
    """The lasting link of a passage of the edition at a whole address; of the edition where no passage is named."""
    return f"{edition}/p/{passage}" if passage else edition


def with_query(path: str, parameters: list[tuple[str, str]]) -> str:
    return f"{path}?{urlencode(parameters)}" if parameters else path
