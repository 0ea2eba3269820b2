import { describe, expect, it } from 'vitest';
import { graveIn } from './twins.ts';

type Rows = readonly (readonly [string, string])[];

/** Nothing critical or high is found. */
const harmless: Rows = [
  [
    're.fullmatch alternatives',
    `import re
def handler(event, context):
    if not re.fullmatch(r'[a-z]+|[0-9]+', event['n']):
        return
    return open('/data/' + event['n']).read()
`,
  ],
  [
    'ignore case is fine',
    `import os, re
def handler(event, context):
    n = event['n']
    if not re.match(r'^[a-z]+$', n, re.I | re.A):
        raise ValueError()
    os.system('x ' + n)
`,
  ],
  [
    'host with dots below a domain',
    `import re, requests
def handler(event, context):
    h = event['h']
    if not re.match(r'^[\\w.-]+\\.example\\.com$', h):
        raise ValueError()
    requests.get(f'https://{h}/x')
`,
  ],
  [
    'host part',
    `import re, requests
def handler(event, context):
    b = event['bucket']
    if not re.match(r'^[a-z0-9.-]+$', b):
        return 400
    return requests.get(f'https://{b}.s3.amazonaws.com/index.json').text
`,
  ],
  [
    'version redirect',
    `import re
def handler(event, context):
    p = event['queryStringParameters']['p']
    if not re.fullmatch(r'v[\\d.]+', p):
        return 400
    return {'statusCode': 302, 'headers': {'Location': p}}
`,
  ],
];

/** Twins of them that let through what does harm. */
const grave: Rows = [
  [
    're.match alternatives',
    `import re
def handler(event, context):
    if not re.match(r'^[a-z]+|[0-9]+$', event['n']):
        return
    return open('/data/' + event['n']).read()
`,
  ],
  [
    're.match slash and dots',
    `import re
def handler(event, context):
    if not re.match(r'^[\\w./-]+$', event['n']):
        return
    return open('/data/' + event['n']).read()
`,
  ],
  [
    'multi line pattern',
    `import os, re
def handler(event, context):
    n = event['n']
    if not re.search(r'^[a-z]+$', n, re.M):
        raise ValueError()
    os.system('x ' + n)
`,
  ],
  [
    'multi line inline',
    `import os, re
def handler(event, context):
    n = event['n']
    if not re.match(r'(?m)^[a-z]+$', n):
        raise ValueError()
    os.system('x ' + n)
`,
  ],
  [
    'compiled multi line',
    `import os, re
P = re.compile(r'^[a-z]+$', re.MULTILINE)
def handler(event, context):
    n = event['n']
    if not P.search(n):
        raise ValueError()
    os.system('x ' + n)
`,
  ],
  [
    'dotgroup',
    `from fastapi import FastAPI, Query
from mangum import Mangum
import os
app = FastAPI()
handler = Mangum(app)
@app.get('/x')
def x(name: str = Query(pattern=r"^(.|\\n)+$")):
    os.system('echo ' + name)
`,
  ],
  [
    'dotgroup2',
    `from fastapi import FastAPI, Query
from mangum import Mangum
import os
app = FastAPI()
handler = Mangum(app)
@app.get('/x')
def x(name: str = Query(pattern=r"^(?:.)+$")):
    os.system('echo ' + name)
`,
  ],
  [
    'slash escaped group',
    `from fastapi import FastAPI, Query
from mangum import Mangum
app = FastAPI()
handler = Mangum(app)
@app.get('/x')
def x(name: str = Query(pattern=r"^([\\w.-]+\\/)*[\\w.-]+$")):
    return open('/data/' + name).read()
`,
  ],
  [
    'dot alternation',
    `from fastapi import FastAPI, Query
from mangum import Mangum
app = FastAPI()
handler = Mangum(app)
@app.get('/x')
def x(name: str = Query(pattern=r"^(?:\\w|\\.|/|-)+$")):
    return open('/data/' + name).read()
`,
  ],
  [
    'owner repo',
    `from fastapi import FastAPI, Query
from mangum import Mangum
app = FastAPI()
handler = Mangum(app)
@app.get('/x')
def x(name: str = Query(pattern=r"^[\\w.-]+/[\\w.-]+/[\\w.-]+$")):
    return open('/data/' + name).read()
`,
  ],
  [
    'alt host',
    `from fastapi import FastAPI, Query
from mangum import Mangum
import requests
app = FastAPI()
handler = Mangum(app)
@app.get('/x')
def x(url: str = Query(pattern=r"^https://cdn\\.example\\.com/[\\w/.-]+$|^http://[\\w/.:-]+$")):
    return requests.get(url).text
`,
  ],
  [
    'host any then file',
    `from fastapi import FastAPI, Query
from mangum import Mangum
import requests
app = FastAPI()
handler = Mangum(app)
@app.get('/x')
def x(url: str = Query(pattern=r"^https?://[\\w.:/-]+/archive\\.tar\\.gz$")):
    return requests.get(url).text
`,
  ],
  [
    'host domain written',
    `from fastapi import FastAPI, Query
from mangum import Mangum
import requests
app = FastAPI()
handler = Mangum(app)
@app.get('/x')
def x(url: str = Query(pattern=r"^https?://[\\w.:/@-]+\\.example\\.com$")):
    return requests.get(url).text
`,
  ],
  [
    'host nodot',
    `from fastapi import FastAPI, Query
from mangum import Mangum
import requests
app = FastAPI()
handler = Mangum(app)
@app.get('/x')
def x(url: str = Query(pattern=r"^https?://[a-z0-9:/-]+$")):
    return requests.get(url).text
`,
  ],
  [
    'main fullmatch b64',
    `import base64, pickle, re
def handler(event, context):
    data = event['data']
    if not re.fullmatch(r"[A-Za-z0-9+/=]+", data):
        return 400
    return pickle.loads(base64.b64decode(data))
`,
  ],
];

describe('a pattern', () => {
  it.each(harmless)('does no harm: %s', (_, source) => {
    expect(graveIn(source)).toEqual([]);
  });
  it.each(grave)('is found: %s', (_, source) => {
    expect(graveIn(source)).not.toEqual([]);
  });
});
