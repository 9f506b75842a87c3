from pathlib import Path

import pytest

from geo.private_copy import path_of, private_copy, signature_of


def test_the_copy_has_the_content_and_no_name(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.write_bytes(b"content" * 1000)
    with private_copy(source, tmp_path / "private") as descriptor:
        source.write_bytes(b"")
        assert Path(path_of(descriptor)).read_bytes() == b"content" * 1000
        assert list((tmp_path / "private").iterdir()) == []


def test_every_change_gives_another_signature(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"one")
    first = signature_of(path)
    assert signature_of(path) == first
    path.write_bytes(b"more")
    second = signature_of(path)
    other = tmp_path / "other"
    other.write_bytes(b"more")
    other.replace(path)
    assert len({first, second, signature_of(path)}) == 3


def test_what_is_not_there_or_no_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        signature_of(tmp_path / "nothing")
    with pytest.raises(OSError, match="not a regular file"):
        signature_of(tmp_path)
