#!/usr/bin/env python3
"""Runs a notebook of many small experiments and prints what it costs.

    Scripts/many_experiments.py [COUNT [JOBS]]      200 experiments and 2 jobs if nothing is said

Wanted on two cores: wall time at most 0.6 of the CPU time, 150 MB for 200 experiments, and the same
bytes whatever the number of jobs.
"""

import os
import subprocess
import sys
import tempfile
import time

LABBOOK = os.path.join(os.path.dirname(__file__), "..", ".build", "release", "labbook")


def measured(arguments, folder):
    """CPU seconds, wall seconds and the most MB that a run of labbook held."""
    begin = time.monotonic()
    with open(os.devnull, "w", encoding="utf-8") as nothing:
        process = subprocess.Popen(
            [os.path.abspath(LABBOOK)] + arguments, cwd=folder, stdout=nothing)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - begin
    if status != 0:
        sys.exit(f"labbook {' '.join(arguments)} ended with {os.waitstatus_to_exitcode(status)}")
    return usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    jobs = sys.argv[2] if len(sys.argv) > 2 else "2"
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(os.path.join(folder, "Experiments"))
        for number in range(count):
            subprocess.run(
                [os.path.abspath(LABBOOK), "new", f"small-{number:04}"], cwd=folder, check=True,
                capture_output=True)
        for words, arguments in [
            (f"{count} experiments, {jobs} jobs", ["run", "--jobs", jobs]),
            ("the same, nothing to write", ["run", "--jobs", jobs]),
            ("--check, 1 job", ["run", "--check", "--jobs", "1"]),
        ]:
            cpu, wall, memory = measured(arguments, folder)
            print(f"{words}: CPU {cpu:.1f} s, wall {wall:.1f} s, wall ÷ CPU {wall / cpu:.2f}, "
                  f"{memory:.0f} MB")


if __name__ == "__main__":
    main()
