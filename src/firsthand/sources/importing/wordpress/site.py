"""A WordPress site as an origin: its entries are offered as posts, pages and works, with what belongs to each.

Drafts, private texts and those with a password are counted and never offered. Knows nothing of the folder.
"""

import re
from collections import Counter
from datetime import datetime
from email.utils import parsedate_to_datetime
from hashlib import sha256
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from msgspec import structs

from firsthand.catalogue import dates
from firsthand.catalogue.malformed import MalformedError
from firsthand.documents.language import recognise
from firsthand.documents.scripts import script_of
from firsthand.sources.importing import values
from firsthand.sources.importing.gathering import Gathering
from firsthand.sources.importing.intake import Progress, Site
from firsthand.sources.importing.ledger import LedgerError
from firsthand.sources.importing.markdown import markdown
from firsthand.sources.importing.offers import Material, Offer
from firsthand.sources.importing.wordpress.bodies import Body, written
from firsthand.sources.importing.wordpress.documents import Documents
from firsthand.sources.importing.wordpress.mending import RefusedError
from firsthand.sources.importing.wordpress.names import Taxonomy, Translations, language_said
from firsthand.sources.importing.wordpress.wxr import Entry, Export
from firsthand.sources.plain import kind_named
from firsthand.sources.slugs import slugify

SUMMARY = 1_500
"""Characters up to which the words around a document are its summary and no text of their own."""
SAMPLE = 1_200
"""Characters by which a language is told."""
_TYPES = (
    "revision nav_menu_item custom_css customize_changeset oembed_cache user_request wp_block wp_template "
    "wp_template_part wp_global_styles wp_navigation wp_font_family wp_font_face elementor_library acf-field "
    "acf-field-group wpcf7_contact_form shop_order product_variation polylang_mo tablepress_table mc4wp-form popup"
)
_NEVER = frozenset(_TYPES.split())
"""Types of entries that are no texts."""
_CONFIDED = (
    "feedback flamingo_inbound flamingo_outbound flamingo_contact nf_sub wpforms_entry wpcf7s cfdb7 wpmlsubscriber "
    "shop_order_refund shop_subscription edd_payment give_payment tribe_rsvp_attendees tribe_tpp_attendees"
)
_SENT = frozenset(_CONFIDED.split())
"""What people have sent to a site in confidence: plugins keep it as entries that are “published”."""
_OF_PEOPLE = re.compile(
    r"message|inbound|feedback|contact|submission|enquir|inquir|mail|subscri|order|payment|donat|donor|invoice|customer|"
    r"attendee|booking|appointment|reservation|registration|rsvp|ticket|applica|patient|client|entr(?:y|ies)|respon[sd]|"
    r"survey|quiz|log\b|form\b",
    re.IGNORECASE,
)
"""Names of types that may hold the same; a person looks at them first."""
_PUBLICATIONS = re.compile(r"publication|resource|report|document|download|library", re.IGNORECASE)


