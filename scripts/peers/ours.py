"""The environment of our own programs, for the scripts beside this one."""

import os

ENVIRONMENT = {**os.environ}
if os.environ.get("CROSSMODAL_CORETYPE"):
    ENVIRONMENT["OPENBLAS_CORETYPE"] = os.environ["CROSSMODAL_CORETYPE"]
