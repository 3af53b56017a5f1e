"""Jinja as pages need it: it takes shorter ways to the same HTML, where a page goes them hundreds of times.

It knows nothing of pages. All values are escaped, and templates never change while the program runs.
"""

from collections.abc import Callable, MutableMapping
from functools import lru_cache
from types import CodeType, FunctionType, MethodType
from typing import Any

from jinja2 import Environment, Template
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

try:
    from markupsafe import _escape_inner  # type: ignore[attr-defined]
except ImportError:  # a name that MarkupSafe keeps to itself, and may change
    _escape_inner = escape

PLAIN = (FunctionType, MethodType, type(lru_cache(len)))
"""What is called without more ado, unless it is marked as wanting the context."""


def escaped(value: Any) -> str:
    """The same as `markupsafe.escape`, but as text that is only written out: it need not be marked as safe again."""
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]
    if kind is str:
        return _escape_inner(value)
    return value.__html__() if hasattr(value, "__html__") else _escape_inner(str(value))


class QuickTemplate(Template):
    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],  # noqa: A002 - Jinja's own name
        uptodate: Callable[[], bool] | None = None,
    ) -> Template:
        made = super().from_code(environment, code, globals, uptodate)
        # Compiled templates call `escape` for nothing but what they write out.
        made.root_render_func.__globals__["escape"] = escaped
        return made


class QuickContext(Context):
    def call(self, called: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        kind = type(called)
        if kind is Macro:
            args = (self.eval_ctx, *args)
        elif kind not in PLAIN or hasattr(called, "jinja_pass_arg"):
            return super().call(called, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return called(*args, **kwargs)


class QuickEnvironment(Environment):
    context_class = QuickContext
    template_class = QuickTemplate

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, autoescape=True, auto_reload=False)
        self._known: dict[str, Template] = {}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - Jinja's own name
    ) -> Template:
        if isinstance(name, Template) or globals is not None:
            return super().get_template(name, parent, globals)
        if name not in self._known:
            self._known[name] = super().get_template(name, parent)
        return self._known[name]


def translating(gettext: Callable[[str], str]) -> Callable[..., Markup]:
    """`_` of the templates: a sentence with its values in their places, each escaped."""

    @lru_cache(4_096)
    def sentence(message: str) -> Markup:
        return Markup(gettext(message))  # noqa: S704 - the words of the interface are ours

    @lru_cache(4_096)
    def bare(message: str) -> Markup:
        return sentence(message) % {}

    def translate(message: str, /, **values: Any) -> Markup:
        return sentence(message) % values if values else bare(message)

    return translate
