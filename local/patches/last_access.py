"""When a role last used what it is allowed.

IAM reports it for each service that the role's policies name, in pages, and for some actions. Tags
of a sample role say what it used: `vigil:accessed:sqs`, `vigil:accessed:dynamodb:CreateTable`.
"""

import json
import xml.etree.ElementTree as ElementTree

from ministack.services import iam

ACCESSED = "vigil:accessed:"
NAMESPACE = "https://iam.amazonaws.com/doc/2010-05-08/"


def apply():
    action = "GetServiceLastAccessedDetails"
    iam._IAM_HANDLERS[action] = _with_services(iam._IAM_HANDLERS[action])


def _with_services(last_accessed_details):
    def details(parameters):
        status, headers, content = last_accessed_details(parameters)
        if status != 200:
            return status, headers, content
        root = ElementTree.fromstring(content)
        arn = iam._sla_jobs[iam._p(parameters, "JobId")]["Arn"]
        role = next((each for each in iam._roles.values() if each["Arn"] == arn), None)
        _fill(root[0], _services(role) if role else [], parameters)
        return status, headers, ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)

    return details


def _fill(result, services, parameters):
    start = int(iam._p(parameters, "Marker") or 0)
    end = start + int(iam._p(parameters, "MaxItems") or 100)
    listed = result.find(_in_iam("ServicesLastAccessed"))
    for service in services[start:end]:
        listed.append(service)
    if end < len(services):
        result.find(_in_iam("IsTruncated")).text = "true"
        ElementTree.SubElement(result, _in_iam("Marker")).text = str(end)


def _services(role):
    used = {
        tag["Key"][len(ACCESSED) :]: tag["Value"]
        for tag in role.get("Tags", [])
        if tag["Key"].startswith(ACCESSED)
    }
    return [_service(name, used) for name in sorted(_named_by(role))]


def _named_by(role):
    documents = list(role["InlinePolicies"].values())
    for arn in role.get("AttachedPolicies", []):
        policy = iam._lookup_policy(arn)
        if policy:
            documents.append(policy["Versions"][policy["DefaultVersionId"]]["Document"])
    return {action.split(":")[0] for document in documents for action in _allowed_by(document)}


def _allowed_by(document):
    statements = json.loads(document)["Statement"]
    for statement in statements if isinstance(statements, list) else [statements]:
        actions = statement.get("Action", [])
        if statement["Effect"] == "Allow":
            yield from [actions] if isinstance(actions, str) else actions


def _service(name, used):
    actions = {key: at for key, at in used.items() if key.startswith(f"{name}:")}
    last = max([*actions.values(), used.get(name, "")])
    element = ElementTree.Element(_in_iam("member"))
    _add(element, "ServiceName", name)
    _add(element, "ServiceNamespace", name)
    if last:
        _add(element, "LastAuthenticated", last)
    tracked = _add(element, "TrackedActionsLastAccessed")
    for key, at in sorted(actions.items()):
        member = _add(tracked, "member")
        _add(member, "ActionName", key.split(":")[1])
        _add(member, "LastAccessedTime", at)
    return element


def _add(parent, tag, text=None):
    child = ElementTree.SubElement(parent, _in_iam(tag))
    child.text = text
    return child


def _in_iam(name):
    return f"{{{NAMESPACE}}}{name}"
