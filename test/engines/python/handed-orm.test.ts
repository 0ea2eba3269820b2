import { describe, expect, it } from 'vitest';
import { findHandedOut } from '../../../functions/engines/python/handed-out/find-handed-out.ts';

const MODEL = `class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    email = db.Column(db.String)
    password = db.Column(db.String)
    def to_dict(self):
        return {'id': self.id, 'password': self.password}
    def shown(self):
        return {'id': self.id, 'email': self.email}
    def hashed(self):
        return {'password': mask(self.password)}
    def as_dict(self):
        return {c.name: getattr(self, c.name) for c in self.__table__.columns}
`;
const ALL = '[u.to_dict() for u in User.query.all()]';

interface Parts {
  readonly model?: string;
  readonly before?: string;
  readonly beside?: string;
}

/** Of Flask, with models in a file of their own. */
function flask(answer: string, { model = MODEL, before = '', beside = '' }: Parts = {}) {
  return handedBy({
    'models.py': `from db import db\n${model}`,
    'db.py': 'from flask_sqlalchemy import SQLAlchemy\ndb = SQLAlchemy()\n',
    'app.py': `from flask import Flask, jsonify, request
from db import db
from models import User
from sqlalchemy import select
app = Flask(__name__)
${beside}
@app.route('/users')
def users():
${before}    return jsonify(${answer})
def handler(event, context):
    return serve(app, event, context)
`,
  });
}

/** Of FastAPI, whose routes answer objects as they are. */
function fastApi(
  answer: string,
  decorated = "'/users'",
  model = 'User(Base)',
  returns = '',
  { app = 'FastAPI()', included = '' } = {},
) {
  const of = included === '' ? 'app' : 'router';
  return handedBy({
    'app.py': `from fastapi import APIRouter, FastAPI, Depends
from mangum import Mangum
from sqlalchemy import Column, String, select
from sqlalchemy.orm import Session, declarative_base
from sqlmodel import SQLModel, Field
Base = declarative_base()
class ${model}:
    id: int = Field(default=None, primary_key=True)
    email = Column(String)
    password: str = Field()
def get_db():
    db = Session()
    yield db
def helped():
    get_db()
app = ${app}
@${of}.get(${decorated})
def users(db: Session = Depends(get_db))${returns}:
    return ${answer}
${included}
handler = Mangum(app)
`,
  });
}

function handedBy(files: Readonly<Record<string, string>>) {
  return findHandedOut({ files: new Map(Object.entries(files)), handler: 'app.handler' }).map(
    ({ kind, named, of = '' }) => `${kind} ${named} ${of}`.trim(),
  );
}

