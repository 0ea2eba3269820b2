import { describe, expect, it } from 'vitest';
import { graveIn } from './twins.ts';

type Rows = readonly (readonly [string, string])[];

/** Nothing critical or high is found. */
const harmless: Rows = [
  [
    'base_url',
    `import httpx
client = httpx.AsyncClient(base_url='https://a.example')
def handler(event, context):
    return client.get(f"/api/orders/{event['id']}")
`,
  ],
  [
    'base_url in a class',
    `import httpx
class C:
    def __init__(self, url):
        self.client = httpx.Client(base_url=url)
    def order(self, id):
        return self.client.get(f"/api/orders/{id}")
def handler(event, context):
    return C('https://a.example').order(event['id'])
`,
  ],
];

/** Twins of them that let through what does harm. */
const grave: Rows = [
  [
    'whole url',
    `import httpx
client = httpx.Client(base_url='https://a.example')
def handler(event, context):
    return client.get(event['url'])
`,
  ],
  [
    'only a slash',
    `import aiohttp
client = aiohttp.ClientSession(base_url='https://a.example')
async def handler(event, context):
    return await client.get(f"/{event['url']}")
`,
  ],
  [
    'base_url of the event',
    `import httpx
def handler(event, context):
    client = httpx.Client(base_url=event['base'])
    return client.get(f"/api/orders/{event['id']}")
`,
  ],
  [
    'suffix parameter of the event',
    `import os
def result(suffix, name, folder):
    p = os.path.join(folder, f"{name}{suffix}")
    with open(p) as f:
        return f.read()
def handler(event, context):
    return result(event['s'], event['n'], '/data')
`,
  ],
  [
    'key only suffix py',
    `def handler(event, context):
    return open('/data/' + event['n'] + '.py').read()
`,
  ],
  [
    'json then more',
    `def handler(event, context):
    return open('/data/' + event['n'] + '.json' + event['m']).read()
`,
  ],
  [
    'property overridden',
    `class E:
    def __init__(self, id):
        self.id = id
    @property
    def config(self):
        return '/data/' + self.id + '/config.json'
    def read(self):
        return open(self.config).read()
class F(E):
    @property
    def config(self):
        return self.id
def handler(event, context):
    return F(event['id']).read()
`,
  ],
  [
    'suffix parameter of one call',
    `import os
def result(name, suffix):
    with open(f"/data/{name}{suffix}") as f:
        return f.read()
def handler(event, context):
    return result(event['n'], '.md') + result(event['n'], '')
`,
  ],
  [
    'suffix parameter, function handed on',
    `import os
def result(name, suffix):
    with open(f"/data/{name}{suffix}") as f:
        return f.read()
F = {'r': result}
def handler(event, context):
    return result(event['n'], '.md') + F['r'](event['n'], event['s'])
`,
  ],
  [
    'path cut2',
    `import requests
def handler(event, context):
    path = '/proxy/' + event['pathParameters']['proxy']
    target = path.split('/proxy/')[1]
    return requests.get(target).text
`,
  ],
  [
    'path cut',
    `import requests
def handler(event, context):
    path = f"/fetch/{event['u']}"
    requests.get(path.removeprefix('/fetch/'))
`,
  ],
  [
    'path scheme',
    `import requests
def handler(event, context):
    path = '/x' + event['p']
    return requests.get('https:/' + path).text
`,
  ],
];

describe('what the end or the begin of a text fixes', () => {
  it.each(harmless)('does no harm: %s', (_, source) => {
    expect(graveIn(source)).toEqual([]);
  });
  it.each(grave)('is found: %s', (_, source) => {
    expect(graveIn(source)).not.toEqual([]);
  });
});
