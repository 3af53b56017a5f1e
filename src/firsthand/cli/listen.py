"""`firsthand listen`: the LanguageTool protocol on this machine, for programs that let people name their own server."""

import errno

import click

EXAMPLES = """\b
Examples:
  firsthand listen
  firsthand listen --guide public-health --port 8082
  firsthand listen --upstream http://127.0.0.1:8010

Give a program that knows LanguageTool the address that is shown: LibreOffice and
add-ons of browsers want it with /v2 behind, others without. No text and no address
is logged or kept. With --upstream, and only then, all texts are sent on to the
LanguageTool server that you name, and its matches stand beside those of the guide."""


@click.command(epilog=EXAMPLES)
@click.option("--guide", default="house", show_default=True, help="The guide: its id, or the folder of your own.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 is every one.")
@click.option("--port", default=8081, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option("--upstream", metavar="URL", help="A LanguageTool server to which texts are sent on for their grammar.")
@click.option("--site", metavar="URL", default="", help="Where the guide's pages are, if they are on the web.")
def listen(guide: str, host: str, port: int, upstream: str | None, site: str) -> None:
    """Check words for programs that speak the LanguageTool protocol, until you press Ctrl+C."""
    from firsthand.wording import Checker, GuideError
    from firsthand.wording.languagetool import Endpoint, Server, Upstream

    try:
        behind = Upstream(upstream) if upstream else None
        endpoint = Endpoint(Checker(guide), upstream=behind, site=site)
        server = Server(endpoint, host, port)
    except (GuideError, ValueError) as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(_reason(error, host, port)) from None
    shown = f"[{host}]" if ":" in host else "127.0.0.1" if host in ("0.0.0.0", "") else host  # noqa: S104
    click.echo(f"Words are checked at http://{shown}:{port}/v2 (press Ctrl+C to stop).")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        click.echo("Nothing is checked any more.")
    finally:
        server.server_close()


def _reason(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Another program listens on port {port}. Close it, or choose another port: --port {port % 65535 + 1}"
    if error.errno == errno.EACCES:
        return f"Port {port} may not be opened with your rights. Choose one from 1024 on, such as --port 8081."
    return f"“{host}” is not an address of this machine. Leave --host out to listen on this machine alone."
