"""`firsthand check --interactive`: asks about one finding after the other, and says what the text is to be then."""

import click
from msgspec.structs import replace

from firsthand.cli.terminal import harmless
from firsthand.wording.checker import Checker
from firsthand.wording.corrections import Edit, apart, applied, edit
from firsthand.wording.examination import Examined
from firsthand.wording.model import Finding, Suggestion
from firsthand.wording.reports import Wishes, writer

_MOST = 9
"""Suggestions with a number."""


def ask(examined: Examined, wishes: Wishes, checker: Checker, skipped: set[str]) -> tuple[str, int, bool]:
    """The text as it is to be, how many replacements were chosen, and whether the person wants to end.

    `skipped` are the concepts that the person doesn't want to be asked about any more; it grows.
    """
    report = writer("text", checker, wishes)
    edits: list[Edit] = []
    ended = False
    for finding in examined.findings:
        if finding.concept in skipped or (edits and finding.start < edits[-1].end):
            continue
        click.echo("".join(report.file(_alone(examined, finding))), nl=False)
        answer = _answer(finding)
        if answer == "q":
            ended = True
            break
        if answer == "a":
            skipped.add(finding.concept)
        chosen = _chosen(examined.text, finding, answer)
        if chosen and (not edits or edits[-1].end <= chosen.start):
            edits.append(chosen)
    edits = apart(edits)
    return applied(examined.text, edits), len(edits), ended


def _alone(examined: Examined, finding: Finding) -> Examined:
    """A text with this finding only, without the suggestions that stand below it with their numbers."""
    by_hand = tuple(suggestion for suggestion in finding.suggestions if suggestion.fix == "never")
    return Examined(examined.name, examined.material, (replace(finding, suggestions=by_hand),), file=examined.file)


def _offers(finding: Finding) -> list[Suggestion]:
    return [suggestion for suggestion in finding.suggestions if suggestion.fix != "never"][:_MOST]


def _answer(finding: Finding) -> str:
    offers = _offers(finding)
    for number, suggestion in enumerate(offers, 1):
        also = f" ({'; '.join(suggestion.also)})" if suggestion.also else ""
        click.echo(harmless(f"  {number}  {suggestion.text}{also}"))
    click.echo("  s  leave it   a  leave all of this concept   e  write something else   q  end")
    choices = [*map(str, range(1, len(offers) + 1)), *"saeq"]
    return str(click.prompt("  Which", type=click.Choice(choices), default="s", show_choices=False))


def _chosen(text: str, finding: Finding, answer: str) -> Edit | None:
    if answer.isdigit():
        return edit(text, _offers(finding)[int(answer) - 1])
    if answer == "e":
        return Edit(finding.start, finding.end, str(click.prompt("  Instead", default=finding.text)))
    return None
