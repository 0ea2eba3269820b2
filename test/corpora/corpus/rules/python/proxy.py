from urllib.parse import quote, urlparse
from urllib.request import urlopen

import httpx
import requests

HOSTS = {"api.example.com", "cdn.example.com"}


def handler(event, context):
    query = event["queryStringParameters"]
    url = query["url"]

    raw = requests.get(url, timeout=3)  # bad: server-side-request-forgery
    page = urlopen(url)  # bad: server-side-request-forgery
    user = requests.get("https://api.example.com/users/" + quote(query["user"], safe=""), timeout=3)  # good
    region = httpx.get(f"https://{query['region']}.api.example.com/health")  # bad: server-side-request-forgery
    found = requests.get("https://api.example.com/search", params={"q": query["q"]}, timeout=3)  # good

    if urlparse(url).hostname not in HOSTS:
        return {"statusCode": 403}
    checked = requests.get(url, timeout=3)  # good

    return [r.status_code for r in (raw, user, region, found, checked)] + [page.status]
