import defusedxml.ElementTree
from lxml import etree


def handler(event, context):
    body = event["body"].encode()

    open_parser = etree.XMLParser(resolve_entities=True, no_network=False)
    feed = etree.fromstring(body, open_parser)  # bad: xml-external-entity
    closed = etree.XMLParser(resolve_entities=False, no_network=True)
    plain = etree.fromstring(body, closed)  # good
    safe = defusedxml.ElementTree.fromstring(body)  # good

    return [feed.tag, plain.tag, safe.tag]
