import { describe, expect, it } from 'vitest';
import { graveIn } from './twins.ts';

type Rows = readonly (readonly [string, string])[];

/** Nothing critical or high is found. */
const harmless: Rows = [
  [
    'pattern',
    `from fastapi import FastAPI, Query
from mangum import Mangum
app = FastAPI()
P = "^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,4})?$"
@app.get('/x')
def x(language: str = Query(default="en", pattern=P)):
    return open(f"/data/{language}.json").read()
handler = Mangum(app)
`,
  ],
  [
    'regex annotated',
    `from typing import Annotated
from fastapi import FastAPI, Path
from mangum import Mangum
app = FastAPI()
@app.get('/x/{name:path}')
def x(name: Annotated[str, Path(regex=r"^[a-z]+$")]):
    return open('/data/' + name).read()
handler = Mangum(app)
`,
  ],
  [
    'field pattern',
    `from fastapi import FastAPI
from pydantic import BaseModel, Field, constr
from mangum import Mangum
app = FastAPI()
class Body(BaseModel):
    name: str = Field(..., pattern=r"^[a-z0-9_]+$")
    other: constr(regex=r"^[a-z]+$")
@app.post('/x')
def x(body: Body):
    return open('/data/' + body.name).read() + open('/data/' + body.other).read()
handler = Mangum(app)
`,
  ],
];

