"""SNS: what subscribers by email get, and what Publish refuses."""

import json
import logging
import os
import smtplib
from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage

from ministack.services import sns

LONGEST_SUBJECT = 100

_port = int(os.environ.pop("LOCAL_CLOUD_SMTP_PORT"))
_postman = ThreadPoolExecutor(max_workers=1)
_logger = logging.getLogger("local-cloud.mail")


def apply():
    sns._fanout = _with_mail(sns._fanout)
    sns._publish = _refusing(sns._publish)


def _with_mail(fanout):
    """Mails every email subscriber its own version of the message, in order."""

    def fanned_out(topic_arn, msg_id, message, subject, message_structure="", *rest, **named):
        fanout(topic_arn, msg_id, message, subject, message_structure, *rest, **named)
        topic = sns._topic_by_arn_any_scope(topic_arn) or {}
        attributes = named.get("message_attributes") or (rest[0] if rest else None) or {}
        for each in topic.get("subscriptions", []):
            if each["protocol"] == "email" and each.get("confirmed"):
                text = sns._resolve_message_for_protocol(message, message_structure, "email")
                if sns._matches_filter_policy(each, attributes, text):
                    _postman.submit(_post, _mail(each, subject, text))

    return fanned_out


def _mail(subscription, subject, text):
    """The sender, the subject of a message without one and the footer are those of SNS."""
    mail = EmailMessage()
    mail["From"] = "AWS Notifications <no-reply@sns.amazonaws.com>"
    mail["To"] = subscription["endpoint"]
    mail["Subject"] = subject or "AWS Notification Message"
    mail.set_content(
        f"{text}\n\n--\nIf you wish to stop receiving notifications from this topic, please click"
        " or visit the link below to unsubscribe:\n"
        f"https://sns.us-east-1.amazonaws.com/unsubscribe.html?SubscriptionArn={subscription['arn']}"
        "\n"
    )
    return mail


def _post(mail):
    try:
        with smtplib.SMTP("127.0.0.1", _port, timeout=10) as receiver:
            receiver.send_message(mail)
    except OSError as error:
        _logger.error("mail to %s was not delivered: %s", mail["To"], error)


def _refusing(publish):
    """Publish refuses a subject that is too long or breaks lines, and JSON without `default`."""

    def published(parameters):
        wrong = _fault(parameters)
        return sns._error("InvalidParameter", wrong, 400) if wrong else publish(parameters)

    return published


def _fault(parameters):
    subject = sns._p(parameters, "Subject")
    if len(subject) > LONGEST_SUBJECT or not subject.isascii() or not (subject + " ").isprintable():
        return "Invalid parameter: Subject"
    if sns._p(parameters, "MessageStructure") != "json":
        return None
    try:
        by_protocol = json.loads(sns._p(parameters, "Message"))
    except ValueError:
        return "Invalid parameter: Message Structure - JSON message body failed to parse"
    if "default" not in by_protocol:
        return "Invalid parameter: Message Structure - No default entry in JSON message body"
    return None
