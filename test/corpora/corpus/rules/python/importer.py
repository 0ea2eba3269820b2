import json
import shelve
import xml.sax
from xml.sax.handler import feature_external_ges

import yaml


class Handler(xml.sax.ContentHandler):
    pass


def handler(event, context):
    body = json.loads(event["body"])
    parser = xml.sax.make_parser()
    parser.setFeature(feature_external_ges, True)
    parser.setContentHandler(Handler())
    parser.parse(body["feed"])  # bad: xml-external-entity
    settings = yaml.load(body["settings"], Loader=yaml.CSafeLoader)  # good
    objects = list(yaml.unsafe_load_all(body["objects"]))  # bad: unsafe-deserialization
    with shelve.open("/tmp/" + body["shelf"]) as shelf:  # bad: unsafe-deserialization
        return [settings, len(objects), dict(shelf)]
