"""Checks a keytier proof with nothing but Python: python verify_proof.py PROOF.json [KEY]

Prints what was proved and exits with 0, or says why it does not hold and exits with 1. KEY is the
signer's public key (name+id+key), had from the signer himself; without it the key that stands in
the proof is taken, and only that it signed is shown. Nothing of keytier is imported.
"""

import base64
import json
import struct
import sys
from hashlib import sha256, sha512

OUTCOMES = ("decided", "refer", "waiting", "not_applicable", "error")

# --- Ed25519, RFC 8032: verification by the book -------------------------------------------------

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def point(raw):
    y = int.from_bytes(raw, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        raise ValueError("no point of the curve")
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


def add(a, b):
    m = (a[1] - a[0]) * (b[1] - b[0]) % P
    n = (a[1] + a[0]) * (b[1] + b[0]) % P
    c, d = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = n - m, d - c, d + c, n + m
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number, a):
    found = (0, 1, 1, 0)
    while number:
        if number & 1:
            found = add(found, a)
        a, number = add(a, a), number >> 1
    return found


BASE = point((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def signed(public, text, signature):
    try:
        key, r = point(public), point(signature[:32])
    except ValueError:
        return False
    s = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or s >= ORDER:
        return False
    h = int.from_bytes(sha512(signature[:32] + public + text).digest(), "little") % ORDER
    a, b = times(s, BASE), add(r, times(h, key))
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


# --- the signed note, the tree, the inputs -------------------------------------------------------


def need(holds, why):
    if not holds:
        raise ValueError(why)


def checkpoint_of(note, trusted):
    """Size, root and further lines of a C2SP checkpoint whose signature holds."""
    text, _, end = note.rpartition("\n\n")
    text += "\n"
    origin, size, root, *rest = text[:-1].split("\n")
    lines = dict(line.split(" ", 1) for line in rest)
    vkey = trusted or lines["key"]
    name, id_, key = vkey.split("+", 2)
    key = base64.b64decode(key, validate=True)
    need(
        key[:1] == b"\1" and sha256(name.encode() + b"\n" + key).digest()[:4].hex() == id_,
        "the key contradicts itself",
    )
    for line in end.splitlines():
        _, who, raw = line.split(" ")
        raw = base64.b64decode(raw, validate=True)
        if who == name and raw[:4].hex() == id_ and signed(key[1:], text.encode(), raw[4:]):
            return int(size), base64.b64decode(root, validate=True), lines, origin, vkey
    raise ValueError("the checkpoint is not signed by that key")


def root_from(index, size, leaf, path):
    """RFC 9162, section 2.1.3.2."""
    need(0 <= index < size, "the index is outside the tree")
    at, last, found = index, size - 1, leaf
    for sibling in path:
        need(last > 0, "the path is too long")
        if at & 1 or at == last:
            found = sha256(b"\1" + sibling + found).digest()
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = sha256(b"\1" + found + sibling).digest()
        at, last = at >> 1, last >> 1
    need(last == 0, "the path is too short")
    return found


def inputs_digest(columns, row, salt):
    """SHA-256 of salt, a bit for each empty value, the numbers, and the texts end to end."""
    mask, numbers, texts = 0, b"", b""
    for column in columns:
        value = row[column["name"]]
        mask = mask << 1 | (value is None)
        if value is not None and column["storage"] in ("text", "words"):
            one = column["storage"] == "text"
            words = [w.encode() for w in ([value] if one else value)]
            raw = words[0] if one else b"".join(b"%d:%b" % (len(w), w) for w in words)
            texts, value = texts + raw, len(raw)
        numbers += struct.pack(">q", value or 0)
    size = -(-len(columns) // 8)
    mask <<= 8 * size - len(columns)
    return sha256(salt + mask.to_bytes(size, "big") + numbers + texts).digest()


def check(proof, trusted=None):
    """What a proof that holds says; ValueError, KeyError or TypeError for any other."""
    need(proof["proof"] == "keytier/proof/1", "no proof of keytier")
    size, root, lines, origin, key = checkpoint_of(proof["checkpoint"], trusted)
    record = base64.b64decode(proof["record"], validate=True)
    path = base64.b64decode(proof["path"], validate=True)
    version, index, outcome, tier = struct.unpack_from(">BQBH", record)
    need(version == 1 and index == proof["index"], "the record is of another index")
    need(len(path) % 32 == 0, "the path is cut")
    steps = [path[k : k + 32] for k in range(0, len(path), 32)]
    leaf = sha256(b"\0" + record).digest()
    need(root_from(index, size, leaf, steps) == root, "the record is not under the signed root")
    said = {
        "signed by": key,
        "run": origin,
        "decisions": size,
        "index": index,
        "outcome": OUTCOMES[outcome - 1],
        "tier": lines["tiers"].split(" ")[tier - 1] if tier else None,
    }
    if "inputs" in proof:
        layout = json.dumps(
            proof["layout"], ensure_ascii=False, separators=(",", ":"), sort_keys=True
        ).encode()
        need("sha256:" + sha256(layout).hexdigest() == lines["record"], "the layout is another one")
        salt = bytes.fromhex(proof["salt"])
        bound = inputs_digest(proof["layout"]["inputs"], proof["inputs"], salt)
        need(bound == record[-32:], "the inputs are others than the record binds")
        said["inputs"] = proof["inputs"]
    return said


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 3:
        sys.exit("usage: python verify_proof.py PROOF.json [KEY]")
    try:
        with open(sys.argv[1], encoding="utf-8") as file:
            proof = json.load(file)
        need(type(proof) is dict and "proof" in proof, "it is no proof of keytier")
        said = check(proof, *sys.argv[2:])
    except OSError as wrong:
        sys.exit(f"{sys.argv[1]} cannot be read: {wrong.strerror}")
    except (json.JSONDecodeError, UnicodeDecodeError):
        sys.exit("the proof does not hold: it is no JSON")
    except (ValueError, KeyError, TypeError, struct.error, IndexError) as wrong:
        sys.exit(f"the proof does not hold: {wrong}")
    for word, value in said.items():
        print(f"{word}: {value}")
