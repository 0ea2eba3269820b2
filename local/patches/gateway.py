"""How requests arrive."""

import json

from ministack import app

from patches import events, schedules


def apply():
    app.pin_request_origin = _secure(app.pin_request_origin)
    app.app = _with_local_routes(app.app)


def _secure(pin_request_origin):
    """AWS is reached by TLS, so `aws:SecureTransport` holds; here plain http stands for it."""
    return lambda source_ip, _secure_transport: pin_request_origin(source_ip, True)


def _with_local_routes(serve):
    """What no API of AWS answers.

    GET /_local/callers/KEY: whose access key it is, which AWS says in CloudTrail only.
    GET /_local/schedules/ahead/SECONDS: EventBridge Scheduler fires as if it were so much later.
    POST /_local/calls: CloudTrail reports a call to EventBridge.
    """
    routes = {"/_local/callers/": _caller, "/_local/schedules/ahead/": schedules.set_ahead}

    async def served(scope, receive, send):
        path = scope["path"] if scope["type"] == "http" else ""
        route = next((each for each in routes if path.startswith(each)), None)
        if route:
            await _send_json(send, routes[route](path.removeprefix(route)))
        elif path == "/_local/calls":
            await _send_json(send, events.publish_call(await _body(receive)))
        else:
            await serve(scope, receive, send)

    return served


async def _body(receive):
    parts = []
    while True:
        message = await receive()
        parts.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(parts)


async def _send_json(send, value):
    body = json.dumps(value).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _caller(access_key):
    from ministack.services import iam, sts

    session = sts._sessions.get(access_key)
    if session is None:
        return {}

    principal = session["Arn"]
    account = principal.split(":")[4]
    _, role, name = (principal.split("/") + ["", ""])[:3]
    known = iam._roles.get_scoped(account, None, role) or {}

    return {"role": known.get("Arn"), "session": name}
