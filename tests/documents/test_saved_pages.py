"""Pages as browsers save them: the article stays whole, and what surrounds it goes."""

import pytest

from firsthand.documents import webpage
from firsthand.documents.blocks import texts

ARTICLE = [
    "What the network asked for",
    "Four hundred people in nine cities said what would keep them safe, and they agreed on more than anybody expected.",
    "“We were never asked before,” says one of them, who has run a place for sharing meals for ten years.",
    "What they want",
    "First, that nobody decides about them without them; second, a place to rest; third, to be left alone.",
    "a subscription to nothing",
    "comments on the draft law",
    "Related work was done in 2019, and its menu of demands is still the same today.",
]
BODY = (
    "<h1>{}</h1><p>{}</p><p>{}</p><h2>{}</h2><p>{}</p><ul><li><a href='/a'>{}</a></li>"
    "<li><a href='/b'>{}</a></li></ul><p>{}</p>"
).format(*ARTICLE)
NAV = (
    "<ul class='{}'><li><a href='/'>Home</a></li><li><a href='/about'>About</a></li><li><a href='/l'>Log in</a></li>"
    "</ul>"
)
COOKIES = (
    "<div {}><p>We use cookies to improve your experience. Read our policy.</p><button>Accept all</button>"
    "<a href='/cookies'>Settings</a></div>"
)
SHARE = "<div class='{}'><span>Share this:</span><a href='https://x.example'>Post</a><a href='mailto:?x'>Mail</a></div>"
RELATED = (
    "<div class='{}'><h3>You may also like</h3><ul><li><a href='/1'>Ten other things</a></li><li><a href='/2'>More news"
    "</a></li></ul></div>"
)
COMMENTS = (
    "<div id='{}'><h3>2 comments</h3><div class='comment'><p>First!</p></div>"
    "<div class='comment'><p>Me too.</p></div></div>"
)
FOOTER = "<div class='{}'><p>© 2024 Daily Paper. All rights reserved.</p><a href='/imprint'>Imprint</a></div>"

PAGES = {
    "news without elements of its own": (
        f"<div id='header'><div class='logo'></div>{NAV.format('main-menu')}</div>"
        f"{COOKIES.format('id=cookie-banner')}<div id='wrap'><div class='breadcrumbs'><a href='/'>Home</a> / "
        f"<a href='/n'>News</a></div><div class='content'>{BODY}{SHARE.format('share-bar')}</div>"
        f"{RELATED.format('related-posts')}{COMMENTS.format('comments')}"
        f"<div class='sidebar'>{NAV.format('links')}</div></div>{FOOTER.format('site-footer')}"
    ),
    "weblog": (
        f"<header class='site-header'><p>My blog</p>{NAV.format('nav')}</header><main><article class='post hentry'>"
        f"{BODY}<div class='sharedaddy sd-sharing-enabled'>{SHARE.format('sd-social')}</div></article>"
        f"{COMMENTS.format('comments-area')}{RELATED.format('jp-relatedposts related')}</main>"
        f"{FOOTER.format('footer-widgets')}"
    ),
    "magazine": (
        f"<div role='dialog' aria-label='Cookie consent'><p>We value your privacy and our 834 partners.</p></div>"
        f"<nav>{NAV.format('x')}</nav><article>{BODY}<div class='newsletter-signup'><p>Get our best stories.</p></div>"
        f"</article>{COOKIES.format('class=onetrust-pc-dark-filter')}<footer>{NAV.format('f')}</footer>"
    ),
    "old page": (
        f"<table><tr><td>{NAV.format('menu')}</td><td><font size=2>{BODY}</font></td></tr></table>"
    ),
    "article in a wrapper that is named badly": (
        f"<div class='social-wrapper related'><div class='content-with-sidebar'>{BODY}</div></div>"
        f"{COOKIES.format('class=cookieBanner')}"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_the_article_stays_whole(name: str) -> None:
    document = webpage.read(f"<!doctype html><html lang=en><title>x</title><body>{PAGES[name]}".encode())
    said = [text for text in texts(document) if text]
    assert [text for text in ARTICLE if text not in said] == []


@pytest.mark.parametrize("name", PAGES)
def test_what_surrounds_it_goes(name: str) -> None:
    document = webpage.read(f"<!doctype html><html lang=en><title>x</title><body>{PAGES[name]}".encode())
    said = " ".join(texts(document))
    for word in ("Home", "Log in", "cookies", "privacy", "Share this", "You may also like", "First!", "Get our best"):
        assert word not in said, word


def test_comments_alone_are_the_text() -> None:
    document = webpage.read(b"<body><div id=comments><p>All that is here is what people said to each other.</p></div>")
    assert "what people said" in " ".join(texts(document))
