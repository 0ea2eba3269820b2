"""SNS: the attributes of text messages, which the emulator has none of."""

from ministack.core.responses import AccountRegionScopedDict
from ministack.services import sns

LIMIT = "MonthlySpendLimit"

# US dollars that a new account may spend a month.
OF_NEW_ACCOUNTS = "1"

_attributes = AccountRegionScopedDict()


def apply():
    sns.handle_request = _with_attributes(sns.handle_request)


def _with_attributes(handle):
    async def handled(method, path, headers, body, query_params):
        parameters = {
            **query_params,
            **(sns.parse_qs(body.decode("utf-8", errors="replace")) if body else {}),
        }
        answer = {"GetSMSAttributes": _get, "SetSMSAttributes": _set}.get(
            sns._p(parameters, "Action")
        )
        if answer:
            return answer(parameters)
        return await handle(method, path, headers, body, query_params)

    return handled


def _get(parameters):
    """All that have a value, or of those the ones that are asked for."""
    values = {LIMIT: OF_NEW_ACCOUNTS, **dict(_attributes.items())}
    wanted = _members(parameters, "attributes.member.{}")
    entries = "".join(
        f"<entry><key>{sns._xml_escape(name)}</key><value>{sns._xml_escape(value)}</value></entry>"
        for name, value in values.items()
        if not wanted or name in wanted
    )
    return sns._xml(
        200,
        "GetSMSAttributesResponse",
        f"<GetSMSAttributesResult><attributes>{entries}</attributes></GetSMSAttributesResult>",
    )


def _set(parameters):
    names = _members(parameters, "attributes.entry.{}.key")
    values = _members(parameters, "attributes.entry.{}.value")
    for name, value in zip(names, values):
        if name == LIMIT and not value.isdecimal():
            return sns._error("InvalidParameter", f"Invalid parameter: {LIMIT}", 400)
        _attributes[name] = value
    return sns._xml(200, "SetSMSAttributesResponse", "<SetSMSAttributesResult/>")


def _members(parameters, pattern):
    """Those of a list, which the query protocol counts from 1."""
    found = []
    while value := sns._p(parameters, pattern.format(len(found) + 1)):
        found.append(value)
    return found
