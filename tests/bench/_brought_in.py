"""A made log that ends yesterday, brought into an empty home."""

import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

from stepwell.engine.reading import written
from stepwell.knowledge.loader import load
from tests.bench._made_log import made_log


def bring_in(home: str, days: int) -> None:
    """Import the log of somebody whose last session was yesterday."""
    log = Path(home) / "log.json"
    log.write_bytes(written(made_log(days, date.today() - timedelta(days=days), load())))
    environment = {**os.environ, "STEPWELL_HOME": home, "STEPWELL_DATABASE_URL": ""}
    subprocess.run([sys.executable, "-m", "stepwell.cli", "import", str(log)], check=True, env=environment, stdout=subprocess.DEVNULL)
