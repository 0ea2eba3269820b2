import httpx
import pymongo
import requests
import urllib3

session = requests.Session()
session.verify = False  # bad: tls-verification-disabled
pool = urllib3.PoolManager(cert_reqs="CERT_NONE")  # bad: tls-verification-disabled
client = httpx.Client(verify=False)  # bad: tls-verification-disabled
strict = httpx.Client(timeout=3)  # good
mongo = pymongo.MongoClient("mongodb://db.internal.example", tls=True, tlsAllowInvalidCertificates=True)  # bad: tls-verification-disabled


def handler(event, context):
    urllib3.disable_warnings()
    session.get("https://erp.internal.example/ping", timeout=3)
    pool.request("GET", "https://erp.internal.example/ping")
    client.get("https://erp.internal.example/ping")
    strict.get("https://erp.internal.example/ping")
    return mongo.server_info()["version"]
