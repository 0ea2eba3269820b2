import { describe, expect, it } from 'vitest';
import { graveIn } from './twins.ts';

interface Parts {
  /** The class. */
  readonly model?: string;
  /** How a table is made of it. */
  readonly made?: string;
  /** What is put into the statement. */
  readonly columns?: string;
  readonly use?: string;
  readonly more?: string;
}

const plain = `class Task(BaseModel):
    name: Optional[str] = None
    extra: Dict[str, Any] = {}`;

const app = ({
  model = plain,
  made = 'u = task.model_dump(exclude_none=True)',
  columns = '", ".join(f"{k} = ?" for k in u.keys())',
  use = 'conn.execute(f"UPDATE tasks SET {c} WHERE id = ?", list(u.values()) + [i])',
  more = '',
}: Parts) => `import dataclasses, sqlite3, json, subprocess
from dataclasses import asdict, dataclass
from typing import Any, Dict, NamedTuple, Optional
from fastapi import FastAPI, Request
from pydantic import BaseModel, ConfigDict, Extra, Field, RootModel, field_validator, model_validator, root_validator, model_serializer
from pymongo import MongoClient
from mangum import Mangum
app = FastAPI()
conn = sqlite3.connect('x')
${model}
${more}
@app.put("/t/{i}")
async def update(i: int, task: Task, request: Request):
    ${made}
    c = ${columns}
    return ${use}
handler = Mangum(app)
`;

/** The keys are those of the code. */
const own: Readonly<Record<string, Parts>> = {
  keys: {},
  'of Pydantic 1': { made: 'u = task.dict(exclude_unset=True)' },
  iterated: { columns: '", ".join(f"{k} = ?" for k in u)' },
  items: { columns: '", ".join(f"{k} = ?" for k, v in u.items() if v)' },
  listed: { columns: '", ".join(list(u))' },
  'a copy, and more of the code': {
    made: 'u = {**task.dict(), "at": "x"}\n    u["by"] = "y"',
  },
  'left out': { made: 'u = {k: v for k, v in task.model_dump().items() if v is not None}' },
  'a data class': {
    model: '@dataclass\nclass Task:\n    name: str = ""',
    made: 'u = asdict(task)',
  },
  'a data class that is made': {
    model: '@dataclasses.dataclass(frozen=True)\nclass Task:\n    name: str = ""',
    made: 'u = dataclasses.asdict(Task(**await request.json()))',
  },
  'a named tuple': {
    model: 'class Task(NamedTuple):\n    name: str',
    made: 'u = Task(**await request.json())._asdict()',
  },
  'options that keep nothing': {
    model: `class Base(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    @field_validator("name", mode="before")
    @classmethod
    def stripped(cls, v):
        return v
class Task(Base):
    """A task."""
    name: str = Field("", alias="n")
    class Config:
        extra = Extra.ignore`,
  },
  'another class that is open': {
    more: 'class Other(BaseModel):\n    model_config = ConfigDict(extra="allow")\ndef other(body):\n    return Other.model_construct(**body)',
  },
  'a copy with fields of the code': {
    made: 'u = task.model_copy(update={"name": "x"}).model_dump()',
  },
};

