"""Sources that are not HTTP: what ffmpeg is told of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import SplitResult, urlsplit

from panel.delivery.transcode.presets import OUTPUT

# A second of analysis tells what there is; more is waiting.
ANALYSIS = (("probesize", "2000000"), ("analyzeduration", "1000000"))
# A source that is silent for longer than any is borne: else an ffmpeg whose panel crashed would wait for it for ever.
SILENCE_US = "30000000"


@dataclass(frozen=True, slots=True)
class Protocol:
    """A protocol of ffmpeg: those `beneath` it, the `formats` that may come over it, and options for the two."""

    beneath: str
    formats: str
    options: tuple[tuple[str, str], ...] = ()
    leads_elsewhere: bool = False
    """Whether its servers may send ffmpeg to other addresses, or it opens a port here."""


PROTOCOLS: Mapping[str, Protocol] = MappingProxyType(
    {
        "rtmp": Protocol("rtmp,tcp", "flv,live_flv", (("rw_timeout", SILENCE_US),)),
        "rtsp": Protocol(
            "rtsp,tcp",
            "rtsp,sdp,rtp,mpegts",
            (("rtsp_transport", "tcp"), ("timeout", SILENCE_US)),
            leads_elsewhere=True,
        ),
        "srt": Protocol("srt", "mpegts", (("timeout", SILENCE_US),)),
        # A burst that is too much is a gap in the stream, not its end.
        "udp": Protocol("udp", "mpegts", (("overrun_nonfatal", "1"), ("timeout", SILENCE_US)), leads_elsewhere=True),
    }
)


def arguments(protocol: Protocol) -> tuple[str, ...]:
    """Return ffmpeg's arguments: what a `script` on its standard input names, as it is, as MPEG-TS on its output."""
    return (
        *("-hide_banner", "-nostats", "-loglevel", "error", "-protocol_whitelist", f"pipe,{protocol.beneath}"),
        *("-format_whitelist", f"concat,{protocol.formats}", "-f", "concat", "-safe", "0", "-i", "pipe:0"),
        *("-map", "0:v:0?", "-map", "0:a?", "-c", "copy", *OUTPUT),
    )


def script(address: str, host: str | None, protocol: Protocol) -> bytes:
    """Return the list of one address (ffmpeg-formats(1), concat), so that no other process reads it from our arguments.

    Where `host` is given it is connected to instead of the one that the address names.
    """
    parts = urlsplit(address)
    options = [*ANALYSIS, *protocol.options]
    if host is not None:
        address = parts._replace(netloc=_with_host(parts, host)).geturl()
        if parts.scheme == "rtmp":
            options.append(("rtmp_tcurl", _application(parts)))
    lines = [
        "ffconcat version 1.0",
        f"file {_quoted(address)}",
        *(f"option {name} {_quoted(to)}" for name, to in options),
    ]
    return "".join(f"{line}\n" for line in lines).encode()


def _with_host(parts: SplitResult, host: str) -> str:
    user, at, _ = parts.netloc.rpartition("@")
    port = "" if parts.port is None else f":{parts.port}"
    return f"{user}{at}{f'[{host}]' if ':' in host else host}{port}"


def _application(parts: SplitResult) -> str:
    """Return what an RTMP client says it connects to, with the name that its server may tell customers by.

    The path is application and stream, or application, instance and stream.
    """
    steps = parts.path.strip("/").split("/")
    return f"rtmp://{parts.netloc.rpartition('@')[2]}/{'/'.join(steps[: max(1, min(2, len(steps) - 1))])}"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"
