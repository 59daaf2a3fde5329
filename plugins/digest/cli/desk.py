"""The verb desk: the web app for a day's work, on this machine alone."""

from pathlib import Path

import click

from ..core.errors import DigestError
from .show import find_site, say, warn

EXTRA = "flask"  # of the extra `desk`


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8001, show_default=True, help="Of the desk.")
@click.option("--site-port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Of the local site.")
@click.option("--token", is_flag=True, help="Show the token for uploads, and make it if there is none.")
@click.option("--revoke", is_flag=True, help="Void the token for uploads.")
@click.pass_context
def desk(context: click.Context, port: int, site_port: int, token: bool, revoke: bool) -> None:
    """Review, correct and capture in the browser, with the keyboard alone; Ctrl-C ends it.

    Open the address that is printed. It works on this machine alone, and serves the site beside it as `invoke serve`
    does, unless that runs already.

    \b
    Examples:
      digest desk
      digest desk --port 8011
      digest desk --token       (for a browser extension that uploads pages)
    """
    try:
        from ..hosting.desk.access import make_upload_token, read_upload_token, revoke_upload_token  # noqa: PLC0415
        from ..hosting.desk.run import run_desk  # noqa: PLC0415
        from ..hosting.desk.state import DeskSite  # noqa: PLC0415
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in (EXTRA, "werkzeug"):
            raise
        raise DigestError("the desk needs Flask; install the extra: pip install 'pelican-digest[desk]'") from error
    site = find_site(context)
    theme, cache = (Path(site.pelican[key]) for key in ("THEME", "CACHE_PATH"))
    desk_site = DeskSite(content=site.content, settings=site.settings, theme=theme, cache=cache / "desk")
    if revoke:
        say("the upload token is void" if revoke_upload_token(desk_site.private) else "there is no upload token")
    if token:
        say(read_upload_token(desk_site.private) or make_upload_token(desk_site.private))
    if not (revoke or token):
        run_desk(desk_site, port=port, site_port=site_port, ready=lambda address: warn(f"The desk: {address}"))
