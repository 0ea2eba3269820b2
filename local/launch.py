"""Starts the emulator of requirements.txt, patched where it differs from AWS.

Each patch is tied to that version: all of them are in patches/, and each says what AWS does.
"""

import os
import signal
import sys
import threading

# What is compiled is kept beside the packages, and not among the sources of the project.
sys.pycache_prefix = os.path.join(sys.prefix, "compiled")

from patches import (  # noqa: E402
    appsync,
    authorisation,
    bills,
    events,
    functions,
    gateway,
    inspector,
    iot,
    last_access,
    layers,
    logs,
    mail,
    mappings,
    metrics,
    models,
    public_access,
    queues,
    regions,
    roles,
    schedules,
    server,
    stacks,
    tables,
    texts,
)

for patches in (
    gateway,
    server,
    models,
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
    events,
    mail,
    mappings,
    tables,
    texts,
    inspector,
    bills,
    logs,
    appsync,
    iot,
    regions,
):
    patches.apply()

from ministack.app import main  # noqa: E402


def _stop_with_parent():
    """The parent process holds the standard input: when that ends, so does this process."""
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGTERM)


threading.Thread(target=_stop_with_parent, daemon=True).start()
main()
