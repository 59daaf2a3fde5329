"""Run the command line: `python -m digest.cli` is `digest`."""

from . import main

if __name__ == "__main__":
    main()
