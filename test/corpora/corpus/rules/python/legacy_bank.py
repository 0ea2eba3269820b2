import ssl
import urllib.request

import requests


def handler(event, context):
    accounts = requests.get("https://bank.internal.example/accounts", verify=False, timeout=5)  # bad: tls-verification-disabled
    again = requests.get("https://bank.internal.example/accounts", verify="/opt/ca.pem", timeout=5)  # good

    loose = ssl._create_unverified_context()  # bad: tls-verification-disabled
    strict = ssl.create_default_context()  # good
    relaxed = ssl.create_default_context()
    relaxed.check_hostname = False  # bad: tls-verification-disabled
    relaxed.verify_mode = ssl.CERT_NONE  # bad: tls-verification-disabled

    for chosen in (loose, strict, relaxed):
        urllib.request.urlopen("https://bank.internal.example/ping", context=chosen)
    return [accounts.status_code, again.status_code]
