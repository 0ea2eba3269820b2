import yaml
from lxml import etree
from ruamel.yaml import YAML


def handler(event, context):
    body = event["body"]
    first = yaml.full_load(body)  # good
    second = yaml.load(body, yaml.Loader)  # bad: unsafe-deserialization
    third = YAML(typ="safe").load(body)  # good
    fourth = YAML(typ="unsafe").load(body)  # bad: unsafe-deserialization
    parser = etree.XMLParser(load_dtd=True, no_network=False, resolve_entities=True)
    tree = etree.parse("/tmp/upload.xml", parser)  # good
    feed = etree.XML(event["feed"].encode(), parser=parser)  # bad: xml-external-entity
    return [first, second, third, fourth, tree.getroot().tag, feed.tag]
