"""Substring search through many texts at once: one long text, searched by its rarest character."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from monitoring.rates import Flags, Ints

SEPARATOR = 0
AT_ONCE = 1 << 13
# Beyond one place in so many texts, all texts are looked at instead of looking up whose each place is.
MANY = 8

Bytes = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class _Piece:
    """Texts case folded, in UTF-8, each followed by `SEPARATOR`; `ends` are the places of the separators."""

    text: Bytes
    ends: Ints
    counts: Ints

    def holding(self, wanted: bytes) -> Flags:
        places = self._places(wanted)
        if len(places) > len(self.ends) // MANY:
            begins = np.zeros(len(self.text), np.bool_)
            begins[places] = True
            return np.logical_or.reduceat(begins, np.concatenate(([0], self.ends[:-1])))
        found = np.zeros(len(self.ends), np.bool_)
        found[np.searchsorted(self.ends, places)] = True
        return found

    def _places(self, wanted: bytes) -> Ints:
        """Return where `wanted` begins: candidates are where its rarest byte is, then each other one is looked at."""
        letters = np.frombuffer(wanted, np.uint8)
        by_rarity = np.argsort(self.counts[letters], kind="stable").tolist()
        places = self._first_places(letters, by_rarity[:2])
        for at in by_rarity[2:]:
            places = places[self.text[places + at] == letters[at]]
        return places

    def _first_places(self, letters: Bytes, tried: list[int]) -> Ints:
        last = len(self.text) - len(letters)
        if last < 0:
            return np.empty(0, np.int64)
        fits = self.text[tried[0] : last + tried[0] + 1] == letters[tried[0]]
        for at in tried[1:]:
            fits &= self.text[at : last + at + 1] == letters[at]
        return np.flatnonzero(fits)


class TextBlob:
    """Texts that are searched for what they hold, however it is written (Unicode case folding). Never changes."""

    def __init__(self, pieces: tuple[_Piece, ...] = ()) -> None:
        self._pieces = pieces
        self._length = sum(len(piece.ends) for piece in pieces)

    def __len__(self) -> int:
        return self._length

    def extended(self, texts: Sequence[str | None]) -> "TextBlob":
        """Return a blob of these texts after all of those there are."""
        pieces = list(self._pieces)
        for begin in range(0, len(texts), AT_ONCE):
            piece = _piece(texts[begin : begin + AT_ONCE])
            # Few large pieces: each is joined to the one before it until that is larger.
            while pieces and len(pieces[-1].text) <= len(piece.text):
                piece = _joined(pieces.pop(), piece)
            pieces.append(piece)
        return TextBlob(tuple(pieces))

    def holding(self, folded: str) -> Flags:
        """Return which texts hold `folded`, which is case folded and not empty. None holds nothing."""
        wanted = folded.encode("utf-8", "surrogatepass")
        if SEPARATOR in wanted or not self._pieces:
            return np.zeros(len(self), np.bool_)
        return np.concatenate([piece.holding(wanted) for piece in self._pieces])


def _piece(texts: Sequence[str | None]) -> _Piece:
    shown = [text or "" for text in texts]
    folded = ("\0".join(shown) + "\0").casefold()
    if folded.count("\0") != len(shown):
        folded = "\0".join([text.replace("\0", " ").casefold() for text in shown]) + "\0"
    text = np.frombuffer(folded.encode("utf-8", "surrogatepass"), np.uint8)
    return _Piece(text, np.flatnonzero(text == SEPARATOR), np.bincount(text, minlength=256))


def _joined(first: _Piece, second: _Piece) -> _Piece:
    return _Piece(
        np.concatenate((first.text, second.text)),
        np.concatenate((first.ends, second.ends + len(first.text))),
        first.counts + second.counts,
    )
