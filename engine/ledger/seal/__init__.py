"""Sealing a run: each decision a leaf of a Merkle tree, whose root is signed."""
