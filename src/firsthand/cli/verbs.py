"""Groups of commands that are imported when they are asked for. A group knows where verbs live, not what they do."""

from collections.abc import Callable, Mapping
from importlib import import_module

import click


class Verbs(click.Group):
    """Verbs of which none is imported before it is called, so that `--help` answers at once."""

    def __init__(
        self,
        *args: object,
        verbs: Mapping[str, str],
        place: Callable[[str], tuple[str, str]],
        call: str,
        **kwargs: object,
    ) -> None:
        """`verbs` with what each does, in the order in which they are shown; `place` gives a verb's module and its name
        there; `call` is what people type, with “{verb}” for the verb if that matters."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # click's own, whatever they are
        self._verbs, self._place, self._call = verbs, place, call

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self._verbs)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self._verbs:
            return None
        module, name = self._place(cmd_name)
        try:
            command: click.Command = getattr(import_module(module), name)
        except ModuleNotFoundError as missing:
            if missing.name and missing.name.startswith("firsthand"):
                raise
            call = self._call.format(verb=cmd_name)
            message = f"“{call}” needs {missing.name}. Install it with: pip install 'firsthand[library]'"
            raise click.ClickException(message) from missing
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self._verbs.items()))
