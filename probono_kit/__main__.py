"""``python -m probono_kit``: the same as ``probono``, where scripts are not on the path."""

from probono_kit.cli import main

if __name__ == "__main__":
    main()
