"""Numbers of any number of bits (ITU-T H.264, sections 7.2 and 9.1; the same in H.265)."""

LONGEST_PREFIX = 32


class OutOfBits(ValueError):
    """What is read ends too early, or is none of what it is taken for."""


class Bits:
    """Reads from the first bit on."""

    def __init__(self, data: bytes) -> None:
        self._value = int.from_bytes(data, "big")
        self._left = len(data) * 8

    def take(self, count: int) -> int:
        """Return the next `count` bits as a number. Raises OutOfBits."""
        if count > self._left:
            raise OutOfBits
        self._left -= count
        return self._value >> self._left & (1 << count) - 1

    def flag(self) -> bool:
        """Return the next bit. Raises OutOfBits."""
        return bool(self.take(1))

    def unsigned(self) -> int:
        """Return the next Exp-Golomb number, ue(v). Raises OutOfBits."""
        zeros = 0
        while not self.take(1):
            zeros += 1
            if zeros > LONGEST_PREFIX:
                raise OutOfBits
        return (1 << zeros) - 1 + self.take(zeros)

    def signed(self) -> int:
        """Return the next signed Exp-Golomb number, se(v). Raises OutOfBits."""
        coded = self.unsigned()
        return (coded + 1) // 2 if coded & 1 else -(coded // 2)


def unescaped(unit: bytes) -> bytes:
    """Return a unit without its emulation prevention bytes (ITU-T H.264, section 7.4.1)."""
    return unit.replace(b"\x00\x00\x03", b"\x00\x00")
