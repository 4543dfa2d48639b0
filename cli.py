"""The door: `python cli.py check policy.yaml` is `keytier check policy.yaml` without installing."""

from __future__ import annotations

import sys

from engine.terminal import main

if __name__ == "__main__":
    sys.exit(main())
