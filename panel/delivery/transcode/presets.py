"""What ffmpeg is told for each preset."""

from collections.abc import Mapping
from types import MappingProxyType

from panel.transcoding import TranscodePreset

# Nothing but the pipe may be read: a stream cannot make ffmpeg open files or addresses.
INPUT = (
    *("-hide_banner", "-nostats", "-loglevel", "error", "-protocol_whitelist", "pipe"),
    *("-fflags", "+genpts+discardcorrupt", "-analyzeduration", "2000000", "-probesize", "2000000"),
    *("-f", "mpegts", "-i", "pipe:0"),
)
OUTPUT = (
    *("-sn", "-dn", "-map_metadata", "-1", "-muxdelay", "0", "-muxpreload", "0", "-flush_packets", "1"),
    *("-f", "mpegts", "-mpegts_flags", "+resend_headers", "pipe:1"),
)


def _audio(kbps: int) -> tuple[str, ...]:
    return ("-c:a", "aac", "-b:a", f"{kbps}k", "-ac", "2")


def _h264(height: int, kbps: int) -> tuple[str, ...]:
    """Return H.264 of at most this height, which is even, with a key frame every 2 s."""
    scale = f"yadif=deint=interlaced,scale=w=-2:h='trunc(min({height},ih)/2)*2'"
    return (
        *("-map", "0:v:0", "-map", "0:a?", "-vf", scale, "-pix_fmt", "yuv420p"),
        *("-c:v", "libx264", "-preset", "veryfast", "-tune", "zerolatency", "-sc_threshold", "0"),
        *("-force_key_frames", "expr:gte(t,n_forced*2)"),
        *("-crf", "23", "-maxrate", f"{kbps}k", "-bufsize", f"{kbps * 2}k"),
        *_audio(128),
    )


PRESETS: Mapping[TranscodePreset, tuple[str, ...]] = MappingProxyType(
    {
        "h264-720p": _h264(720, 3000),
        "h264-480p": _h264(480, 1400),
        "audio": ("-map", "0:a:0", "-vn", *_audio(96)),
    }
)
