"""`python -m stepwell.cli`: the same as the command `stepwell`."""

import sys

from stepwell.cli import main

sys.exit(main())
