"""``python -m crossmodal.extract``."""

import sys

from ._command import main

sys.exit(main(sys.argv[1:]))
