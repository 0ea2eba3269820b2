import { describe, expect, it } from 'vitest';
import { kindsIn } from './weaknesses-in.ts';

const imports = `from fastapi import FastAPI, Request
from pydantic import BaseModel, field_validator, model_validator, Field
from sqlmodel import SQLModel
from types import SimpleNamespace
from urllib.parse import unquote
from mangum import Mangum
import re, sqlite3, warnings
app = FastAPI()
con = sqlite3.connect('/tmp/a')
`;
const asked = `if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", value):
    raise ValueError("x")
return value`;

interface Model {
  readonly body?: string;
  readonly by?: string;
  readonly field?: string;
  readonly more?: string;
  readonly base?: string;
}

function modelOf({ body = asked, by, field, more = '', base = 'BaseModel' }: Model): string {
  const lines = body.split('\n').map((line) => `        ${line}\n`);

  return `class M(${base}):\n    ${field ?? 'table: str | None = None'}\n    ${by ?? '@field_validator("table")'}\n    @classmethod\n    def _asked(cls, value):\n${lines.join('')}${more}`;
}

/** Of the body of a request. */
const validated = route('m = M.model_validate(p)');

function route(made: string): string {
  return `@app.post('/')\nasync def a(request: Request):\n    p = await request.json()\n    ${made}\n    con.execute(f"DESCRIBE {m.table}")\n`;
}

const all = (model: Model, use = validated) =>
  `${imports}${modelOf(model)}${use}handler = Mangum(app)\n`;
const method = (code: string) => ({ more: `    ${code.replaceAll('\n', '\n    ')}\n` });

describe('a field that a validator of its model asks', () => {
  it.each([
    ['of data', all({})],
    ['that may be None', all({ body: `if value is None:\n    return None\n${asked}` })],
    [
      'of what FastAPI gives',
      all(
        {},
        `@app.post('/')\ndef a(m: M):\n    t = m.table or 'a'\n    con.execute(f"DESCRIBE {t}")\n`,
      ),
    ],
    ['of a constructor', all({}, route('m = M(**p)'))],
    [
      'of data, or of one that is made already',
      all({}, route('m = p if isinstance(p, M) else M.model_validate(p)')),
    ],
  ])('is harmless: %s', (_, source) => {
    expect(kindsIn(source)).toEqual([]);
  });

  it.each([
    ['of another field', all({ by: '@field_validator("other")' })],
    ['in part', all({ body: asked.replace('fullmatch', 'search') })],
    ['before it is what it will be', all({ by: '@field_validator("table", mode="before")' })],
    ['instead of Pydantic', all({ by: '@field_validator("table", mode="plain")' })],
    ['around it', all({ by: '@field_validator("table", mode="wrap")' })],
    ['and decodes', all({ body: asked.replace('return value', 'return unquote(value)') })],
    [
      'and sets again',
      all({ body: asked.replace('return value', 'value = unquote(value)\nreturn value') }),
    ],
    ['and only warns', all({ body: asked.replace('raise ValueError', 'warnings.warn') })],
    ['in one branch', all({ body: `if value.startswith("a"):\n    return value\n${asked}` })],
    [
      'and keeps quiet',
      all({
        body: 'try:\n    if not re.fullmatch("[a-z]*", value):\n        raise ValueError("x")\nexcept ValueError:\n    pass\nreturn value',
      }),
    ],
    [
      'under a name that is bound again',
      all(
        method('@field_validator("name")\n@classmethod\ndef _asked(cls, value):\n    return value'),
      ),
    ],
    ['under a name that a method takes', all(method('def _asked(self):\n    return 1'))],
    [
      'under what makes it a method of the class',
      all({}).replace(
        '@field_validator("table")\n    @classmethod',
        '@classmethod\n    @field_validator("table")',
      ),
    ],
    ['under another decorator', all({ by: '@loosened\n    @field_validator("table")' })],
    [
      'and another one changes',
      all(
        method(
          '@field_validator("table")\n@classmethod\ndef _more(cls, value):\n    return unquote(value)',
        ),
      ),
    ],
    [
      'and one of all fields changes',
      all(
        method(
          '@field_validator("*")\n@classmethod\ndef _more(cls, value):\n    return unquote(value)',
        ),
      ),
    ],
    [
      'and one of the whole sets',
      all(
        method(
          '@model_validator(mode="after")\ndef _all(self):\n    self.table = unquote(self.table)\n    return self',
        ),
      ),
    ],
    [
      'and one around the whole makes anew',
      all(
        method(
          '@model_validator(mode="wrap")\n@classmethod\ndef _all(cls, data, handler):\n    return Other(data)',
        ),
      ),
    ],
    [
      'and the constructor sets',
      all(
        method(
          'def __init__(self, **given):\n    super().__init__(**given)\n    self.__dict__.update(given)',
        ),
      ),
    ],
    [
      'and what is run afterwards sets',
      all(
        method(
          'def model_post_init(self, context):\n    object.__setattr__(self, "table", unquote(self.table))',
        ),
      ),
    ],
    [
      'and the object answers for',
      all(method('def __getattribute__(self, name):\n    return "x"')),
    ],
    ['that is a list', all({ field: 'table: list[str] = []' })],
    ['that is anything', all({ field: 'table: object = None' })],
    ['that a function makes', all({ field: 'table: str = Field(default_factory=get)' })],
    [
      'and a class below does not',
      all({
        more: 'class N(M):\n    @field_validator("table")\n    @classmethod\n    def _asked(cls, value):\n        return value\n',
      }),
    ],
    ['of a table of SQLModel', all({ base: 'SQLModel, table=True' })],
    ['and other code sets', all({}, route('m = M.model_validate(p)\n    m.table = p["t"]'))],
    ['and Pydantic does not ask', all({}, route('m = M.model_construct(**p)'))],
    ['and a copy takes otherwise', all({}, route('m = M().model_copy(update=p)'))],
    [
      'of one of two kinds of objects',
      all({}, route('m = SimpleNamespace(**p) if "x" in p else M.model_validate(p)')),
    ],
    [
      'of an object that is asked by another',
      all(
        {},
        route('q = SimpleNamespace(**p)\n    m = q if isinstance(p, M) else M.model_validate(p)'),
      ),
    ],
    [
      'by a decorator of its own',
      `${imports}def field_validator(*names):\n    return lambda of: of\n${modelOf({})}${validated}handler = Mangum(app)\n`,
    ],
  ])('is found: %s', (_, source) => {
    expect(kindsIn(source)).toContain('query-injection');
  });
});
