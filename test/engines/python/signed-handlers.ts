/** What comes before a handler in each of them. */
const before = `import base64, hashlib, hmac, json, os, time
import boto3
table = boto3.resource('dynamodb').Table('t')
SECRET = os.environ['SECRET'].encode()
refused = {'statusCode': 401}
def act(x):
    table.put_item(Item=x)
    return {'statusCode': 200}
def mine(body):
    return hmac.new(SECRET, body.encode(), hashlib.sha256).hexdigest()
`;

/** A handler with a body, and code beside it. */
export function signedHandler(body: string, beside: string | undefined = ''): string {
  const lines = body.split('\n').map((line) => `    ${line}`);

  return `${before}${beside}\ndef handler(event, context):\n${lines.join('\n')}\n`;
}

const header = "event['headers'].get('x-hub-signature-256', '')";
const sig = "event['headers']['sig']";

/** Handlers that verify before they act: name, what is verified, body, and code beside. */
export const verifying: readonly (readonly [string, string, string, string?])[] = [
  [
    'a token, with authlib',
    'jwt',
    "claims = jwt.decode(event['headers']['authorization'], SECRET)\nreturn act(claims)",
    'from authlib.jose import jwt',
  ],
  [
    'a token, with joserfc',
    'jwt',
    "claims = jwt.decode(event['headers']['authorization'], SECRET)\nreturn act(claims)",
    'from joserfc import jwt',
  ],
  [
    'a token of Firebase',
    'jwt',
    "claims = auth.verify_id_token(event['headers']['authorization'])\nreturn act(claims)",
    'from firebase_admin import auth',
  ],
  [
    'a webhook of LINE',
    'hmac',
    "parser.parse(event['body'], event['headers']['x-line-signature'])\nreturn act(event['body'])",
    "from linebot.v3 import WebhookParser\nparser = WebhookParser(os.environ['S'])",
  ],
  [
    'a webhook of SendGrid',
    'public-key',
    "if not EventWebhook().verify_signature(event['body'], event['headers']['sig'], event['headers']['time'], SECRET):\n    return refused\nreturn act(event['body'])",
    'from sendgrid.helpers.eventwebhook import EventWebhook',
  ],
  [
    'a webhook of Razorpay',
    'hmac',
    "client.utility.verify_webhook_signature(event['body'], event['headers']['sig'], SECRET)\nreturn act(event['body'])",
    "import razorpay\nclient = razorpay.Client(auth=('a', SECRET))",
  ],
  [
    'a token, with a public key that the code shows',
    'jwt',
    "claims = jwt.decode(event['headers']['authorization'], KEY, algorithms=['RS256'])\nreturn act(claims)",
    "import jwt\nKEY = '''-----BEGIN PUBLIC KEY-----\nabc'''",
  ],
  [
    'an HMAC, in constant time',
    'github',
    `expected = 'sha256=' + mine(event['body'])\nif not hmac.compare_digest(expected, ${header}):\n    return refused\nreturn act(json.loads(event['body']))`,
  ],
  [
    'an HMAC, compared as a text',
    'hmac',
    `if mine(event['body']) != ${sig}:\n    print('wrong')\n    return refused\nact(event['body'])\nreturn {'statusCode': 200}`,
  ],
  [
    'an HMAC that is made step by step',
    'shopify',
    "h = hmac.new(SECRET, digestmod=hashlib.sha256)\nh.update(event['body'].encode())\nif base64.b64encode(h.digest()).decode() != event['headers']['X-Shopify-Hmac-Sha256']:\n    raise PermissionError('no')\nreturn act(event['body'])",
  ],
  [
    'an HMAC, acting within the condition',
    'hmac',
    `if hmac.compare_digest(mine(event['body']), ${sig}):\n    return act(event['body'])\nreturn refused`,
  ],
  [
    'an HMAC, acting in the other branch',
    'hmac',
    `if mine(event['body']) != ${sig}:\n    return refused\nelse:\n    return act(event['body'])`,
  ],
  [
    'by a function that says so',
    'slack',
    "if not is_valid(event):\n    return refused\nreturn act(json.loads(event['body']))",
    `def is_valid(event):
    stamp = event['headers']['x-slack-request-timestamp']
    if abs(time.time() - int(stamp)) > 300:
        return False
    base = f"v0:{stamp}:{event['body']}"
    own = 'v0=' + hmac.new(SECRET, base.encode(), hashlib.sha256).hexdigest()
    return hmac.compare_digest(own, event['headers']['x-slack-signature'])`,
  ],
  [
    'by a function that raises',
    'hmac',
    "try:\n    check(event['headers'], event['body'])\nexcept ValueError as error:\n    print(error)\n    return refused\nreturn act(event['body'])",
    "def check(headers, body):\n    if mine(body) != headers['sig']:\n        raise ValueError('signature')",
  ],
  [
    'by a name for the answer',
    'hmac',
    `is_right = hmac.compare_digest(mine(event['body']), ${sig})\nif is_right is not True:\n    return refused\nreturn act(event['body'])`,
  ],
  [
    'by an assertion',
    'hmac',
    `assert hmac.compare_digest(mine(event['body']), ${sig})\nreturn act(event['body'])`,
  ],
  [
    'and acts in a function that verifies itself',
    'hmac',
    'return process(event)',
    `def process(event):\n    if mine(event['body']) != ${sig}:\n        return refused\n    return act(event['body'])`,
  ],
  [
    'with a key that is fetched',
    'hmac',
    `key = secret('hook')\nif hmac.new(key, event['body'].encode(), 'sha256').hexdigest() != ${sig}:\n    return refused\nreturn act(event['body'])`,
    "def secret(name):\n    client = boto3.client('secretsmanager')\n    return client.get_secret_value(SecretId=name)['SecretString'].encode()",
  ],
  [
    'with a key that is handed on',
    'hmac',
    `if sign(event['body'], SECRET) != ${sig}:\n    return refused\nreturn act(event['body'])`,
    "def sign(body, key):\n    return hmac.new(key, body.encode(), 'sha256').hexdigest()",
  ],
  [
    'after an answer to what is none of it',
    'hmac',
    `if event['requestContext']['http']['method'] != 'POST':\n    return {'statusCode': 405}\nbody = base64.b64decode(event['body']) if event['isBase64Encoded'] else event['body'].encode()\nif not hmac.compare_digest(hmac.digest(SECRET, body, 'sha1').hex(), ${sig}):\n    return refused\nreturn act(json.loads(body))`,
  ],
  [
    "Stripe's",
    'stripe',
    "try:\n    hook = stripe.Webhook.construct_event(event['body'], event['headers']['stripe-signature'], SECRET)\nexcept ValueError:\n    return refused\nif hook['type'] == 'charge.succeeded':\n    act(hook['data'])\nreturn {'statusCode': 200}",
    'import stripe',
  ],
  [
    "Stripe's, with all in one try",
    'stripe',
    "try:\n    hook = stripe.Webhook.construct_event(event['body'], event['headers']['Stripe-Signature'], SECRET)\n    act(hook)\n    return {'statusCode': 200}\nexcept Exception:\n    return refused",
    'import stripe',
  ],
  [
    "Slack's by its package",
    'slack',
    "if not verifier.is_valid_request(event['body'], event['headers']):\n    return refused\nreturn act(event['body'])",
    "from slack_sdk.signature import SignatureVerifier\nverifier = SignatureVerifier(os.environ['S'])",
  ],
  [
    "Discord's",
    'discord',
    "try:\n    key.verify((event['headers']['x-signature-timestamp'] + event['body']).encode(), bytes.fromhex(event['headers']['x-signature-ed25519']))\nexcept BadSignatureError:\n    return refused\nreturn act(json.loads(event['body']))",
    "from nacl.signing import VerifyKey\nfrom nacl.exceptions import BadSignatureError\nkey = VerifyKey(bytes.fromhex(os.environ['KEY']))",
  ],
  [
    "Twilio's",
    'twilio',
    "if not RequestValidator(os.environ['T']).validate(os.environ['URL'], json.loads(event['body']), event['headers']['X-Twilio-Signature']):\n    return refused\nreturn act(event['body'])",
    'from twilio.request_validator import RequestValidator',
  ],
  [
    'Svix',
    'standard-webhooks',
    "message = Webhook(os.environ['S']).verify(event['body'], event['headers'])\nreturn act(message)",
    'from svix.webhooks import Webhook',
  ],
  [
    'a token that is borne',
    'jwt',
    "token = event['headers']['authorization'].replace('Bearer ', '')\ntry:\n    user = jwt.decode(token, os.environ['KEY'], algorithms=['HS256'])\nexcept jwt.InvalidTokenError:\n    return refused\nreturn act(user)",
    'import jwt',
  ],
  [
    'a token by a set of keys',
    'jwt',
    "token = event['headers']['authorization']\nkey = keys.get_signing_key_from_jwt(token)\nuser = jwt.decode(token, key.key, algorithms=['RS256'])\nreturn act(user)",
    "import jwt\nfrom jwt import PyJWKClient\nkeys = PyJWKClient(os.environ['URL'])",
  ],
  [
    'in a decorator of its own',
    'hmac',
    'return run(event, context)',
    `import functools\ndef signed(of):\n    @functools.wraps(of)\n    def inner(event, context):\n        if mine(event['body']) != ${sig}:\n            return refused\n        return of(event, context)\n    return inner\ndef inside(event, context):\n    return act(event['body'])\nrun = signed(inside)`,
  ],
  [
    'a secret of the environment',
    'shared-secret',
    "api_key = event['headers'].get('x-api-key') if event.get('headers') else None\nif api_key != os.environ['API_KEY']:\n    return {'statusCode': 401}\nreturn act(event['body'])",
  ],
  [
    'a variable called as the header',
    'shared-secret',
    "if event['headers'].get('Authorization') != os.getenv('AUTHORIZATION'):\n    return {'statusCode': 401}\nreturn act(event['body'])",
  ],
  [
    'a secret, in constant time',
    'shared-secret',
    "if not hmac.compare_digest(event['headers']['authorization'], f'Bearer {SECRET}'):\n    return {'statusCode': 401}\nreturn act(event['body'])",
  ],
  [
    'a secret that a call brings',
    'shared-secret',
    "if event['headers']['token'] != get_api_key():\n    raise Exception('no')\nreturn act(event['body'])",
    "def get_api_key():\n    return os.environ.get('API_KEY')",
  ],
  [
    'a token, by a function that says None where it is wrong: user is None',
    'jwt',
    "user = verified(event['headers']['authorization'])\nif user is None:\n    return refused\nreturn act(user)",
    "def verified(token):\n    try:\n        return jwt.decode(token, SECRET, algorithms=['HS256'])\n    except Exception:\n        return None\nimport jwt",
  ],
  [
    'a token, by a function that says None where it is wrong: not user',
    'jwt',
    "user = verified(event['headers']['authorization'])\nif not user:\n    return refused\nreturn act(user)",
    "def verified(token):\n    try:\n        return jwt.decode(token, SECRET, algorithms=['HS256'])\n    except Exception:\n        return None\nimport jwt",
  ],
  [
    'a token, by a function that hands on what another says',
    'jwt',
    'user = admin(event)\nif user is None:\n    return refused\nreturn act(user)',
    "import jwt\ndef verified(token):\n    try:\n        return jwt.decode(token, SECRET, algorithms=['HS256'])\n    except Exception:\n        return None\ndef admin(event):\n    claims = verified(event['headers']['authorization'])\n    if claims is None or claims.get('role') == 'guest':\n        return None\n    return claims",
  ],
  [
    'a token, by a method of a class of the code',
    'jwt',
    "if not service.is_right(event['headers']['authorization']):\n    return refused\nreturn act(event['body'])",
    "import jwt\nclass Service:\n    def __init__(self, secret):\n        self.secret = secret\n    def is_right(self, token):\n        try:\n            jwt.decode(token, self.secret, algorithms=['HS256'])\n            return True\n        except jwt.PyJWTError:\n            return False\nservice = Service(os.environ['KEY'])",
  ],
  [
    'a token, by a function that says who it is of, or None',
    'jwt',
    'user = user_of(event)\nif user is None:\n    return refused\nreturn act(user)',
    "import jwt\ndef user_of(event):\n    token = event['headers'].get('authorization')\n    if not token:\n        return None\n    try:\n        payload = jwt.decode(token, SECRET, algorithms=['HS256'])\n        return payload['sub']\n    except Exception:\n        return None",
  ],
  [
    'a token, by a name that is set where it is right',
    'jwt',
    "claims = None\ntry:\n    claims = jwt.decode(event['headers']['authorization'], SECRET, algorithms=['HS256'])\nexcept Exception as error:\n    print(error)\nif claims is None:\n    return refused\nreturn act(event['body'])",
    'import jwt',
  ],
  [
    'a token, by a flag, of a function that says {} where it is wrong',
    'jwt',
    "if not is_right(event['headers']['authorization']):\n    return refused\nreturn act(event['body'])",
    "import jwt\ndef claims_of(token):\n    try:\n        claims = jwt.decode(token, SECRET, algorithms=['HS256'])\n        return claims if claims['exp'] >= time.time() else None\n    except Exception:\n        return {}\ndef is_right(token):\n    is_valid: bool = False\n    try:\n        payload = claims_of(token)\n    except Exception:\n        payload = None\n    if payload:\n        is_valid = True\n    return is_valid",
  ],
  [
    "a token, with python-jose's keys",
    'jwt',
    "token = event['headers']['authorization']\nkey = jwk.construct(KEYS[jwt.get_unverified_header(token)['kid']])\nmessage, signature = token.rsplit('.', 1)\nif not key.verify(message.encode(), base64.b64decode(signature)):\n    return refused\nreturn act(event['body'])",
    "from jose import jwk, jwt\nKEYS = json.loads(os.environ['KEYS'])",
  ],
  [
    'with a key that the request chooses',
    'hmac',
    `if hmac.new(KEYS[event['pathParameters']['shop']].encode(), event['body'].encode(), 'sha256').hexdigest() != ${sig}:\n    return refused\nreturn act(event['body'])`,
    "KEYS = json.loads(os.environ['KEYS'])",
  ],
  [
    'a token, by a function that says it in a pair',
    'jwt',
    "is_right, user = verified(event['headers']['authorization'])\nif is_right:\n    return act(user)\nelse:\n    return refused",
    "import jwt\ndef verified(token):\n    try:\n        claims = jwt.decode(token, SECRET, algorithms=['HS256'])\n        return (True, claims['sub'])\n    except Exception as error:\n        print(error)\n        return (False, None)",
  ],
  [
    'a token, by a function that says what is wrong in a pair',
    'jwt',
    "(user, error) = verified(event['headers']['authorization'])\nif error:\n    return refused\nreturn act(user)",
    "import jwt\ndef verified(token):\n    try:\n        return jwt.decode(token, SECRET, algorithms=['HS256']), None\n    except Exception:\n        return None, 'wrong'",
  ],
  [
    'a token, by a function that says None in a pair',
    'jwt',
    "user, error = verified(event['headers']['authorization'])\nif user is None:\n    return refused\nreturn act(user)",
    "import jwt\ndef verified(token):\n    try:\n        return jwt.decode(token, SECRET, algorithms=['HS256']), None\n    except Exception as error:\n        return None, error",
  ],
  [
    'a secret that stands in the code',
    'shown-secret',
    "if json.loads(event['body'])['key'] != HOOK_KEY:\n    return []\nreturn act(event['body'])",
    "HOOK_KEY = 'x7K2mq9Lp3Zt'",
  ],
];

