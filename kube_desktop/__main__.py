"""Start the program: `python -m kube_desktop`, with a command or with a window."""

import sys

from kube_desktop.app import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