/** They may be a caller's. */
const sent: Readonly<Record<string, Parts>> = {
  'a model that allows more': {
    model:
      'class Task(BaseModel):\n    model_config = ConfigDict(extra="allow")\n    name: str = ""',
  },
  'by a table of options': {
    model: 'class Task(BaseModel):\n    model_config = {"extra": "allow"}\n    name: str = ""',
  },
  'by options made elsewhere': {
    model: 'class Task(BaseModel):\n    model_config = OPTIONS\n    name: str = ""',
    more: 'OPTIONS = ConfigDict(extra="allow")',
  },
  'by options and more': {
    model: 'class Task(BaseModel):\n    model_config = ConfigDict(**OPTIONS)\n    name: str = ""',
  },
  'by its base': {
    model:
      'class Base(BaseModel):\n    class Config:\n        extra = "allow"\nclass Task(Base):\n    name: str = ""',
  },
  'by Extra': {
    model:
      'class Task(BaseModel):\n    class Config:\n        extra = Extra.allow\n    name: str = ""',
  },
  'by a base of the options': {
    model:
      'class Open:\n    extra = "allow"\nclass Task(BaseModel):\n    class Config(Open):\n        pass\n    name: str = ""',
  },
  'by an argument of the class': {
    model: 'class Task(BaseModel, extra="allow"):\n    name: str = ""',
  },
  'set afterwards': {
    more: 'Task.model_config["extra"] = "allow"\nTask.model_rebuild(force=True)',
  },
  'by what extends it': {
    more: 'class More(Task):\n    model_config = ConfigDict(extra="allow")',
    made: 'u = task.model_dump()',
  },
  'a base that is not there': {
    model: 'from shared import Base\nclass Task(Base):\n    name: str = ""',
  },
  'a root': { model: 'class Task(RootModel[Dict[str, str]]):\n    pass' },
  'a root of Pydantic 1': {
    model: 'class Task(BaseModel):\n    __root__: Dict[str, str]',
    made: 'u = task.dict()["__root__"]',
  },
  'a validator of the whole': {
    model:
      'class Task(BaseModel):\n    name: str = ""\n    more: dict = {}\n    @root_validator\n    def flat(cls, values):\n        return {**values, **values.pop("more")}',
    made: 'u = task.dict()',
  },
  'what gives it out': {
    model:
      'class Task(BaseModel):\n    name: str = ""\n    more: dict = {}\n    @model_serializer\n    def flat(self):\n        return self.more',
  },
  'made without a check': { made: 'u = Task.construct(**await request.json()).dict()' },
  'a copy with what is sent': { made: 'u = task.copy(update=await request.json()).dict()' },
  'a copy with keys that are sent': {
    made: 'u = task.model_copy(update={k: 1 for k in await request.json()}).model_dump()',
  },
  'put into the object': {
    made: 'task.__dict__.update(await request.json())\n    u = task.dict()',
  },
  'a filter and more': { use: 'MongoClient().a.b.find({**u, "deleted": False})' },
  'put into it by another name': {
    made: 'v = vars(task)\n    v.update(task.extra)\n    u = task.dict()',
  },
  'put into it by getattr': {
    made: 'getattr(task, "__dict__").update(task.extra)\n    u = task.dict()',
  },
  'put into it by dict': { made: 'dict.update(task.__dict__, task.extra)\n    u = task.dict()' },
  'a validator that changes the others': {
    model:
      'class Task(BaseModel):\n    name: str\n    more: dict = {}\n    @field_validator("more")\n    @classmethod\n    def out(cls, v, info):\n        info.data.update(v)\n        return v',
  },
  'a validator of the whole with a type': {
    model:
      'class Task(BaseModel):\n    name: str\n    more: dict = {}\n    _flat: classmethod = root_validator(allow_reuse=True)(lambda cls, v: {**v, **v["more"]})',
  },
  'options set by name': { more: 'setattr(Task, "model_config", {"extra": "allow"})' },
  'a method set by another': { more: 'Task.model_dump = lambda self, **kw: self.extra' },
  'a method of all models': { more: 'BaseModel.model_dump = lambda self, **kw: self.extra' },
  'what a dependency gives': {
    more: 'from fastapi import Depends\nasync def loaded(request: Request):\n    return await request.json()',
    made: 'u = dict(task)',
  },
  'options changed in the class': {
    model:
      'class Task(BaseModel):\n    model_config = ConfigDict()\n    model_config.update(extra="allow")\n    name: str = ""',
  },
  'the text of a list of it': { use: 'subprocess.run("echo " + str([u]), shell=True)' },
  'the text of its items': { use: 'subprocess.run("echo " + str(list(u.items())), shell=True)' },
  'the text of what holds it': { use: 'subprocess.run("echo " + str({"a": u}), shell=True)' },
  'the texts of its items': {
    use: 'subprocess.run("echo " + "".join(map(str, u.items())), shell=True)',
  },
  'a command of its values': { use: 'subprocess.run(list(u.values()))' },
  'put into the object by vars': {
    made: 'vars(task).update(await request.json())\n    u = vars(task)',
  },
  'put into the object by its class': {
    made: 'for k in await request.json():\n        object.__setattr__(task, k, 1)\n    u = task.dict()',
  },
  'put into the table': { made: 'u = task.dict()\n    u.update(await request.json())' },
  'put beside it': { made: 'u = {**task.dict(), **(await request.json())}' },
  'a table in it': { made: 'u = task.dict()["extra"]' },
  'a table in it, by get': { made: 'u = task.dict().get("extra")' },
  'all tables in it': { made: 'u = {}\n    for v in task.dict().values():\n        u.update(v)' },
  'its values': { columns: `", ".join(f"{k} = '{v}'" for k, v in u.items())` },
  'its values as a text': { columns: 'str(tuple(u.values()))' },
  'its own text': { use: 'subprocess.run("echo " + str(u), shell=True)' },
  'a filter': { use: 'MongoClient().a.b.find(u)' },
  'a factory of tables': {
    model: '@dataclass\nclass Task:\n    name: str = ""\n    more: dict = None',
    made: 'u = asdict(task, dict_factory=lambda items: items[1][1])',
  },
  'a method of its own': {
    model:
      'class Task(BaseModel):\n    more: dict = {}\n    def dict(self):\n        return self.more',
    made: 'u = task.dict()',
  },
};

