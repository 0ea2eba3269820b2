import { describe, expect, it } from 'vitest';
import { graveIn } from './twins.ts';

type Rows = readonly (readonly [string, string])[];

/** Nothing critical or high is found. */
const harmless: Rows = [
  [
    'equal to one of a list',
    `import requests
def releases():
    return requests.get('https://a.example/').json()
def handler(event, context):
    link = event['link']
    release = next((r for r in releases() if r['link'] == link), None)
    if not release:
        raise ValueError()
    return requests.get(link).text
`,
  ],
  [
    'allowed list of application state',
    `from fastapi import FastAPI, Request
from mangum import Mangum
import os
app = FastAPI()
@app.get('/x')
def x(request: Request, n: str):
    if n in request.app.state.allowed:
        os.system('x ' + n)
handler = Mangum(app)
`,
  ],
  [
    'sent claims',
    `import os
def handler(event, context):
    claims = event['requestContext']['authorizer']['claims']
    t = event['queryStringParameters']['t']
    if t not in claims['cognito:groups'].split(','):
        return 403
    os.system('run ' + t)
`,
  ],
  [
    'annotated user',
    `from typing import Annotated
from fastapi import FastAPI, Depends, HTTPException
from mangum import Mangum
from auth import get_user, User
app = FastAPI(); handler = Mangum(app)
@app.get('/f')
def f(name: str, user: Annotated[User, Depends(get_user)]):
    if name not in user.files:
        raise HTTPException(403)
    return open('/data/' + name).read()
`,
  ],
  [
    'alias dep',
    `from typing import Annotated
from fastapi import FastAPI, Depends, HTTPException
from mangum import Mangum
from auth import get_user, User
app = FastAPI(); handler = Mangum(app)
CurrentUser = Annotated[User, Depends(get_user)]
@app.get('/f')
def f(name: str, user: CurrentUser):
    if name not in user.files:
        raise HTTPException(403)
    return open('/data/' + name).read()
`,
  ],
  [
    'annotated db',
    `from typing import Annotated
from fastapi import FastAPI, Depends, HTTPException
from mangum import Mangum
from db import get_db, Session, Plugin
app = FastAPI(); handler = Mangum(app)
@app.get('/f')
def f(name: str, db: Annotated[Session, Depends(get_db)]):
    names = [p.name for p in db.query(Plugin).all()]
    if name not in names:
        raise HTTPException(403)
    return open('/data/' + name).read()
`,
  ],
  [
    'db loop',
    `from typing import Annotated
from fastapi import FastAPI, Depends, HTTPException
from mangum import Mangum
from db import get_db, Session, Plugin
app = FastAPI(); handler = Mangum(app)
@app.get('/f')
def f(name: str, db: Annotated[Session, Depends(get_db)]):
    for p in db.query(Plugin).all():
        if p.name == name:
            return open('/data/' + name).read()
    raise HTTPException(404)
`,
  ],
  [
    'request session',
    `from fastapi import FastAPI, Request, HTTPException
from mangum import Mangum
app = FastAPI(); handler = Mangum(app)
@app.get('/f')
def f(name: str, request: Request):
    if name not in request.session['files']:
        raise HTTPException(403)
    return open('/data/' + name).read()
`,
  ],
  [
    'base tenant',
    `from pathlib import Path
ROOT = Path('/data')
def handler(event, context):
    tenant = event['requestContext']['authorizer']['tenant']
    base = (ROOT / tenant).resolve()
    p = (base / event['queryStringParameters']['name']).resolve()
    if not p.is_relative_to(base):
        return 403
    return p.read_text()
`,
  ],
  [
    'base checked',
    `from pathlib import Path
import re
ROOT = Path('/data')
def handler(event, context):
    tenant = event['queryStringParameters']['tenant']
    if not re.fullmatch(r'[a-z]+', tenant):
        return 400
    base = (ROOT / tenant).resolve()
    p = (base / event['queryStringParameters']['name']).resolve()
    if base not in p.parents:
        return 403
    return p.read_text()
`,
  ],
];

/** Twins of them that let through what does harm. */
const grave: Rows = [
  [
    'list from the event',
    `import requests, json
def handler(event, context):
    link = event['link']
    rows = json.loads(event['rows'])
    release = next((r for r in rows if r['link'] == link), None)
    if not release:
        raise ValueError()
    return requests.get(link).text
`,
  ],
  [
    'loop over the event',
    `import requests, json
def handler(event, context):
    for r in event['rows']:
        if r['link'] == event['link']:
            return requests.get(event['link']).text
`,
  ],
  [
    'allowed list of the event',
    `import os
def check(x, allowed):
    if x not in allowed:
        raise ValueError()
def handler(event, context):
    check(event['n'], event['allowed'])
    os.system('x ' + event['n'])
`,
  ],
  [
    'allowed list of the body',
    `import os, json
def handler(event, context):
    body = json.loads(event['body'])
    n = body['n']
    if n not in body['allowed']:
        raise ValueError()
    os.system('x ' + n)
`,
  ],
  [
    'allowed list of flask',
    `from flask import Flask, request
import os, serverless_wsgi
app = Flask(__name__)
@app.route('/x')
def x():
    n = request.args['n']
    if n in request.json['allowed']:
        os.system('x ' + n)
def handler(event, context):
    return serverless_wsgi.handle_request(app, event, context)
`,
  ],
];

describe('a list that a caller sends', () => {
  it.each(harmless)('does no harm: %s', (_, source) => {
    expect(graveIn(source)).toEqual([]);
  });
  it.each(grave)('is found: %s', (_, source) => {
    expect(graveIn(source)).not.toEqual([]);
  });
});
