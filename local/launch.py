"""Starts the emulator of requirements.txt, mended where it does not do as AWS does.

Each repair is tied to that version: all of them stand in repairs/, and each says what AWS does.
"""

import os
import signal
import sys
import threading

sys.dont_write_bytecode = True

from repairs import (  # noqa: E402
    authorisation,
    bills,
    functions,
    gateway,
    inspector,
    last_access,
    layers,
    logs,
    mail,
    metrics,
    public_access,
    queues,
    roles,
    schedules,
    stacks,
)

for repairs in (
    gateway,
    authorisation,
    functions,
    layers,
    roles,
    last_access,
    stacks,
    schedules,
    metrics,
    public_access,
    queues,
    mail,
    inspector,
    bills,
    logs,
):
    repairs.mend()

from ministack.app import main  # noqa: E402


def _stop_with_parent():
    """Whoever started this holds its standard input: when that ends, so does this."""
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGTERM)


threading.Thread(target=_stop_with_parent, daemon=True).start()
main()
