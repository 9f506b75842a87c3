"""What a master playlist offers, and what of it is played (RFC 8216, sections 4.3.4.1 and 4.3.4.2)."""

import re
from dataclasses import dataclass, field

from panel.delivery.source_failure import SourceFailure

MOST_VARIANTS = 1000
# Beginnings of the names of codecs of sound (RFC 6381).
SOUND_CODECS = ("mp4a", "ac-3", "ec-3", "ac-4", "opus", "flac", "alac", "mp3", "dts")

_ATTRIBUTE = re.compile(r'([A-Z0-9-]+)=("[^"]*"|[^",]*)')


@dataclass(frozen=True, slots=True)
class MasterPlaylist:
    """The same programme in several qualities; `best` is the address of the one to play, `sound` that of its sound
    where that comes apart from the picture.
    """

    best: str
    sound: str | None = None


@dataclass(frozen=True, slots=True)
class _Variant:
    address: str
    bandwidth_bps: int
    sound_group: str | None
    is_sound: bool


@dataclass(slots=True)
class Variants:
    """Collects them."""

    _variants: list[_Variant] = field(default_factory=list)
    # Of each group of sound the addresses; None is sound that comes within the variants.
    _sounds: dict[str, list[str | None]] = field(default_factory=dict)
    _count: int = 0

    def __bool__(self) -> bool:
        return bool(self._variants)

    def add(self, tag: str, address: str) -> None:
        """Take an EXT-X-STREAM-INF and the address after it. Raises SourceFailure for too many."""
        self._count_one()
        told = _attributes(tag)
        bandwidth, codecs = told.get("BANDWIDTH", ""), told.get("CODECS", "").lower()
        self._variants.append(
            _Variant(
                address,
                int(bandwidth) if re.fullmatch(r"[0-9]{1,18}", bandwidth) else 0,
                told.get("AUDIO"),
                bool(codecs) and all(codec.strip().startswith(SOUND_CODECS) for codec in codecs.split(",")),
            )
        )

    def add_rendition(self, tag: str) -> None:
        """Take an EXT-X-MEDIA. Raises SourceFailure for too many."""
        told = _attributes(tag)
        if told.get("TYPE") != "AUDIO":
            return
        self._count_one()
        sounds = self._sounds.setdefault(told.get("GROUP-ID", ""), [])
        sounds.insert(0 if told.get("DEFAULT") == "YES" else len(sounds), told.get("URI"))

    def best(self) -> MasterPlaylist:
        """Return what to play: with picture and sound in one where there is such, then the highest bandwidth."""
        best = max(self._variants, key=self._rank)
        return MasterPlaylist(best.address, self._sound_apart(best))

    def _rank(self, variant: _Variant) -> tuple[bool, bool, int]:
        return not variant.is_sound, self._sound_apart(variant) is None, variant.bandwidth_bps

    def _sound_apart(self, variant: _Variant) -> str | None:
        sounds = self._sounds.get(variant.sound_group, []) if variant.sound_group is not None else []
        return None if variant.is_sound or None in sounds or not sounds else sounds[0]

    def _count_one(self) -> None:
        self._count += 1
        if self._count > MOST_VARIANTS:
            raise SourceFailure("the source's playlist has too many variants")


def _attributes(tag: str) -> dict[str, str]:
    return {name: value.strip('"') for name, value in _ATTRIBUTE.findall(tag)}