class WordPress:
    """An export (WXR). `media` is the folder of uploads; `fetch` brings files that are not in it from the site."""

    def __init__(self, path: Path, documents: Documents, language: str = "") -> None:
        self.path = path
        self.source = str(path)
        self.name = ""
        self.documents = documents
        self.language = language
        self.host = ""
        self.base = ""

    def gather(self, into: Gathering, progress: Progress) -> Site:
        """Offer every entry. LedgerError where the file is no export."""
        export = Export(self.path, into.wrong)
        self.taxonomy = Taxonomy()
        self.translations = Translations()
        self.authors: dict[str, str] = {}
        self.works: Counter[str] = Counter()
        try:
            for count, entry in enumerate(export.entries(), 1):
                if count == 1:
                    self._meet(export)
                self._take(entry, into)
                if count % 50 == 0:
                    progress("gathering", export.done >> 10, export.size >> 10)
            self._meet(export)
        except RefusedError as error:
            raise LedgerError(f"{self.path}: {error}") from error
        self.taxonomy.offer(export.channel, into, self.language)
        self.documents.offer(into)
        self._offer_authors(into, export.channel.authors)
        self.translations.join(into, self.language)
        title = values.title(unescape(export.channel.fields.get("title", "")))
        return Site(title, self.language, self.base, self._lists())

    def _meet(self, export: Export) -> None:
        """What the site says of itself stands before its first entry."""
        fields = export.channel.fields
        self.base = values.address(fields.get("base_blog_url") or fields.get("link") or "").rstrip("/")
        self.host = urlsplit(self.base).hostname or ""
        self.name = slugify(f"wordpress {self.host or self.path.stem}", "wordpress")
        if not self.language:
            try:
                self.language = values.language(fields.get("language") or "en")
            except MalformedError:
                self.language = "en"
        self.documents.meet(self.base)

    def _take(self, entry: Entry, into: Gathering) -> None:
        """Offer an entry, or count why not."""
        type_, status = entry.get("post_type") or "post", entry.get("status") or "publish"
        if type_ == "attachment":
            self.documents.attachment(entry)
            return
        if type_ in _NEVER:
            into.skip("entries that are no texts")
        elif type_.lower() in _SENT:
            into.skip("messages, orders and the like, which people sent in confidence")
        elif status != "publish":
            names = {"draft": "drafts", "private": "private texts", "pending": "drafts", "trash": "deleted texts"}
            into.skip(names.get(status, "texts that are not published"))
        elif entry.get("post_password"):
            into.skip("texts with a password")
        elif not (entry.get("content") or entry.get("title")):
            into.skip("empty texts")
        elif not entry.get("post_id").isdigit():
            into.wrong(entry.line, "This entry has no number.", "Export it again.")
        else:
            self._offer(entry, type_, into)

    def _offer(self, entry: Entry, type_: str, into: Gathering) -> None:
        link = entry.get("link")
        body = Body(entry.fields.get("content", ""), link or self.base, self.documents.address_of)
        if body.damaged:
            into.wrong(entry.line, f"The text of “{entry.get('title')}” can't be read.", "Look at it on the site.")
        title = values.title(unescape(re.sub(r"<[^>]+>", "", entry.get("title")))) or values.title(body.words()[:80])
        words = body.words()
        language = self._language(entry, f"{title}. {words}")
        id_ = f"{type_}:{entry.get('post_id')}"
        if _is_hidden(type_, link):
            remark = "Nothing says that this type of entry was public. Look at one before you import any."
            hidden = Offer(id_, type_, "skip", language=language, date=_date(entry), remark=remark, line=entry.line)
            into.offer(hidden, Material(body=self._text(body), ending=self._ending))
            return
        self.translations.note(id_, entry, language)
        offer = Offer(
            id_,
            type_,
            "page" if type_ == "page" else "post",
            slug=self._slug(entry, title),
            language=language,
            title=title or f"{type_} {entry.get('post_id')}",
            date=_date(entry),
            themes=self.taxonomy.of(entry),
            line=entry.line,
        )
        material = Material(
            body=self._text(body) if words or body.root.find(".//a") is not None else "",
            ending=self._ending,
            summary=values.paragraphs(_plain(entry.get("excerpt"))),
            authors=self._author(entry),
            translated_from=self.translations.source(entry),
            old=self._old(entry, type_),
        )
        if type_ == "page" and not material.body:
            into.offer(structs.replace(offer, proposed="skip", remark="There are no words in it."))
        else:
            self._with_documents(offer, material, body, words, into)

    def _text(self, body: Body) -> str:
        said = markdown(body.root)
        self._ending = ".html" if said is None else ".md"
        return written(body.root) if said is None else said

    _ending = ".md"

    def _with_documents(self, offer: Offer, material: Material, body: Body, words: str, into: Gathering) -> None:
        """Offer an entry with the documents that it links to: as a work, or as a text that speaks of works."""
        is_short = offer.proposed == "post" and len(words) <= SUMMARY
        found = self.documents.of(offer, body, is_short=is_short)
        own = [one for one in found if one.is_new]
        elsewhere = tuple(dict.fromkeys(one.owner for one in found if not one.is_new))
        is_work = bool(own) and own[0].owner == offer.id
        if is_work:
            # What was short enough to stand around a document is its summary.
            summary = material.summary or words
            offer = structs.replace(offer, proposed="work", kind=kind_named(offer.title) or "report")
            material = structs.replace(material, summary=summary, body="", authors=())
        elif _PUBLICATIONS.search(offer.type) and offer.proposed == "post":
            offer = structs.replace(offer, proposed="work", kind=kind_named(offer.title) or "report")
        works = (*dict.fromkeys(one.owner for one in own if one.owner != offer.id), *elsewhere)
        into.offer(offer, structs.replace(material, works=works if offer.proposed == "post" else ()))
        for theme in offer.themes:
            self.works[theme] += offer.proposed == "work"
        self.documents.works(own, offer, into, body)

    def _language(self, entry: Entry, words: str) -> str:
        said = language_said(entry)
        if said:
            return said
        try:
            # Another script than Latin tells more of a language than what the site says of itself.
            hint = self.language if script_of(words[:SAMPLE]) in (None, "Latin") else None
            return values.language(recognise(words[:SAMPLE], hint) or self.language)
        except MalformedError:
            return self.language

    def _slug(self, entry: Entry, title: str) -> str:
        own = unquote(entry.get("post_name"))
        return slugify(own if re.search(r"[^\W\d]", own) else title or own, "text")

    def _author(self, entry: Entry) -> tuple[str, ...]:
        login = entry.get("creator")
        if not login:
            return ()
        self.authors.setdefault(login, "")
        return (_author_id(login),)

    def _offer_authors(self, into: Gathering, names: dict[str, str]) -> None:
        """Those who wrote, as parties; accounts that are called like machines or are e-mail addresses are left out."""
        for login in self.authors:
            name = values.words(unescape(names.get(login, "")))
            party = values.person(name, self.language) if name and "@" not in name and name != login else None
            remark = "Name people only if they have agreed to be named." if party else "No name that can be shown."
            into.offer(
                Offer(
                    _author_id(login),
                    "author",
                    "party" if party else "skip",
                    slug=party.slug if party else "",
                    kind=party.kind if party else "",
                    language=self.language,
                    title=name,
                    remark=remark,
                )
            )

    def _old(self, entry: Entry, type_: str) -> tuple[str, ...]:
        """The addresses under which an entry was found."""
        number = entry.get("post_id")
        found = [f"/?page_id={number}" if type_ == "page" else f"/?p={number}"]
        for written_ in (entry.get("link"), entry.get("guid")):
            path = self.documents.path_of(unescape(written_))
            if path and path.rstrip("/"):
                found.append(path.rstrip("/") if "?" not in path else path)
        return tuple(dict.fromkeys(found))

    def _lists(self) -> tuple[tuple[str, str], ...]:
        """Addresses of lists by category and tag."""
        found = []
        for taxonomy, slug in self.taxonomy.used:
            goal = f"/works?theme={{theme}}{slug}" if self.works[slug] else "/news"
            found.append((f"/{'tag' if taxonomy == 'post_tag' else 'category'}/{slug}", goal))
        return tuple(found)


def _author_id(login: str) -> str:
    """The id of an account; one that is called by an e-mail address is not told by it."""
    return f"author:{login}" if "@" not in login else f"author:{sha256(login.encode()).hexdigest()[:12]}"


def _is_hidden(type_: str, link: str) -> bool:
    """Whether entries of a type of the site's own may never have been a page: a form's, or one without an address."""
    if type_ in ("post", "page"):
        return False
    return bool(_OF_PEOPLE.search(type_)) or "?post_type=" in link or not link


def _date(entry: Entry) -> str:
    """The day of publication."""
    for name in ("post_date", "post_date_gmt"):
        try:
            return dates.normalise(entry.get(name)[:10])
        except MalformedError:
            continue
    try:
        found: datetime = parsedate_to_datetime(entry.get("pubDate"))
        return found.date().isoformat()
    except (TypeError, ValueError, IndexError):
        return ""


def _plain(text: str) -> str:
    return Body(text, "").words() if text else ""
