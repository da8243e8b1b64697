"""A process killed at any moment loses nothing that it had acknowledged. A thousand kills: tests/benchmarks/kills.py."""

import subprocess
import sys
from pathlib import Path


def test_nothing_acknowledged_is_lost_in_25_kills_at_random_moments():
    root = Path(__file__).parent.parent
    command = [sys.executable, "-m", "tests.benchmarks.kills", "25"]
    run = subprocess.run(command, capture_output=True, text=True, cwd=root, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    kills, acknowledged = run.stdout.split()[0], int(run.stdout.split()[2])
    assert kills == "25"
    assert acknowledged > 25  # the children did work before they died
