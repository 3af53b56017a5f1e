"""`firsthand inbox messages`: what people wrote to the network is shown, told to a person."""

from pathlib import Path

import click

from firsthand.cli.inbox.access import at_desk, desk_of, told, unlocked
from firsthand.cli.opening import counted
from firsthand.cli.terminal import harmless


@click.command(
    "messages",
    epilog="Examples:\n\n\b\n  firsthand inbox messages --library my-library --key ~/letter-keys\n"
    "  firsthand inbox messages --library my-library --key ~/letter-keys --erase 8kq27mxd0w",
)
@at_desk
@click.option("--all", "everything", is_flag=True, help="Show those that were shown before too.")
@click.option("--erase", "erased", metavar="ID", multiple=True, help="Forget this message for good.")
def verb(
    library: Path, keys: tuple[Path, ...], key_file: Path | None, everything: bool, erased: tuple[str, ...]
) -> None:
    """Read what people wrote to the network. What was shown once is shown again only with --all."""
    from msgspec.structs import replace

    from firsthand.endorsing.errors import DeskError

    with told():
        desk = desk_of(library, unlocked(keys, key_file))
        posts = desk.tray().posts
        if missing := [id_ for id_ in erased if id_ not in posts]:
            raise DeskError(f"There is no message “{missing[0]}”. Look at the list: firsthand inbox messages --all")
        if erased:
            with desk.sorting() as tray:
                for id_ in erased:
                    tray.posts[id_] = replace(tray.posts[id_], text="", reply="", read=True)
            desk.audit.add("erased", messages=len(erased))
            click.echo(f"{counted(len(erased), 'message is', 'messages are')} erased.")
            return
        shown = [post for post in posts.values() if post.text and (everything or not post.read)]
        for post in sorted(shown, key=lambda post: (post.day, post.id)):
            click.echo(f"{post.id}  {post.day}" + (f"  answer to: {harmless(post.reply)}" if post.reply else ""))
            click.echo("".join(f"    {harmless(line)}\n" for line in post.text.split("\n")))
        if not shown:
            click.echo("There are no new messages." if posts else "There are no messages.")
            return
        with desk.sorting() as tray:
            for post in shown:
                tray.posts[post.id] = replace(tray.posts[post.id], read=True)
        desk.audit.add("read", messages=len(shown))
