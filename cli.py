"""The door: `python cli.py check policy.yaml` is `keytier check policy.yaml` without installing."""

try:  # Ctrl-C may come before anything is there that heeds it
    import sys

    from engine.terminal import main
except KeyboardInterrupt:
    from engine.terminal import stopped as main

if __name__ == "__main__":
    sys.exit(main())
