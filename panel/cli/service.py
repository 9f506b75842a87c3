"""`panel serve` and `panel demo`."""

from typing import Annotated

import typer

from panel.cli.options import DataDir, Host, Port

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8000


def serve(host: Host = DEFAULT_HOST, port: Port = DEFAULT_PORT, data_dir: DataDir = None) -> None:
    """Run the server, without demo content."""
    from panel.logs import configure_logs
    from panel.serve import run_until_stopped
    from panel.settings import load_settings

    settings = load_settings(data_dir)
    configure_logs(settings.log_level, settings.log_format)
    run_until_stopped(settings, host, port, typer.echo)


def demo(
    host: Host = DEFAULT_HOST,
    port: Port = DEFAULT_PORT,
    data_dir: DataDir = None,
    viewers: Annotated[int, typer.Option("--viewers", min=0, max=1000, help="Demo viewers on loopback.")] = 12,
    fetch_places: Annotated[
        bool, typer.Option("--fetch-places", help="Also fetch the free geo databases, in the background.")
    ] = False,
) -> None:
    """Run the server with test-pattern channels and real viewers on loopback."""
    from panel.demo.run import run_demo
    from panel.logs import configure_logs
    from panel.settings import load_settings

    settings = load_settings(data_dir)
    configure_logs(settings.log_level, settings.log_format)
    run_demo(settings, host, port, typer.echo, viewers, fetch_places=fetch_places)
