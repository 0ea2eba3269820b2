"""What services there are, and which protocol each speaks: the first lines of a model of botocore say it.

The emulator reads models whole, each by a session of its own: two dozen of them for the type of an answer, and all four
hundred for the first request of a service that it does not have, four seconds in which it answers nothing else.
"""

import functools
import gzip
import json
import os
from types import SimpleNamespace

import botocore
from ministack.core import responses, router

_DATA = os.path.join(os.path.dirname(botocore.__file__), "data")

# Characters, in which the metadata of each model ends.
_HEAD = 16_384


def apply():
    router._is_aws_service_name = lambda name: name in _names()
    responses._service_model = _model


@functools.cache
def _names():
    """Of services, of their endpoints and of what requests are signed for."""
    named = ((name, _metadata(name)) for name in os.listdir(_DATA))
    names = {
        each
        for name, said in named
        if said
        for each in (name, said.get("endpointPrefix"), said.get("signingName"))
    }
    return frozenset(names - {None, ""})


@functools.cache
def _model(service):
    said = _metadata(responses._BOTOCORE_NAME.get(service, service))
    return SimpleNamespace(metadata=said) if said else None


def _metadata(service):
    """Of its newest model; None where there is none."""
    folder = os.path.join(_DATA, service)
    if not os.path.isdir(folder):
        return None
    paths = [os.path.join(folder, each, "service-2.json.gz") for each in os.listdir(folder)]
    newest = max(filter(os.path.exists, paths), default=None)
    if newest is None:
        return None

    with gzip.open(newest, "rt", encoding="utf-8") as model:
        head = model.read(_HEAD)
    key = '"metadata":'
    return json.JSONDecoder().raw_decode(head[head.index(key) + len(key) :].lstrip())[0]
