"""A stored run in the formats of other systems: decision logs, CRMs, attestations, SQLite."""
