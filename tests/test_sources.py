"""Finding releases in files and folders."""

import os
from pathlib import Path

import pytest

from ingest.errors import NotARelease, OtherKind, SourceError
from ingest.sources import Source, find


def names(folder: Path, *paths: str) -> list[str]:
    return [os.path.relpath(source.name, folder) for source in find(paths or [str(folder)])]


def write(folder: Path, *files: str) -> None:
    for file in files:
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("words", encoding="utf-8")


def test_a_folder_gives_all_below_it_by_name(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a.md", "later/c.html", "later/d.HTM")
    assert names(tmp_path) == ["a.md", "b.txt", "later/c.html", "later/d.HTM"]


def test_settings_notes_and_hidden_files_are_passed_over(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "onrecord.toml", "README.md", ".hidden.md", ".git/x.md")
    assert names(tmp_path) == ["a.md"]


@pytest.mark.parametrize(("name", "kind"), [("photo.png", OtherKind), ("programs.json", OtherKind), ("merger.doc", NotARelease)])
def test_a_file_of_another_kind_in_a_folder_is_told_from_one_that_may_hold_a_release(tmp_path: Path, name: str, kind: type) -> None:
    write(tmp_path, "a.md", name)
    others = [source for source in find([str(tmp_path)]) if source.name.endswith(name)]
    with pytest.raises(NotARelease, match=r" files are not read \(\.md, \.txt, \.html, \.pdf, \.docx and \.xml are\)$") as raised:
        others[0].read()
    assert (len(others), type(raised.value)) == (1, kind)


def test_a_file_named_by_itself_is_read_whatever_its_name(tmp_path: Path) -> None:
    write(tmp_path, "release")
    assert [source.read() for source in find([str(tmp_path / "release")])] == [b"words"]


def test_a_pattern_gives_its_matches_and_each_file_comes_once(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "b.md", "c.txt")
    assert names(tmp_path, str(tmp_path / "*.md"), str(tmp_path)) == ["a.md", "b.md", "c.txt"]


def test_a_name_with_brackets_is_no_pattern_where_the_file_stands(tmp_path: Path) -> None:
    write(tmp_path, "[1].md")
    assert names(tmp_path, str(tmp_path / "[1].md")) == ["[1].md"]


@pytest.mark.parametrize("missing", ["nowhere", "*.md"])
def test_a_path_to_nothing_is_refused(tmp_path: Path, missing: str) -> None:
    with pytest.raises(SourceError, match=r"check the (path|pattern)$"):
        list(find([str(tmp_path / missing)]))


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"holds no release; \.md, \.txt, \.html, \.pdf, \.docx and \.xml files are read$"):
        list(find([str(tmp_path)]))


def test_a_folder_without_any_kind_of_release_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "photo.png")
    with pytest.raises(SourceError, match="holds no release"):
        list(find([str(tmp_path)]))


def test_links_that_go_round_end_and_are_named(tmp_path: Path) -> None:
    write(tmp_path, "a.md")
    (tmp_path / "round").symlink_to(tmp_path)
    (tmp_path / "self.md").symlink_to(tmp_path / "self.md")
    found = list(find([str(tmp_path)]))
    assert [Path(source.name).name for source in found] == ["a.md", "self.md"]
    with pytest.raises(SourceError, match="could not be read: too many levels of symbolic links"):
        found[1].read()


def test_a_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    with pytest.raises(SourceError, match="is no file"):
        Source(str(tmp_path / "pipe.md")).read()


def test_a_file_too_large_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "large.txt").open("wb") as file:
        file.truncate(40_000_000)
    with pytest.raises(SourceError, match=r"^large\.txt has 40 MB; a release has at most 20 MB$"):
        Source(str(tmp_path / "large.txt")).read()
