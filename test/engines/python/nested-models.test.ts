import { describe, expect, it } from 'vitest';
import { kindsIn } from './weaknesses-in.ts';

interface Model {
  readonly field?: string;
  readonly use?: string;
  readonly base?: string;
  readonly flag?: string;
  readonly more?: string;
}

/** A route of FastAPI that puts a field of a model within a model into a query. */
function route({
  field = 'D',
  use = 'x = m.d.flag',
  base = 'BaseModel',
  flag = 'bool',
  more = '',
}: Model) {
  return `from fastapi import FastAPI
from typing import Optional
from pydantic import BaseModel, field_validator
from mangum import Mangum
import sqlite3
app = FastAPI()
con = sqlite3.connect('/tmp/a')
class D(${base}):
    flag: ${flag} = True
${more}class M(BaseModel):
    d: ${field}
    name: object
@app.post('/')
def a(m: M):
    ${use.replaceAll('\n', '\n    ')}
    con.execute(f'DESCRIBE {x}')
handler = Mangum(app)
`;
}

describe('a field of a model that another model keeps', () => {
  it.each([
    ['of a class', {}],
    ['of a class or None', { field: 'D | None = None' }],
    ['of an optional one', { field: 'Optional[D] = None' }],
    ['by a name', { use: 'd = m.d\nx = d.flag' }],
    ['of a list, at its place', { field: 'list[D]', use: 'x = m.d[0].flag' }],
    ['of a list, in a loop', { field: 'list[D]', use: 'for d in m.d:\n    x = d.flag' }],
  ])('is a number: %s', (_, model) => {
    expect(kindsIn(route(model))).toEqual([]);
  });

  it('is a number of what may be data, or a model already', () => {
    const source = route({ field: 'D | None = None', use: 'x = of(m)' })
      .replace('def a(m: M):', 'async def a(r: Request):\n    m = made(await r.json())')
      .replace('import FastAPI', 'import FastAPI, Request')
      .replace(
        "@app.post('/')",
        "def made(p):\n    return p if isinstance(p, M) else M.model_validate(p)\ndef of(m: M):\n    d = m.d\n    return d.flag\n@app.post('/')",
      );

    expect(kindsIn(source)).toEqual([]);
    expect(kindsIn(source.replace('flag: bool', 'flag: str'))).toEqual(['query-injection']);
  });

  it.each([
    ['that is a text', { flag: 'str' }],
    ['of a class that converts nothing', { base: 'object' }],
    ['of one or a table', { field: 'D | dict' }],
    ['of anything', { field: 'object' }],
    ['of a table of them', { field: 'dict[str, D]', use: 'x = m.d["a"].flag' }],
    ['of another field', { use: 'x = m.name.flag' }],
    ['by a name that is set again', { use: 'd = m.d\nd = m.name\nx = d.flag' }],
    ['that is set', { use: 'm.d.flag = m.name\nx = m.d.flag' }],
    [
      'of one whose fields are set by names that are not written',
      { use: 'for k, v in m.name.items():\n    setattr(m.d, k, v)\nx = m.d.flag' },
    ],
    ['of one whose table is changed', { use: 'm.d.__dict__.update(m.name)\nx = m.d.flag' }],
    [
      'of a copy that takes another one',
      { use: "m = m.model_copy(update={'d': m.name})\nx = m.d.flag" },
    ],
    [
      'of a list to which others are added',
      { field: 'list[D]', use: 'm.d.extend(m.name)\nfor d in m.d:\n    x = d.flag' },
    ],
    [
      'of a list that another name stands for',
      { field: 'list[D]', use: 'all = m.d\nall.append(m.name)\nfor d in m.d:\n    x = d.flag' },
    ],
    [
      'of a list of which one is set',
      { field: 'list[D]', use: 'm.d[0] = m.name\nx = m.d[0].flag' },
    ],
    [
      'that a validator answers for',
      {
        more: '    @field_validator("flag")\n    @classmethod\n    def other(cls, v, info):\n        return info.data["x"]\n',
      },
    ],
    [
      'of one for which a validator answers',
      {
        field:
          'D\n    @field_validator("d")\n    @classmethod\n    def other(cls, v, info):\n        return info.data["x"]',
      },
    ],
    ['of a class that another one extends', { more: 'class E(D):\n    flag: str\n' }],
    ['of one that is set', { use: 'm.d = m.name\nx = m.d.flag' }],
  ])('is found: %s', (_, model) => {
    expect(kindsIn(route(model))).toEqual(['query-injection']);
  });
});
