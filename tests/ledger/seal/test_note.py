"""Checkpoints are signed notes: who signed what can be told, and a change of either is seen."""

from __future__ import annotations

import pytest

from engine.ledger.seal.checkpoint import Checkpoint, read_checkpoint
from engine.ledger.seal.note import Signer, read_note, read_signer, read_verifier

SIGNER = Signer("keytier-test", bytes(range(32)))
#: The key of the checksum database of Go, which is handed on in the same form.
GO = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"


def test_keys_have_the_form_of_c2sp() -> None:
    """A known verifier key is read as its own id says, and both forms come back as they were."""
    go = read_verifier(GO)
    assert (go.name, go.id.hex(), go.text) == ("sum.golang.org", "033de0ae", GO)
    assert read_signer(SIGNER.text) == SIGNER
    assert read_verifier(SIGNER.verifier.text) == SIGNER.verifier


@pytest.mark.parametrize(
    "text",
    [GO.replace("033de0ae", "033de0af"), GO[:-1], "x", "+00000000+AQ==", GO.replace("Ac4", "Bc4")],
)
def test_a_key_that_contradicts_itself_is_none(text: str) -> None:
    """A key with another id, a cut key and no key at all are refused."""
    with pytest.raises(ValueError):
        read_verifier(text)
    with pytest.raises(ValueError):
        read_signer("PRIVATE+KEY+" + text)


def test_a_checkpoint_says_what_was_signed_and_by_whom() -> None:
    """A signed checkpoint is read back, is of its signer, and of nobody else."""
    made = Checkpoint("keytier/a", 7, bytes(range(32)), {"manifest": "sha256:00", "tiers": "a b"})
    whole = SIGNER.sign(made.text)
    found, note = read_checkpoint(whole)
    assert found == made
    assert note.signed_by(SIGNER.verifier)
    assert not note.signed_by(Signer("keytier-test", bytes(32)).verifier)
    assert not note.signed_by(Signer("keytier-other", bytes(range(32))).verifier)


def test_every_changed_byte_of_a_checkpoint_is_seen() -> None:
    """Whichever byte is changed, the note cannot be read or is not signed."""
    raw = SIGNER.sign(Checkpoint("keytier/a", 7, bytes(32), {"manifest": "m"}).text).encode()
    for at in range(len(raw)):
        changed = raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]
        try:
            _, note = read_checkpoint(changed.decode())
        except (ValueError, UnicodeDecodeError):
            continue
        assert not note.signed_by(SIGNER.verifier), at


@pytest.mark.parametrize("whole", ["", "a\n", "a\n\n— x\n", "a\n\n— x AAAA", "\n\n— x !!!!\n"])
def test_what_is_no_note_is_refused(whole: str) -> None:
    """A text without signatures, or with a signature of another form, is no note."""
    with pytest.raises(ValueError):
        read_note(whole)