describe('the keys of what is made of a model', () => {
  it.each(Object.entries(own))('are those of its class: %s', (_, parts) => {
    expect(graveIn(app(parts))).toEqual([]);
  });

  it.each(Object.entries(sent))('may be sent: %s', (_, parts) => {
    expect(graveIn(app(parts))).not.toEqual([]);
  });
});

const typed = (made: string, port = 'int') => `import aiohttp
from fastapi import FastAPI, Request
from pydantic import BaseModel
from mangum import Mangum
app = FastAPI()
class Config(BaseModel):
    url: str
    port: ${port} = 8000
async def wait(port):
    async with aiohttp.ClientSession() as s:
        async with s.get(f"http://{port}/health") as r:
            return r.status
@app.post("/x")
async def x(config: Config, request: Request):
    ${made}
    return await wait(config.port)
handler = Mangum(app)
`;

describe('a field of a copy', () => {
  it.each([
    'config = config.model_copy(update={"url": "x"})',
    'config = config.copy()',
    'if config.url:\n        config = config.model_copy(deep=True)',
    'config = Config(**await request.json())',
  ])('is of its type: %s', (made) => {
    expect(graveIn(typed(made))).toEqual([]);
  });

  it.each([
    'config = config.model_copy(update=await request.json())',
    'config = config.copy(update=await request.json())',
    'config = Config(url="x").model_copy(update=await request.json())',
    'body = await request.json()\n    config = config.model_copy(update={"port": body["port"]})',
    'config = config.model_copy(update={k: v for k, v in (await request.json()).items()})',
    'config = Config.model_construct(**await request.json())',
    'config = Config.construct(port=(await request.json())["port"])',
    'o = config.model_copy()\n    o.port = (await request.json())["port"]\n    return await wait(o.port)',
    'o = config.model_copy()\n    [o.port, z] = await request.json()\n    return await wait(o.port)',
    'o = config.copy()\n    for k, v in (await request.json()).items():\n        setattr(o, k, v)\n    return await wait(o.port)',
    'o = config.copy()\n    o.__dict__.update(await request.json())\n    return await wait(o.port)',
    'more = {"update": await request.json()}\n    o = config.model_copy(**more)\n    return await wait(o.port)',
    'def patched(m, t):\n        return m.copy(update=t)\n    o = patched(config, await request.json())\n    return await wait(o.port)',
  ])('is what is sent: %s', (made) => {
    expect(graveIn(typed(made))).toEqual(['server-side-request-forgery']);
  });

  it('is of its type, which is a text', () => {
    const made = 'config = config.model_copy(update={"url": "x"})';
    expect(graveIn(typed(made, 'int | str'))).toEqual(['server-side-request-forgery']);
  });
});