describe('users of SQLAlchemy are handed out with their passwords', () => {
  it.each<[string, string, Parts]>([
    ['by a method', ALL, {}],
    ['by a method for all columns', '[u.as_dict() for u in User.query.all()]', {}],
    ['by a session', '[u.to_dict() for u in db.session.query(User).filter_by(age=1).all()]', {}],
    [
      'by a statement',
      '[u.to_dict() for u in db.session.execute(select(User).order_by(User.id)).scalars().all()]',
      {},
    ],
    ['by scalars', '[u.to_dict() for u in db.session.scalars(select(User)).all()]', {}],
    ['one', 'User.query.filter_by(id=1).first().to_dict()', {}],
    ['one by its number', 'db.session.get(User, 1).to_dict()', {}],
    ['one of a model', 'User.query.get(1).to_dict()', {}],
    ['field by field', "[{'id': u.id, 'password': u.password} for u in User.query.all()]", {}],
    ['in an object', `{'users': ${ALL}}`, {}],
    [
      'in a loop',
      "{'users': found}",
      {
        before:
          '    found = []\n    for u in User.query.all():\n        found.append(u.to_dict())\n',
      },
    ],
    [
      'in a loop, field by field',
      "{'users': found}",
      {
        before:
          "    found = []\n    for u in User.query.all():\n        data = {}\n        data['id'] = u.id\n        data['password'] = u.password\n        found.append(data)\n",
      },
    ],
    [
      'by a schema of the model',
      'schema.dump(User.query.all())',
      {
        beside:
          'from flask_marshmallow import Marshmallow\nma = Marshmallow(app)\nclass UserSchema(ma.SQLAlchemyAutoSchema):\n    class Meta:\n        model = User\nschema = UserSchema(many=True)\n',
      },
    ],
    [
      'by a schema that lists it',
      'schema.dump(User.query.all())',
      {
        beside:
          "from flask_marshmallow import Marshmallow\nma = Marshmallow(app)\nclass UserSchema(ma.Schema):\n    class Meta:\n        fields = ('id', 'password')\nschema = UserSchema(many=True)\n",
      },
    ],
  ])('is seen: %s', (_, answer, parts) => {
    expect(flask(answer, parts)).toEqual(['credentials all']);
  });

  it.each<[string, string, Parts]>([
    ['by a method without them', '[u.shown() for u in User.query.all()]', {}],
    ['by one that covers them', '[u.hashed() for u in User.query.all()]', {}],
    ['by one that is not there', '[u.other() for u in User.query.all()]', {}],
    ['field by field, without', "[{'id': u.id} for u in User.query.all()]", {}],
    ['as they are, which fails', 'User.query.all()', {}],
    ['some columns', '[u.to_dict() for u in db.session.query(User.id, User.email).all()]', {}],
    ['how many', 'User.query.count()', {}],
    [
      'a model without one',
      ALL,
      { model: MODEL.replace('    password = db.Column(db.String)\n', '') },
    ],
    [
      'to who is known',
      ALL,
      { before: "    if request.headers['x-key'] != KEY:\n        return 'no', 401\n" },
    ],
    [
      'by a schema that leaves it out',
      'schema.dump(User.query.all())',
      {
        beside:
          "from flask_marshmallow import Marshmallow\nma = Marshmallow(app)\nclass UserSchema(ma.SQLAlchemyAutoSchema):\n    class Meta:\n        model = User\n        exclude = ('password',)\nschema = UserSchema(many=True)\n",
      },
    ],
    [
      'by a schema that only loads it',
      'schema.dump(User.query.all())',
      {
        beside:
          'from flask_marshmallow import Marshmallow\nma = Marshmallow(app)\nclass UserSchema(ma.SQLAlchemyAutoSchema):\n    password = ma.String(load_only=True)\n    class Meta:\n        model = User\nschema = UserSchema(many=True)\n',
      },
    ],
    [
      'by a schema that is asked for some',
      'schema.dump(User.query.all())',
      {
        beside:
          "from flask_marshmallow import Marshmallow\nma = Marshmallow(app)\nclass UserSchema(ma.SQLAlchemyAutoSchema):\n    class Meta:\n        model = User\nschema = UserSchema(many=True, only=('id',))\n",
      },
    ],
  ])('is not: %s', (_, answer, parts) => {
    expect(flask(answer, parts)).toEqual([]);
  });

  it.each([
    ['as they are', fastApi('db.query(User).all()')],
    [
      'as they are, by a list',
      fastApi('db.query(User).all()', "'/users'", 'User(Base)', ' -> list'),
    ],
    [
      'by the table itself',
      fastApi(
        'db.exec(select(User)).all()',
        "'/users', response_model=list[User]",
        'User(SQLModel, table=True)',
      ),
    ],
  ])('is seen of FastAPI: %s', (_, found) => {
    expect(found).toEqual(['credentials all']);
  });

  it.each([
    ['by another model', fastApi('db.query(User).all()', "'/users', response_model=list[UserOut]")],
    [
      'by another model that it returns',
      fastApi('db.query(User).all()', "'/users'", 'User(Base)', ' -> list[UserOut]'),
    ],
    [
      'without some fields',
      fastApi('db.query(User).all()', "'/users', response_model_exclude=HIDDEN"),
    ],
    ['made into another', fastApi('[UserOut.from_orm(u) for u in db.query(User).all()]')],
  ])('is not of FastAPI: %s', (_, found) => {
    expect(found).toEqual([]);
  });
});

describe('what stands before all routes of an application, or of a router, may ask', () => {
  const asking = 'dependencies=[Depends(verify)]';

  it.each<[string, string, string, string]>([
    ['of the application', `FastAPI(${asking})`, 'APIRouter()', 'router'],
    ['by a helper of it', 'FastAPI(dependencies=[Depends(helped)])', 'APIRouter()', 'router'],
    ['of the router', 'FastAPI()', `APIRouter(${asking})`, 'router'],
    ['where it is included', 'FastAPI()', 'APIRouter()', `router, ${asking}`],
    ['where one that is not seen is', 'FastAPI()', 'APIRouter()', `other.router, ${asking}`],
  ])('is not, by what it depends on: %s', (_, app, router, included) => {
    expect(routed(app, router, included)).toEqual([]);
  });

  it.each<[string, string, string, string]>([
    ['nothing', 'FastAPI()', 'APIRouter()', 'router'],
    ['a session', 'FastAPI(dependencies=[Depends(get_db)])', 'APIRouter()', 'router'],
    ['another router', 'FastAPI()', 'APIRouter()', `APIRouter(), ${asking}`],
  ])('is seen, by %s', (_, app, router, included) => {
    expect(routed(app, router, included)).toEqual(['credentials all']);
  });

  function routed(app: string, router: string, included: string): readonly string[] {
    return fastApi('db.query(User).all()', "'/users'", 'User(Base)', '', {
      app: `${app}\nrouter = ${router}`,
      included: `app.include_router(${included})`,
    });
  }
});

describe('what is kept of people is handed out', () => {
  const model = MODEL.replaceAll('password', 'phone');
  const answer = ALL.replace('to_dict', 'as_dict');

  it('is all of it', () => {
    expect(flask(answer, { model })).toEqual(['records all User']);
  });

  it.each([
    ['some', answer.replace('.all()', '.filter_by(id=1).all()')],
    ['one', '[User.query.first().as_dict()]'],
  ])('is not %s', (_, some) => {
    expect(flask(some, { model })).toEqual([]);
  });
});
