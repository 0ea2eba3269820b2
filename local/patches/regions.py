"""Regions that an account has."""

import os

from ministack.services import ec2

# Undefined where all are enabled that AWS enables.
_enabled = os.environ.pop("LOCAL_CLOUD_REGIONS", None)


def apply():
    # An account has those that take no opt-in until it opts in to another; the emulator has opted in to all. With AllRegions
    # AWS would list those too, which nothing here asks for.
    ec2._AWS_REGIONS = [
        region
        for region in ec2._AWS_REGIONS
        if (region[1] == "opt-in-not-required" if _enabled is None else region[0] in _enabled.split(","))
    ]
