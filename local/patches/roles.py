"""IAM."""

import xml.etree.ElementTree as ElementTree
from urllib.parse import quote

from ministack.services import iam

CREATED = "vigil:created"
LAST_USED = "vigil:last-used"
AWS_POLICY = "arn:aws:iam::aws:policy/"
NAMESPACE = "https://iam.amazonaws.com/doc/2010-05-08/"
LISTS = ("UserDetailList", "GroupDetailList", "RoleDetailList", "Policies")


def apply():
    ElementTree.register_namespace("", NAMESPACE)
    details = _complete(iam._get_account_authorization_details)
    iam._get_account_authorization_details = details
    iam._IAM_HANDLERS["GetAccountAuthorizationDetails"] = details
    iam._IAM_HANDLERS["GetRole"] = _with_last_use(iam._IAM_HANDLERS["GetRole"])
    for action in ("CreateRole", "TagRole"):
        iam._IAM_HANDLERS[action] = _aged(iam._IAM_HANDLERS[action])


def _aged(write):
    """The tag `vigil:created` of a sample role stands for its age."""

    def written(parameters):
        answer = write(parameters)
        role = iam._roles.get(iam._p(parameters, "RoleName"))
        if role and _tag(role, CREATED):
            role["CreateDate"] = _tag(role, CREATED)
        return answer

    return written


def _with_last_use(get_role):
    """GetRole returns when a role was last used, which ListRoles does not."""

    def got(parameters):
        status, headers, content = get_role(parameters)
        if status != 200:
            return status, headers, content
        root = ElementTree.fromstring(content)
        role = root.find(f"{_in_iam('GetRoleResult')}/{_in_iam('Role')}")
        role.append(_last_use(iam._roles[iam._p(parameters, "RoleName")]))
        return status, headers, ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)

    return got


def _last_use(role):
    used = _tag(role, LAST_USED)
    children = {"LastUsedDate": used, "Region": "us-east-1"} if used else {}
    return _element("RoleLastUsed", **children)


def _complete(account_authorization_details):
    """GetAccountAuthorizationDetails comes in pages of MaxItems, and has what the emulator omits:

    a role's permissions boundary and last use, and the AWS-managed policies that are attached.
    """

    def details(parameters):
        status, headers, content = account_authorization_details(parameters)
        root = ElementTree.fromstring(content)
        result = root[0]
        for role in result.find(_in_iam("RoleDetailList")):
            _drop_nameless_policies(role)
            _add_boundary_and_last_use(role)
        if _wants(parameters, "AWSManagedPolicy"):
            result.find(_in_iam("Policies")).extend(_aws_policies_in_use())
        _keep_page(result, parameters)
        return status, headers, ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)

    return details


def _in_iam(name):
    return f"{{{NAMESPACE}}}{name}"


def _wants(parameters, kind):
    filters = [value for key, value in parameters.items() if key.startswith("Filter.member.")]
    return not filters or [kind] in filters


def _drop_nameless_policies(element):
    """An empty list of policies that CloudFormation joins leaves one without a name."""
    attached = element.find(_in_iam("AttachedManagedPolicies"))
    for member in list(attached if attached is not None else ()):
        if not member.findtext(_in_iam("PolicyArn")):
            attached.remove(member)


def _add_boundary_and_last_use(element):
    role = iam._roles[element.findtext(_in_iam("RoleName"))]
    if role.get("PermissionsBoundary"):
        element.append(
            _element(
                "PermissionsBoundary",
                PermissionsBoundaryType="Policy",
                PermissionsBoundaryArn=role["PermissionsBoundary"],
            )
        )
    element.append(_last_use(role))


def _aws_policies_in_use():
    arns = {
        arn
        for holders in (iam._users, iam._groups, iam._roles)
        for holder in holders.values()
        for arn in [*holder.get("AttachedPolicies", []), holder.get("PermissionsBoundary")]
        if arn and arn.startswith(AWS_POLICY)
    }
    found = (iam._lookup_policy(arn) for arn in sorted(arns))
    return [_policy(each) for each in found if each]


def _policy(policy):
    version = policy["Versions"][policy["DefaultVersionId"]]
    versions = _element("PolicyVersionList")
    versions.append(
        _element(
            "member",
            Document=quote(version["Document"], safe=""),
            VersionId=version["VersionId"],
            IsDefaultVersion="true",
            CreateDate=version["CreateDate"],
        )
    )
    named = ("PolicyName", "PolicyId", "Arn", "Path", "DefaultVersionId")
    element = _element("member", **{key: policy[key] for key in named})
    element.append(versions)
    return element


def _keep_page(result, parameters):
    start = int(iam._p(parameters, "Marker") or 0)
    end = start + int(iam._p(parameters, "MaxItems") or 100)
    position = 0
    for name in LISTS:
        members = result.find(_in_iam(name))
        for member in list(members):
            if not start <= position < end:
                members.remove(member)
            position += 1
    if end < position:
        result.find(_in_iam("IsTruncated")).text = "true"
        marker = ElementTree.SubElement(result, _in_iam("Marker"))
        marker.text = str(end)


def _element(tag, **children):
    element = ElementTree.Element(_in_iam(tag))
    for name, text in children.items():
        ElementTree.SubElement(element, _in_iam(name)).text = text
    return element


def _tag(role, key):
    return next((tag["Value"] for tag in role.get("Tags", []) if tag["Key"] == key), None)
