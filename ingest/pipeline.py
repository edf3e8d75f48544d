"""Sources into the record: read, parse, label, embed, add. Twice changes nothing; a bad file stops nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from ingest.chroma import Server
from ingest.copies import Copies
from ingest.cross_encoder import prepare
from ingest.embedder import CARRIED, Embedder, encoder_name, open_embedder
from ingest.errors import IngestError, NotARelease, OtherKind, Unchanged
from ingest.heap import keep_little
from ingest.links import link
from ingest.open_record import clock
from ingest.passages import searchable, titled_text
from ingest.record import Record
from ingest.release import Release
from ingest.report import Progress, Refused, Report
from ingest.rows import moment
from ingest.sketches import recognised
from ingest.sources import USUAL, Hints, Reach, Readable, Remote, find, is_remote

if TYPE_CHECKING:
    from ingest.drafts import Held

UNCOMMITTED = 60.0  # seconds of work that a killed ingest may lose
TOGETHER = 16  # releases embedded in one go: enough for batches of like length, little to lose when stopped


def ingest(
    paths: Sequence[str],
    store: Path,
    *,
    model: str = CARRIED,
    progress: Progress | None = None,
    reach: Reach = USUAL,
    any_language: bool = False,
    stopped: Callable[[], bool] = lambda: False,
    server: Server | None = None,
    now: Callable[[], datetime] = clock,
    embargo: str | None = None,
) -> Report:
    """Put the releases at these paths and URLs on record in ``store`` and say what became of each source.

    With ``embargo`` (a moment, ISO 8601) nobody reads them before it; ``now`` tells the moment it is.

    Raises SourceError where a path gives nothing, RecordError where the store cannot be used.
    """
    began = perf_counter()
    keep_little()
    sources: list[Readable] = list(find(path for path in paths if not is_remote(path)))
    record = Record.create(store, encoder=encoder_name(model), server=server, now=now)
    try:
        with record.writing(), Remote(reach, store, {source for row in record.entries() for source in row.files}) as remote:
            sources += remote.find([path for path in paths if is_remote(path)])
            run = _Run(record, model, progress, total=len(sources), any_language=any_language, embargo=embargo)
            run.take(source for source in sources if not stopped())
            remote.settle(run.on_record(), {one.source: one.reason for one in run.report.skipped})
            run.report.seconds = round(perf_counter() - began, 3)
            return run.report
    finally:
        record.close()


@cache
def _reader() -> Callable[[bytes, str, Hints], Held]:
    """What turns bytes into releases; its patterns take a third of a second to load, which an ingest that finds nothing new is spared."""
    from ingest.drafts import read_releases  # noqa: PLC0415

    return read_releases


class _Run:
    """One ingest at work: what is known, what waits to be embedded, what has been done."""

    def __init__(
        self, record: Record, model: str, progress: Progress | None, *, total: int, any_language: bool, embargo: str | None
    ) -> None:
        self.report = Report()
        self._any_language, self._embargo = any_language, embargo and moment(embargo).isoformat()
        self._record, self._model, self._progress, self._total = record, model, progress, total
        rows = sorted(record.entries(), key=lambda row: len(row.replaces))  # a source says what the row says that replaces another
        self._known = {source: (row.release_id, digest) for row in rows for source, digest in row.files.items()}
        self._files = {row.release_id: dict(row.files) for row in rows}
        self._embargoed = {row.release_id: row.embargo for row in rows if row.embargo}
        self._replaces = {row.release_id: row.replaces for row in rows}
        self._waiting: dict[str, Release] = {}
        self._copies = Copies(record.entries(), lambda release_id: self._waiting.get(release_id) or record.stored(release_id))
        self._embedder: Embedder | None = None
        self._done = self._passages = 0
        self._committed, self._took = perf_counter(), 0.0

    def take(self, sources: Iterable[Readable]) -> None:
        """Ingest these sources; what was written becomes answerable at the end, or where it was stopped."""
        try:
            for source in sources:
                self._take(source)
                self._done += 1
                self._tell()
                if len(self._waiting) >= TOGETHER:
                    self._flush()
                    self._commit_if_due()
            self._flush()
            self._link()
        finally:
            if self._record.stale:
                self._record.commit()

    def _link(self) -> None:
        """Point corrections and restatements at what they correct and restate, now that all is there."""
        if self._record.stale:
            new = {self._known[source][0] for source in (*self.report.added, *self.report.replaced) if source in self._known}
            for row in list(link(self._record.written(), self._record.stored, new)):
                self._record.set_links(row)

    def _commit_if_due(self) -> None:
        """Commit in between, so that a long ingest that is killed begins again from there; it takes a twentieth of the time."""
        began = perf_counter()
        if self._record.stale and began - self._committed > max(UNCOMMITTED, 20 * self._took):
            self._record.commit()
            self._committed = perf_counter()
            self._took = self._committed - began

    def on_record(self) -> set[str]:
        """The sources that are on record as they were just read, or are as they were."""
        return {*self._known, *self.report.unchanged} - {one.source for one in self.report.failed}

    def _take(self, source: Readable) -> None:
        try:
            data = source.read()
            digest = sha256(data).hexdigest()
            if self._known.get(source.name, ("", ""))[1] == digest:
                self.report.unchanged.append(source.name)
                self._hold_back(self._known[source.name][0])
                return
            held = _reader()(data, source.name, source.hints)
        except Unchanged as error:
            self._as_before(source.name, str(error))
        except OtherKind:
            self.report.passed_over.append(source.name)
        except NotARelease as error:
            self.report.skipped.append(Refused(source.name, str(error)))
        except IngestError as error:
            self.report.failed.append(Refused(source.name, str(error)))
        else:
            self._put_all(held, source.name, digest)

    def _as_before(self, name: str, reason: str) -> None:
        """Count a page that has not changed as it was counted before: on record, or skipped for a reason."""
        if reason:
            self.report.skipped.append(Refused(name, reason))
        else:
            self.report.unchanged.append(name)

    def _put_all(self, held: Held, name: str, digest: str) -> None:
        """Each release that a file holds; those that it held before and holds no longer go."""
        before = self._known.get(name, ("", ""))[1]
        parts = {source for source, (_, known) in self._known.items() if source.startswith(f"{name}#") and known == before != ""}
        for release in held.releases:
            if self._any_language or release.language == "en":
                self._put(release, release.source, digest)
            else:
                self.report.skipped.append(
                    Refused(release.source, f"in another language than English ({release.language}); --any-language takes it too")
                )
        self.report.skipped += [Refused(f"{name}#{one.part}", one.reason) for one in held.left_out]
        for source in sorted(parts - {release.source for release in held.releases}):
            self._forget(self._known.pop(source)[0], source)

    def _put(self, release: Release, source: str, digest: str) -> None:
        release_id = self._same(release, source)
        if gone := self._withdrawn(release, release_id):
            self.report.skipped.append(Refused(source, gone))
            return
        before = self._known.get(source, (release_id, ""))[0]
        files = self._files.setdefault(release_id, {})
        if files and source not in files:
            self.report.skipped.append(
                Refused(source, f"duplicate: the same release as {next(iter(files))}, kept as a further source of it")
            )
        elif files:
            self.report.unchanged.append(source)
        else:
            (self.report.added if before == release_id else self.report.replaced).append(source)
            self._waiting[release_id] = held = replace(release, embargoed_until=self._embargo or release.embargoed_until)
            waits = before != release_id and set(self._files[before]) == {source} and self._record.holds_back(held)
            self._replaces[release_id] = self._replaces.get(before, ()) + ((before,) if waits else ())
            self._copies.add(release)
        files[source] = digest
        self._known[source] = (release_id, digest)
        if release_id not in self._waiting:
            self._record.set_files(release_id, files)
        if before != release_id and before not in self._replaces.get(release_id, ()):
            self._forget(before, source)

    def _withdrawn(self, release: Release, release_id: str) -> str | None:
        """Why this release, or the one that it is a copy of, may not be taken in again; None where it was not withdrawn."""
        manifest = self._record.manifest
        gone = release_id if release_id in manifest.withdrawn else recognised(release, manifest.sketches)
        if gone is None or release_id in self._files:
            return None
        return f"was withdrawn from the record on {manifest.withdrawn[gone]}; `onrecord withdraw --return {gone}` lets it be taken in again"

    def _same(self, release: Release, source: str) -> str:
        """The id of the release on record that this one is, or is a copy of; its own where it is new or a new version of what this source held."""
        if release.release_id in self._files:
            return release.release_id
        before = self._known.get(source, ("", ""))[0]
        replaced = [before] if set(self._files.get(before, ())) == {source} else []
        return self._copies.find(release, besides=replaced) or release.release_id

    def _hold_back(self, release_id: str) -> None:
        """Move the end of a release's embargo, where one is asked for; what may be read already is not taken back."""
        before = self._embargoed.get(release_id)
        if before and self._embargo and before != self._embargo:
            self._record.set_embargo(release_id, self._embargo)

    def _forget(self, release_id: str, source: str) -> None:
        """A source no longer says what this release says: drop it, and the release with its last source, once the new one stands."""
        self._flush()
        self._files[release_id].pop(source, None)
        if self._files[release_id]:
            self._record.set_files(release_id, self._files[release_id])
        else:
            del self._files[release_id]
            self._copies.forget(release_id)
            self._record.remove(release_id)

    def _flush(self) -> None:
        """Embed and add what waits; texts that repeat (boilerplate) are embedded once."""
        if not self._waiting:
            return
        self._embedder = self._embedder or open_embedder(self._model)
        if self._model == CARRIED:
            prepare()
        texts = {release.release_id: [titled_text(release, s) for _, s in searchable(release)] for release in self._waiting.values()}
        distinct = list(dict.fromkeys(text for several in texts.values() for text in several))
        place = {text: number for number, text in enumerate(distinct)}
        vectors = self._embedder.embed(distinct, self._embedded)
        for release in self._waiting.values():
            chosen = vectors[[place[text] for text in texts[release.release_id]]]
            self._record.add(release, self._files[release.release_id], chosen, replaces=self._replaces.get(release.release_id, ()))
        self._waiting.clear()

    def _embedded(self, count: int) -> None:
        self._passages += count
        self._tell()

    def _tell(self) -> None:
        if self._progress:
            self._progress(done=self._done, total=self._total, passages=self._passages)