/** Twins of them that let through what does harm. */
const grave: Rows = [
  [
    'pattern unanchored',
    `from fastapi import FastAPI, Query
from mangum import Mangum
app = FastAPI()
@app.get('/x')
def x(language: str = Query(default="en", pattern="[a-zA-Z]{2,3}")):
    return open(f"/data/{language}/a").read() + open('/data/' + language).read()
handler = Mangum(app)
`,
  ],
  [
    'pattern alternatives',
    `from fastapi import FastAPI, Query
from mangum import Mangum
app = FastAPI()
@app.get('/x')
def x(language: str = Query(default="en", pattern="^[a-z]+|[0-9]+$")):
    return open('/data/' + language).read()
handler = Mangum(app)
`,
  ],
  [
    'pattern with slash',
    `from fastapi import FastAPI, Query
from mangum import Mangum
app = FastAPI()
@app.get('/x')
def x(language: str = Query(default="en", pattern="^[a-z./]+$")):
    return open('/data/' + language).read()
handler = Mangum(app)
`,
  ],
  [
    'pattern of another',
    `from fastapi import FastAPI, Query
from mangum import Mangum
app = FastAPI()
@app.get('/x')
def x(language: str = Query(default="en", pattern="^[a-z]+$"), other: str = Query('a')):
    return open('/data/' + other).read()
handler = Mangum(app)
`,
  ],
  [
    'field of a dataclass',
    `from fastapi import FastAPI
from dataclasses import dataclass, field
from mangum import Mangum
app = FastAPI()
@dataclass
class Body:
    name: str = field(metadata={'pattern': r"^[a-z0-9_]+$"})
@app.post('/x')
def x(body: Body):
    return open('/data/' + body.name).read()
handler = Mangum(app)
`,
  ],
  [
    'own Query',
    `from fastapi import FastAPI
from mangum import Mangum
app = FastAPI()
def Query(default, pattern):
    return default
@app.get('/x')
def x(language: str = Query(default="en", pattern="^[a-z]+$")):
    return open('/data/' + language).read()
handler = Mangum(app)
`,
  ],
  [
    'field set after',
    `from fastapi import FastAPI, Request
from pydantic import BaseModel, Field
from mangum import Mangum
app = FastAPI()
class Body(BaseModel):
    name: str = Field(..., pattern=r"^[a-z0-9_]+$")
    other: str
@app.post('/x')
def x(body: Body):
    body.name = body.other
    return open('/data/' + body.name).read()
handler = Mangum(app)
`,
  ],
  [
    'field with a validator',
    `from fastapi import FastAPI
from pydantic import BaseModel, Field, validator
from urllib.parse import unquote
from mangum import Mangum
app = FastAPI()
class Body(BaseModel):
    name: str = Field(..., pattern=r"^[a-z0-9_%]+$")
    @validator('name')
    def decode(cls, v):
        return unquote(v)
@app.post('/x')
def x(body: Body):
    return open('/data/' + body.name).read()
handler = Mangum(app)
`,
  ],
  [
    'field constructed',
    `from pydantic import BaseModel, Field
class Body(BaseModel):
    name: str = Field(..., pattern=r"^[a-z0-9_]+$")
def handler(event, context):
    body = Body.model_construct(name=event['n'])
    return open('/data/' + body.name).read()
`,
  ],
  [
    'pattern by description',
    `from fastapi import FastAPI, Query
from mangum import Mangum
app = FastAPI()
@app.get('/x')
def x(language: str = Query(default="en", description="^[a-zA-Z]{2,3}$")):
    return open('/data/' + language).read()
handler = Mangum(app)
`,
  ],
  [
    'pattern and query called directly',
    `from fastapi import FastAPI, Query
from mangum import Mangum
app = FastAPI()
@app.get('/x')
def x(language: str = Query(default="en", pattern="^[a-zA-Z]{2,3}$")):
    return open('/data/' + language).read()
@app.get('/y')
def y(language: str):
    return x(language)
handler = Mangum(app)
`,
  ],
  [
    'quote name',
    `from fastapi import FastAPI, Query
from mangum import Mangum
import sqlite3
app = FastAPI()
handler = Mangum(app)
@app.get('/x')
def x(name: str = Query(pattern=r"^[a-zA-Z0-9 ,.'-]{1,50}$")):
    db = sqlite3.connect('/mnt/a.db')
    return db.execute(f"DELETE FROM t WHERE name = '{name}'").fetchall()
`,
  ],
  [
    'specials',
    `from fastapi import FastAPI, Query
from mangum import Mangum
import os
app = FastAPI()
handler = Mangum(app)
@app.get('/x')
def x(password: str = Query(pattern=r"^[A-Za-z0-9!@#$%^&*()]{8,}$")):
    os.system('useradd -p ' + password)
`,
  ],
  [
    'printable',
    `from fastapi import FastAPI, Query
from mangum import Mangum
import os
app = FastAPI()
handler = Mangum(app)
@app.get('/x')
def x(name: str = Query(pattern=r"^[ -~]+$")):
    os.system('echo ' + name)
`,
  ],
  [
    'xprintable',
    `from fastapi import FastAPI, Query
from mangum import Mangum
import os
app = FastAPI()
handler = Mangum(app)
@app.get('/x')
def x(name: str = Query(pattern=r"^[\\x20-\\x7e]+$")):
    os.system('echo ' + name)
`,
  ],
  [
    'base validator',
    `from fastapi import FastAPI
from pydantic import BaseModel, Field, field_validator
from mangum import Mangum
from urllib.parse import unquote
app = FastAPI()
handler = Mangum(app)
class Base(BaseModel):
    @field_validator('*')
    @classmethod
    def decode(cls, v):
        return unquote(v)
class Req(Base):
    name: str = Field(pattern=r'^[\\w%]+$')
@app.post('/x')
def x(req: Req):
    return open('/data/' + req.name).read()
`,
  ],
  [
    'reused validator',
    `from fastapi import FastAPI
from pydantic import BaseModel, Field, validator
from mangum import Mangum
from urllib.parse import unquote
app = FastAPI()
handler = Mangum(app)
class Req(BaseModel):
    name: str = Field(regex=r'^[\\w%]+$')
    _decode = validator('name', allow_reuse=True)(unquote)
@app.post('/x')
def x(req: Req):
    return open('/data/' + req.name).read()
`,
  ],
  [
    'after validator',
    `from typing import Annotated
from fastapi import FastAPI
from pydantic import BaseModel, Field, AfterValidator
from mangum import Mangum
from urllib.parse import unquote
app = FastAPI()
handler = Mangum(app)
class Req(BaseModel):
    name: Annotated[str, Field(pattern=r'^[\\w%]+$'), AfterValidator(unquote)]
@app.post('/x')
def x(req: Req):
    return open('/data/' + req.name).read()
`,
  ],
  [
    'after validator param',
    `from typing import Annotated
from fastapi import FastAPI, Query
from pydantic import AfterValidator
from mangum import Mangum
from urllib.parse import unquote
app = FastAPI()
handler = Mangum(app)
@app.post('/x')
def x(name: Annotated[str, Query(pattern=r'^[\\w%]+$'), AfterValidator(unquote)]):
    return open('/data/' + name).read()
`,
  ],
  [
    'post init',
    `from fastapi import FastAPI
from pydantic import BaseModel, Field
from mangum import Mangum
from urllib.parse import unquote
app = FastAPI()
handler = Mangum(app)
class Req(BaseModel):
    name: str = Field(pattern=r'^[\\w%]+$')
    def model_post_init(self, ctx):
        self.name = unquote(self.name)
@app.post('/x')
def x(req: Req):
    return open('/data/' + req.name).read()
`,
  ],
  [
    'set in caller',
    `import json
from pydantic import BaseModel, Field
class Req(BaseModel):
    name: str = Field('a', pattern=r'^\\w+$')
def run(r: Req):
    return open('/data/' + r.name).read()
def handler(event, context):
    req = Req()
    req.name = event['body']
    return run(req)
`,
  ],
  [
    'filled',
    `import json
from pydantic import BaseModel, Field
class Req(BaseModel):
    name: str = Field('a', pattern=r'^\\w+$')
def fill(r, event):
    r.name = event['body']
def handler(event, context):
    req = Req()
    fill(req, event)
    return open('/data/' + req.name).read()
`,
  ],
  [
    'method set',
    `import json
from pydantic import BaseModel, Field
class Req(BaseModel):
    name: str = Field('a', pattern=r'^\\w+$')
    def load(self, event):
        self.name = event['body']
        return self
    def read(self):
        return open('/data/' + self.name).read()
def handler(event, context):
    req = Req()
    req.load(event)
    return req.read()
`,
  ],
  [
    'setattr',
    `from fastapi import FastAPI, Request
from pydantic import BaseModel, Field
from mangum import Mangum
app = FastAPI()
handler = Mangum(app)
class Req(BaseModel):
    name: str = Field(pattern=r'^\\w+$')
@app.post('/x')
def x(req: Req, more: dict):
    for k, v in more.items():
        setattr(req, k, v)
    return open('/data/' + req.name).read()
`,
  ],
  [
    'chalice constr',
    `from chalice import Chalice
from pydantic import constr
import os
app = Chalice(app_name='a')
handler = app
@app.route('/x/{name}')
def x(name: constr(pattern=r'^\\w+$')):
    os.system('echo ' + name)
`,
  ],
  [
    'flask annotated',
    `from flask import Flask
from typing import Annotated
from pydantic import Field
import os, awsgi
app = Flask(__name__)
@app.route('/x/<path:name>')
def x(name: Annotated[str, Field(pattern=r'^\\w+$')]):
    os.system('echo ' + name)
def handler(event, context):
    return awsgi.response(app, event, context)
`,
  ],
  [
    'powertools novalidation',
    `from aws_lambda_powertools.event_handler import APIGatewayRestResolver
from typing import Annotated
from pydantic import Field
import os
app = APIGatewayRestResolver()
@app.get('/x/<name>')
def x(name: Annotated[str, Field(pattern=r'^\\w+$')]):
    os.system('echo ' + name)
def handler(event, context):
    return app.resolve(event, context)
`,
  ],
  [
    'query b64 pickle',
    `from fastapi import FastAPI, Query
from mangum import Mangum
import base64, pickle
app = FastAPI(); handler = Mangum(app)
@app.get('/x')
def x(data: str = Query(pattern=r"^[A-Za-z0-9_-]+$")):
    return pickle.loads(base64.urlsafe_b64decode(data))
`,
  ],
  [
    'field b64',
    `from fastapi import FastAPI
from pydantic import BaseModel, Field
from mangum import Mangum
import base64, pickle
app = FastAPI(); handler = Mangum(app)
class R(BaseModel):
    data: str = Field(pattern=r"^[A-Za-z0-9+/=]+$")
@app.post('/x')
def x(r: R):
    return pickle.loads(base64.b64decode(r.data))
`,
  ],
  [
    'query b64 cmd',
    `from fastapi import FastAPI, Query
from mangum import Mangum
import base64, os
app = FastAPI(); handler = Mangum(app)
@app.get('/x')
def x(data: str = Query(pattern=r"^[A-Za-z0-9+/=]+$")):
    os.system(base64.b64decode(data).decode())
`,
  ],
  [
    'query unquote',
    `from fastapi import FastAPI, Query
from mangum import Mangum
from urllib.parse import unquote
app = FastAPI(); handler = Mangum(app)
@app.get('/x')
def x(name: str = Query(pattern=r"^[\\w%-]+$")):
    return open('/data/' + unquote(name)).read()
`,
  ],
  [
    'alias set',
    `import json
from pydantic import BaseModel, Field
class Req(BaseModel):
    name: str = Field('a', pattern=r'^\\w+$')
def handler(event, context):
    req = Req()
    other = req
    other.name = event['body']
    return open('/data/' + req.name).read()
`,
  ],
  [
    'field of a route that the code calls',
    `from fastapi import FastAPI
from pydantic import BaseModel, Field
from mangum import Mangum
app = FastAPI()
class Body(BaseModel):
    name: str = Field(..., pattern=r"^[a-z0-9_]+$")
@app.post('/x')
def x(body: Body):
    return open('/data/' + body.name).read()
@app.post('/y')
def y(body: Body, other: str):
    body.name = other
    return x(body)
handler = Mangum(app)
`,
  ],
  [
    'field of what is handed to a library',
    `import lib
from fastapi import FastAPI
from pydantic import BaseModel, Field
from mangum import Mangum
app = FastAPI()
class Body(BaseModel):
    name: str = Field(..., pattern=r"^[a-z0-9_]+$")
@app.post('/x')
def x(body: Body, more: dict):
    body.__dict__.update(more)
    return open('/data/' + body.name).read()
handler = Mangum(app)
`,
  ],
];

describe('what FastAPI asks of a text', () => {
  it.each(harmless)('does no harm: %s', (_, source) => {
    expect(graveIn(source)).toEqual([]);
  });
  it.each(grave)('is found: %s', (_, source) => {
    expect(graveIn(source)).not.toEqual([]);
  });
});
