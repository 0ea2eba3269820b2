"""How requests arrive."""

import json

from ministack import app


def mend():
    app.pin_request_origin = _secure(app.pin_request_origin)
    app.app = _with_callers(app.app)


def _secure(pin_request_origin):
    """AWS is reached by TLS, so `aws:SecureTransport` holds; here plain http stands for it."""
    return lambda source_ip, _secure_transport: pin_request_origin(source_ip, True)


def _with_callers(serve):
    """GET /_local/callers/KEY tells whose access key it is, which AWS tells in CloudTrail only."""
    prefix = "/_local/callers/"

    async def served(scope, receive, send):
        if scope["type"] == "http" and scope["path"].startswith(prefix):
            await _send_json(send, _caller(scope["path"].removeprefix(prefix)))
        else:
            await serve(scope, receive, send)

    return served


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
