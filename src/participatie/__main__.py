"""``python -m participatie`` is the command ``participatie``."""

from participatie.cli import main

if __name__ == "__main__":
    main()
