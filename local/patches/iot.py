"""AWS IoT."""

import json
import re

from ministack.core.responses import AccountRegionScopedDict, error_response_json, json_response
from ministack.services import iot

# Custom authorizers, by name.
_authorizers = AccountRegionScopedDict()


def apply():
    """Custom authorizers, which the emulator does not have."""
    iot._route_request = _with_authorizers(iot._route_request)


def _with_authorizers(route_request):
    """CreateAuthorizer, DescribeAuthorizer and ListAuthorizers."""

    async def routed(method, path, headers, body, query_params):
        if path.rstrip("/") == "/authorizers" and method == "GET":
            named = ("authorizerName", "authorizerArn")
            found = [{key: each[key] for key in named} for each in _authorizers.values()]
            return json_response({"authorizers": found})
        asked = re.fullmatch(r"/authorizer/([\w=,@-]+)", path)
        if asked is None:
            return await route_request(method, path, headers, body, query_params)
        name = asked[1]
        if method == "POST":
            _authorizers[name] = _created(name, json.loads(body))
        authorizer = _authorizers.get(name)
        if authorizer is None:
            return error_response_json("ResourceNotFoundException", f"{name} does not exist", 404)
        return json_response({"authorizerDescription": authorizer})

    return routed


def _created(name, given):
    arn = iot._topic_rule_arn(name).replace(":rule/", ":authorizer/")

    return {"status": "ACTIVE", "signingDisabled": False, **given, "authorizerName": name, "authorizerArn": arn}
