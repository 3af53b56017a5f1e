"""The shorter ways that templates go lead to the same HTML as Jinja's own."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment, StrictUndefined, TemplateNotFound, pass_context
from jinja2.exceptions import UndefinedError
from jinja2.runtime import Context
from markupsafe import Markup, escape

from firsthand.front.templating import QuickEnvironment, escaped, translating

TEMPLATES = {
    "page": """{% extends "frame" %}{% import "macros" as m %}{% block main %}{% for each in things %}
{{ m.entry(each, mark=loop.index) }}{% call m.around() %}<i>{{ each }}</i>{% endcall %}{{ own(each) }}{% endfor %}
{% set kept %}<p>{{ things[0] }}</p>{% endset %}{{ kept }}{{ kept|length }}{{ "<" ~ things[0] }}
{{ _("Of %(name)s", name=things[0]) }}{{ _("100 %%") }}{{ things|join("<br>") }}{% include "end" %}{% endblock %}""",
    "frame": "<main>{% block main %}{% endblock %}</main>",
    "macros": """{% macro entry(thing, mark) %}<li>{{ mark }} {{ thing }}{{ shout(thing) }}</li>{% endmacro %}
{% macro around() %}<b>{{ caller() }}</b>{% endmacro %}""",
    "end": "{{ things|length }}{{ none }}{{ 1.5 }}",
}


@pass_context
def own(context: Context, thing: object) -> str:
    return f"{context['things'].index(thing)} {thing}"


def written(environment: Environment, things: list[Any]) -> str:
    environment.install_gettext_callables(str, lambda one, many, _: one or many, newstyle=True)  # type: ignore[attr-defined]
    if isinstance(environment, QuickEnvironment):
        environment.globals.update(_=translating(str), gettext=translating(str))
    environment.globals.update(own=own, shout=lambda thing: f"{thing}!")
    return environment.get_template("page").render(things=things)


@given(st.lists(st.text() | st.text().map(Markup) | st.integers(), min_size=1, max_size=3))
def test_the_html_is_that_of_jinja(things: list[Any]) -> None:
    options: dict[str, Any] = {"loader": DictLoader(TEMPLATES), "extensions": ["jinja2.ext.i18n"]}
    plain = Environment(**options, undefined=StrictUndefined, autoescape=True)
    assert written(QuickEnvironment(**options, undefined=StrictUndefined), things) == written(plain, things)


@given(st.text() | st.text().map(Markup) | st.integers() | st.none())
def test_what_is_written_out_is_escaped(value: object) -> None:
    assert escaped(value) == str(escape(value))


def test_what_is_not_there_is_told() -> None:
    environment = QuickEnvironment(loader=DictLoader({"page": "{{ nothing }}"}), undefined=StrictUndefined)
    with pytest.raises(UndefinedError, match="nothing"):
        environment.get_template("page").render()
    with pytest.raises(TemplateNotFound):
        environment.get_template("other")