/** The same of handlers that do not, or not in time. */
export const unverified: readonly (readonly [string, string, string?])[] = [
  [
    'a variable that says how callers are known',
    "if event['headers'].get('x-auth') != os.environ['AUTH_MODE']:\n    return {'statusCode': 401}\nreturn act(event['body'])",
  ],
  [
    'a token, with a key that the code shows',
    "user = jwt.decode(event['headers']['authorization'], 'your-256-bit-secret', algorithms=['HS256'])\nreturn act(user)",
    'import jwt',
  ],
  [
    'a token, with options that are not seen',
    "user = jwt.decode(event['headers']['authorization'], SECRET, **OPTIONS)\nreturn act(user)",
    "import jwt\nOPTIONS = {'options': {'verify_signature': False}}",
  ],
  [
    'an HMAC whose key is empty where it is not set',
    `if hmac.new(os.environ.get('S', '').encode(), event['body'].encode(), 'sha256').hexdigest() != ${sig}:\n    return refused\nreturn act(event['body'])`,
  ],
  [
    'a token that need not be there',
    "verify_jwt_in_request(optional=True)\nreturn act(event['body'])",
    'from flask_jwt_extended import verify_jwt_in_request',
  ],
  ['nothing', "return act(event['body'])"],
  [
    'a result that nothing asks for',
    `is_right = hmac.compare_digest(mine(event['body']), ${sig})\nreturn act(event['body'])`,
  ],
  [
    'a result that is only logged',
    `if mine(event['body']) != ${sig}:\n    print('wrong')\nreturn act(event['body'])`,
  ],
  ['what is computed and not compared', "print(mine(event['body']))\nreturn act(event['body'])"],
  [
    'an error that is caught and passed over',
    "try:\n    jwt.decode(event['headers']['authorization'], SECRET, algorithms=['HS256'])\nexcept Exception as error:\n    print(error)\nreturn act(event['body'])",
    'import jwt',
  ],
  [
    'only after it acted',
    `act(event['body'])\nif mine(event['body']) != ${sig}:\n    return refused\nreturn {'statusCode': 200}`,
  ],
  [
    'only one of two ways',
    `if event['rawPath'] == '/admin':\n    return act(event['body'])\nif mine(event['body']) != ${sig}:\n    return refused\nreturn act(event['body'])`,
  ],
  [
    'unless it is asked not to',
    `if event['headers'].get('x-skip') != '1':\n    if mine(event['body']) != ${sig}:\n        return refused\nreturn act(event['body'])`,
  ],
  [
    'only where there is a signature',
    `if event['headers'].get('sig') and mine(event['body']) != ${sig}:\n    return refused\nreturn act(event['body'])`,
  ],
  [
    'with a key that the request brings',
    `if hmac.new(event['headers']['key'].encode(), event['body'].encode(), 'sha256').hexdigest() != ${sig}:\n    return refused\nreturn act(event['body'])`,
  ],
  [
    'with a key that the request brings, handed on',
    `if sign(event['body'], event['headers']['key']) != ${sig}:\n    return refused\nreturn act(event['body'])`,
    "def sign(body, key):\n    return hmac.new(key.encode(), body.encode(), 'sha256').hexdigest()",
  ],
  [
    'with a key that the request brings, of a handler that the code calls as well',
    `if hmac.new(event['key'].encode(), event['body'].encode(), 'sha256').hexdigest() != ${sig}:\n    return refused\nreturn act(event['body'])`,
    "if __name__ == '__main__':\n    handler(json.loads(os.environ['EXAMPLE']), None)",
  ],
  [
    'with a key that is a default',
    `if sign(event['body']) != ${sig}:\n    return refused\nreturn act(event['body'])`,
    "def sign(body, key='secret'):\n    return hmac.new(key.encode(), body.encode(), 'sha256').hexdigest()",
  ],
  [
    'with an empty key',
    `if hmac.new(b'', event['body'].encode(), 'sha256').hexdigest() != ${sig}:\n    return refused\nreturn act(event['body'])`,
  ],
  [
    'a hash without a key',
    `if hashlib.sha256(event['body'].encode()).hexdigest() != ${sig}:\n    return refused\nreturn act(event['body'])`,
  ],
  [
    'two that are both its own',
    "if mine(event['body']) != mine(event['body']):\n    return refused\nreturn act(event['body'])",
  ],
  [
    'only the length',
    `if len(mine(event['body'])) != len(${sig}):\n    return refused\nreturn act(event['body'])`,
  ],
  [
    'a token whose signature is not looked at',
    "user = jwt.decode(event['headers']['authorization'], SECRET, options={'verify_signature': False})\nreturn act(user)",
    'import jwt',
  ],
  [
    'a token without a key',
    "user = jwt.decode(event['headers']['authorization'], '')\nreturn act(user)",
    'import jwt',
  ],
  [
    'by a function that is not seen',
    "if not verify_signature(event):\n    return refused\nreturn act(event['body'])",
    'from shop_webhooks import verify_signature',
  ],
  [
    'by a function that says yes anyway',
    "if not is_valid(event):\n    return refused\nreturn act(event['body'])",
    `def is_valid(event):\n    if not event['headers'].get('sig'):\n        return True\n    return mine(event['body']) == ${sig}`,
  ],
  [
    'by a function that passes over some',
    "check(event)\nreturn act(event['body'])",
    `def check(event):\n    if not event['headers'].get('sig'):\n        return\n    if mine(event['body']) != ${sig}:\n        raise ValueError('no')`,
  ],
  [
    'by a function whose answer is not asked for',
    "is_valid(event)\nreturn act(event['body'])",
    `def is_valid(event):\n    return mine(event['body']) == ${sig}`,
  ],
  [
    'by a coroutine that nothing waits for',
    "check(event)\nreturn act(event['body'])",
    `async def check(event):\n    if mine(event['body']) != ${sig}:\n        raise ValueError('no')`,
  ],
  [
    'the other way round',
    `if mine(event['body']) == ${sig}:\n    return refused\nreturn act(event['body'])`,
  ],
  [
    'one of two is enough',
    `if mine(event['body']) != ${sig} and event['headers']['host'] != 'me':\n    return refused\nreturn act(event['body'])`,
  ],
  [
    'in a loop that may not run',
    `for name in event['headers']:\n    if mine(event['body']) != event['headers'][name]:\n        return refused\nreturn act(event['body'])`,
  ],
  [
    'behind a decorator that is not known',
    `if mine(event['body']) != ${sig}:\n    return refused\nreturn act(event['body'])`,
    'from shop_tools import traced\n@traced',
  ],
  [
    'what is checked after a call of a package',
    `import requests\nrequests.post('https://a.example.com', json=event)\nif mine(event['body']) != ${sig}:\n    return refused\nreturn act(event['body'])`,
  ],
  [
    'a secret of the environment, or nothing',
    "if event['headers'].get('key', '') != os.environ.get('API_KEY', ''):\n    return {'statusCode': 401}\nreturn act(event['body'])",
  ],
  [
    'where a secret is',
    "if event['headers']['from'] != os.environ['SECRET_NAME']:\n    return {'statusCode': 401}\nreturn act(event['body'])",
  ],
  [
    'a secret, and goes on',
    "if event['headers']['key'] != os.environ['API_KEY']:\n    print('wrong')\nreturn act(event['body'])",
  ],
  [
    'a secret against itself',
    "if os.environ['API_KEY'] != os.getenv('API_KEY'):\n    return {'statusCode': 401}\nreturn act(event['body'])",
  ],
  [
    'an empty secret',
    "if event['headers']['key'] != api_key:\n    return {'statusCode': 401}\nreturn act(event['body'])",
    "api_key = ''",
  ],
  [
    'a function that says False, which is not asked for',
    "user = verified(event['headers']['authorization'])\nif user is None:\n    return refused\nreturn act(event['body'])",
    "def verified(token):\n    try:\n        return jwt.decode(token, SECRET, algorithms=['HS256'])\n    except Exception:\n        return False\nimport jwt",
  ],
  [
    'a function that says None, and goes on with it',
    "user = verified(event['headers']['authorization'])\nif user is not None:\n    return refused\nreturn act(event['body'])",
    "def verified(token):\n    try:\n        return jwt.decode(token, SECRET, algorithms=['HS256'])\n    except Exception:\n        return None\nimport jwt",
  ],
  [
    'a path, which is as long as a secret',
    "if event['path'] != '/api/v1/webhooks/orders':\n    return refused\nreturn act(event['body'])",
  ],
  [
    'how long a secret is',
    "if len(event['headers']['key']) != len(SECRET):\n    return refused\nreturn act(event['body'])",
  ],
  [
    'a function that answers False where None is asked for',
    "if ok(event) is None:\n    return refused\nreturn act(event['body'])",
    "def ok(e):\n    return e['headers']['key'] == os.environ['API_KEY']",
  ],
  [
    'a function that hands on False, where None is asked for',
    "user = admin(event)\nif user is None:\n    return refused\nreturn act(event['body'])",
    "import jwt\ndef verified(token):\n    try:\n        return jwt.decode(token, SECRET, algorithms=['HS256'])\n    except Exception:\n        return False\ndef admin(event):\n    claims = verified(event['headers']['authorization'])\n    return claims",
  ],
  [
    'names that stand for each other',
    "if verified(event) is None:\n    return refused\nreturn act(event['body'])",
    'def verified(event):\n    one = other\n    other = one\n    return one',
  ],
  [
    'a token, by a method that is asked of another class',
    "if not service.is_right(event['headers']['authorization']):\n    return refused\nreturn act(event['body'])",
    "import jwt\nclass Service:\n    def is_right(self, token):\n        try:\n            jwt.decode(token, self.secret, algorithms=['HS256'])\n            return True\n        except jwt.PyJWTError:\n            return False\nclass Open(Service):\n    def is_right(self, token):\n        return True\nservice = Open()",
  ],
  [
    'a token, by a method with a key of the request',
    "service = Service(event['headers']['key'])\nif not service.is_right(event['headers']['authorization']):\n    return refused\nreturn act(event['body'])",
    "import jwt\nclass Service:\n    def __init__(self, secret):\n        self.secret = secret\n    def is_right(self, token):\n        try:\n            jwt.decode(token, self.secret, algorithms=['HS256'])\n            return True\n        except jwt.PyJWTError:\n            return False",
  ],
  [
    'a function that says {} where None is asked for',
    "claims = claims_of(event['headers']['authorization'])\nif claims is None:\n    return refused\nreturn act(event['body'])",
    "import jwt\ndef claims_of(token):\n    try:\n        return jwt.decode(token, SECRET, algorithms=['HS256'])\n    except Exception:\n        return {}",
  ],
  [
    'a name that is set where it is wrong, too',
    "claims = None\ntry:\n    claims = jwt.decode(event['headers']['authorization'], SECRET, algorithms=['HS256'])\nexcept Exception:\n    claims = {'sub': 'guest'}\nif claims is None:\n    return refused\nreturn act(event['body'])",
    'import jwt',
  ],
  [
    'a name that is False where None is asked for',
    "is_right = False\ntry:\n    jwt.decode(event['headers']['authorization'], SECRET, algorithms=['HS256'])\n    is_right = True\nexcept Exception:\n    pass\nif is_right is None:\n    return refused\nreturn act(event['body'])",
    'import jwt',
  ],
  [
    'a flag that is kept beyond the request',
    "global is_right\ntry:\n    jwt.decode(event['headers']['authorization'], SECRET, algorithms=['HS256'])\n    is_right = True\nexcept Exception:\n    pass\nif not is_right:\n    return refused\nreturn act(event['body'])",
    'import jwt\nis_right = False',
  ],
  [
    'a flag that the request sets as well',
    "is_right = event['headers'].get('right')\ntry:\n    jwt.decode(event['headers']['authorization'], SECRET, algorithms=['HS256'])\n    is_right = True\nexcept Exception:\n    pass\nif not is_right:\n    return refused\nreturn act(event['body'])",
    'import jwt',
  ],
  [
    'a token, with a key of the request that python-jose makes',
    "token = event['headers']['authorization']\nkey = jwk.construct(jwt.get_unverified_header(token)['jwk'])\nif not key.verify(token.rsplit('.', 1)[0].encode(), b''):\n    return refused\nreturn act(event['body'])",
    'from jose import jwk, jwt',
  ],
  [
    'a pair whose first is always yes',
    "is_right, user = verified(event['headers']['authorization'])\nif not is_right:\n    return refused\nreturn act(user)",
    "import jwt\ndef verified(token):\n    try:\n        return True, jwt.decode(token, SECRET, algorithms=['HS256'])\n    except Exception:\n        return True, None",
  ],
  [
    'a pair of which the other is asked for',
    "user, error = verified(event['headers']['authorization'])\nif not error:\n    return refused\nreturn act(user)",
    "import jwt\ndef verified(token):\n    try:\n        return jwt.decode(token, SECRET, algorithms=['HS256']), None\n    except Exception:\n        return None, 'wrong'",
  ],
  [
    'a pair of which False is asked for as None',
    "is_right, user = verified(event['headers']['authorization'])\nif is_right is None:\n    return refused\nreturn act(user)",
    "import jwt\ndef verified(token):\n    try:\n        return True, jwt.decode(token, SECRET, algorithms=['HS256'])\n    except Exception:\n        return False, None",
  ],
  [
    'a pair whose error may be empty',
    "user, error = verified(event['headers'])\nif error:\n    return refused\nreturn act(user)",
    "import jwt\ndef verified(headers):\n    try:\n        return jwt.decode(headers['token'], SECRET, algorithms=['HS256']), None\n    except Exception:\n        return None, headers.get('reason')",
  ],
  [
    'a word that stands in the code',
    "if json.loads(event['body'])['key'] != HOOK_KEY:\n    return []\nreturn act(event['body'])",
    "HOOK_KEY = 'my-hook-key-1'",
  ],
  [
    'what stands in the code and is called no secret',
    "if event['requestContext']['apiId'] != API:\n    return []\nreturn act(event['body'])",
    "API = 'x7K2mq9Lp3Zt'",
  ],
  [
    'a key that applications of callers have',
    "if json.loads(event['body'])['key'] != MOBILE_KEY:\n    return []\nreturn act(event['body'])",
    "MOBILE_KEY = 'x7K2mq9Lp3Zt'",
  ],
];

/** The same with keys that may be what the code shows: what is verified is not proved. */
export const defaulted: readonly (readonly [string, string, string?])[] = [
  [
    'a token, with a default that the code shows',
    "user = jwt.decode(event['headers']['authorization'], os.environ.get('JWT_SECRET', 'secret'), algorithms=['HS256'])\nreturn act(user)",
    'import jwt',
  ],
  [
    'a token, or another key that the code shows',
    "user = jwt.decode(event['headers']['authorization'], KEY, algorithms=['HS256'])\nreturn act(user)",
    "import jwt\nKEY = os.environ.get('JWT_SECRET') or 'dev-secret'",
  ],
];
