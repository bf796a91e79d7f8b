"""`python -m framing` is the same as `framing`."""

import sys

from framing.cli import main

sys.exit(main())
