import type { SdkHandler } from './sdk-handlers.ts';

const madeUp = 'the name of the client or its method is made up as it runs';
const handedOn = 'a client is given to code that is not read';
const notFollowed = 'a client may be called where it is not followed';
const loaded = 'a module is loaded whose name is made up as it runs';

/** Clients whose calls stand in what syntax runs, and such as go where no one follows them: never is nothing called. */
export const unfollowedClients: readonly SdkHandler[] = [
  {
    name: 'team-tasks',
    files: {
      'app.py': `
from utils.secrets_manager import SecretsManager
def handler(event, context):
    sm = SecretsManager()
    return sm["TEAMO"]["KEY"]
`,
      'utils/secrets_manager.py': `
import boto3, os
class SecretsManager(dict):
    def __init__(self, region="eu-central-1"):
        session = boto3.session.Session()
        self.client = session.client(service_name="secretsmanager", region_name=region)
    def __getitem__(self, attr):
        r = self.client.get_secret_value(SecretId=os.environ[attr])
        return r
`,
    },
    calls: ['secretsmanager GetSecretValue SecretId=?'],
  },
  {
    name: 'getattr of a table, by the name of an operation',
    files: {
      'app.py': `
import boto3
notes = boto3.resource("dynamodb").Table("notes")
def collect(table, operation):
    return getattr(table, operation)(Limit=10)
def handler(event, context):
    return collect(notes, "query")
`,
    },
    calls: [],
    unresolved: [`dynamodb: ${notFollowed}`],
  },
  {
    name: 'setitem',
    files: {
      'app.py': `
import boto3
class S:
    def __setitem__(self, a, b):
        boto3.client("s3").put_object(Bucket=a)
def handler(event, context):
    s = S()
    s['x'] = 1
`,
    },
    calls: ['s3 PutObject Bucket=?'],
  },
  {
    name: 'iter',
    files: {
      'app.py': `
import boto3
class S:
    def __iter__(self):
        return iter(boto3.client("s3").list_buckets())
def handler(event, context):
    return [x for x in S()]
`,
    },
    calls: ['s3 ListBuckets'],
  },
  {
    name: 'with',
    files: {
      'app.py': `
import boto3
class S:
    def __enter__(self):
        boto3.client("s3").list_buckets()
    def __exit__(self, *a):
        boto3.client("s3").put_object(Bucket='a')
def handler(event, context):
    with S() as s:
        pass
`,
    },
    calls: ['s3 ListBuckets', 's3 PutObject Bucket=a'],
  },
  {
    name: 'call',
    files: {
      'app.py': `
import boto3
class S:
    def __call__(self, x):
        return boto3.client("s3").list_buckets()
s = S()
def handler(event, context):
    return s(1)
`,
    },
    calls: ['s3 ListBuckets'],
  },
  {
    name: 'call given',
    files: {
      'app.py': `
import boto3
class S:
    def __call__(self, x):
        return boto3.client("s3").list_buckets()
def handler(event, context):
    return list(map(S(), [1]))
`,
    },
    calls: ['s3 ListBuckets'],
  },
  {
    name: 'getattr',
    files: {
      'app.py': `
import boto3
class S:
    def __getattr__(self, x):
        return boto3.client("s3").list_buckets()
def handler(event, context):
    return S().foo
`,
    },
    calls: ['s3 ListBuckets'],
  },
  {
    name: 'property',
    files: {
      'app.py': `
import boto3
class S:
    @property
    def foo(self):
        return boto3.client("s3").list_buckets()
def handler(event, context):
    return S().foo
`,
    },
    calls: ['s3 ListBuckets'],
  },
  {
    name: 'cached property',
    files: {
      'app.py': `
import boto3
from functools import cached_property
class S:
    @cached_property
    def client(self):
        return boto3.client("s3")
    @cached_property
    def foo(self):
        return self.client.list_buckets()
def handler(event, context):
    return S().foo
`,
    },
    calls: ['s3 ListBuckets'],
  },
  {
    name: 'setter',
    files: {
      'app.py': `
import boto3
class S:
    @property
    def foo(self):
        return 1
    @foo.setter
    def foo(self, v):
        boto3.client("s3").put_object(Bucket='x')
def handler(event, context):
    s = S()
    s.foo = 3
`,
    },
    calls: ['s3 PutObject Bucket=x'],
  },
  {
    name: 'del',
    files: {
      'app.py': `
import boto3
class S:
    def __del__(self):
        boto3.client("s3").put_object(Bucket='x')
def handler(event, context):
    s = S()
`,
    },
    calls: ['s3 PutObject Bucket=x'],
  },
  {
    name: 'add',
    files: {
      'app.py': `
import boto3
class S:
    def __add__(self, o):
        boto3.client("s3").put_object(Bucket='x')
def handler(event, context):
    s = S() + 1
`,
    },
    calls: ['s3 PutObject Bucket=x'],
  },
  {
    name: 'str',
    files: {
      'app.py': `
import boto3
class S:
    def __str__(self):
        boto3.client("s3").put_object(Bucket='x')
def handler(event, context):
    print(S())
`,
    },
    calls: ['s3 PutObject Bucket=x'],
  },
  {
    name: 'descriptor',
    files: {
      'app.py': `
import boto3
class D:
    def __get__(self, o, t):
        return boto3.client("s3").list_buckets()
class S:
    d = D()
def handler(event, context):
    return S().d
`,
    },
    calls: ['s3 ListBuckets'],
  },
  {
    name: 'metaclass',
    files: {
      'app.py': `
import boto3
class M(type):
    def __call__(cls, *a):
        boto3.client("s3").list_buckets()
        return super().__call__(*a)
    def __getattr__(cls, n):
        return boto3.client("sqs").list_queues()
class S(metaclass=M):
    pass
def handler(event, context):
    S.foo
    return S()
`,
    },
    calls: ['s3 ListBuckets', 'sqs ListQueues'],
  },
  {
    name: 'init_subclass',
    files: {
      'app.py': `
import boto3
class B:
    def __init_subclass__(cls):
        boto3.client("s3").list_buckets()
class S(B):
    pass
def handler(event, context):
    return 1
`,
    },
    calls: ['s3 ListBuckets'],
  },
  {
    name: 'class_getitem',
    files: {
      'app.py': `
import boto3
class B:
    def __class_getitem__(cls, k):
        return boto3.client("s3").list_buckets()
def handler(event, context):
    return B[1]
`,
    },
    calls: ['s3 ListBuckets'],
  },
  {
    name: 'module getattr',
    files: {
      'app.py': `
import lib
def handler(event, context):
    return lib.foo
`,
      'lib.py': `
import boto3
def __getattr__(name):
    return boto3.client("s3").list_buckets()
`,
    },
    calls: ['s3 ListBuckets'],
  },
  {
    name: 'inherited getitem',
    files: {
      'app.py': `
import boto3
class B:
    def __getitem__(self, k):
        return boto3.client("s3").list_buckets()
class S(B):
    pass
def handler(event, context):
    return S()[1]
`,
    },
    calls: ['s3 ListBuckets'],
  },
  {
    name: 'inherited init',
    files: {
      'app.py': `
import boto3
class B:
    def __init__(self):
        self.c = boto3.client("s3")
        self.c.list_buckets()
class S(B):
    pass
def handler(event, context):
    return S()
`,
    },
    calls: ['s3 ListBuckets'],
  },
  {
    name: 'client in dict subclass with update',
    files: {
      'app.py': `
import boto3
class B(dict):
    def __init__(self):
        self.update(c=boto3.client("s3"))
    def go(self):
        self['c'].list_buckets()
def handler(event, context):
    return B().go()
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'setattr',
    files: {
      'app.py': `
import boto3
class B:
    def __init__(self):
        setattr(self, 'c', boto3.client("s3"))
    def go(self):
        self.c.list_buckets()
def handler(event, context):
    return B().go()
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'dict attr',
    files: {
      'app.py': `
import boto3
class B:
    def __init__(self):
        self.__dict__['c'] = boto3.client("s3")
    def go(self):
        self.c.list_buckets()
def handler(event, context):
    return B().go()
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'kwargs',
    files: {
      'app.py': `
import boto3
def make(**kw):
    return boto3.client(**kw)
def handler(event, context):
    return make(service_name='s3').list_buckets()
`,
    },
    calls: [],
    unresolved: [`: ${madeUp}`],
  },
  {
    name: 'dict comp',
    files: {
      'app.py': `
import boto3
C = {n: boto3.client(n) for n in ('s3','sqs')}
def handler(event, context):
    return C['s3'].list_buckets()
`,
    },
    calls: [],
    unresolved: [`: ${madeUp}`],
  },
  {
    name: 'getattr call',
    files: {
      'app.py': `
import boto3
def handler(event, context):
    return getattr(boto3.client('s3'), event['x'])()
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'method kept in a dict',
    files: {
      'app.py': `
import boto3
s3 = boto3.client('s3')
T = {'a': s3.list_buckets}
def handler(event, context):
    return T['a']()
`,
    },
    calls: ['s3 ListBuckets'],
  },
  {
    name: 'method given',
    files: {
      'app.py': `
import boto3
s3 = boto3.client('s3')
def call(f):
    return f()
def handler(event, context):
    return call(s3.list_buckets)
`,
    },
    calls: ['s3 ListBuckets'],
  },
  {
    name: 'partial',
    files: {
      'app.py': `
import boto3, functools
s3 = boto3.client('s3')
f = functools.partial(s3.get_object, Bucket='x')
def handler(event, context):
    return f(Key='x')
`,
    },
    calls: ['s3 GetObject'],
  },
  {
    name: 'thread',
    files: {
      'app.py': `
import boto3, threading
s3 = boto3.client('s3')
def handler(event, context):
    threading.Thread(target=s3.list_buckets).start()
`,
    },
    calls: ['s3 ListBuckets'],
  },
  {
    name: 'executor',
    files: {
      'app.py': `
import boto3, concurrent.futures as cf
s3 = boto3.client('s3')
def handler(event, context):
    with cf.ThreadPoolExecutor() as e:
        e.submit(s3.get_object, Bucket='a', Key='b')
        list(e.map(lambda k: s3.head_object(Bucket='a', Key=k), [1]))
`,
    },
    calls: ['s3 GetObject', 's3 HeadObject Bucket=a'],
  },
  {
    name: 'global in function',
    files: {
      'app.py': `
import boto3
s3 = None
def init():
    global s3
    s3 = boto3.client('s3')
def handler(event, context):
    init()
    s3.list_buckets()
`,
    },
    calls: ['s3 ListBuckets'],
  },
  {
    name: 'global cache dict',
    files: {
      'app.py': `
import boto3
cache = {}
def get(n):
    if n not in cache:
        cache[n] = boto3.client(n)
    return cache[n]
def handler(event, context):
    get('s3').list_buckets()
`,
    },
    calls: ['s3 ListBuckets'],
  },
  {
    name: 'nonlocal',
    files: {
      'app.py': `
import boto3
def outer():
    c = None
    def inner():
        nonlocal c
        c = boto3.client('s3')
        return c
    inner()
    c.list_buckets()
def handler(event, context):
    outer()
`,
    },
    calls: ['s3 ListBuckets'],
  },
  {
    name: 'default param',
    files: {
      'app.py': `
import boto3
def go(c=boto3.client('s3')):
    c.list_buckets()
def handler(event, context):
    go()
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'kwonly',
    files: {
      'app.py': `
import boto3
def go(*, c):
    c.list_buckets()
def handler(event, context):
    go(c=boto3.client('s3'))
`,
    },
    calls: ['s3 ListBuckets'],
  },
  {
    name: 'kw spread',
    files: {
      'app.py': `
import boto3
def go(c):
    c.list_buckets()
def handler(event, context):
    go(**{'c': boto3.client('s3')})
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'star spread',
    files: {
      'app.py': `
import boto3
def go(c):
    c.list_buckets()
def handler(event, context):
    go(*[boto3.client('s3')])
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'kwargs collected',
    files: {
      'app.py': `
import boto3
def go(**kw):
    kw['c'].list_buckets()
def handler(event, context):
    go(c=boto3.client('s3'))
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'args collected',
    files: {
      'app.py': `
import boto3
def go(*a):
    a[0].list_buckets()
def handler(event, context):
    go(boto3.client('s3'))
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'namedtuple',
    files: {
      'app.py': `
import boto3
from collections import namedtuple
C = namedtuple('C', 's3 sqs')
def handler(event, context):
    c = C(boto3.client('s3'), boto3.client('sqs'))
    c.s3.list_buckets()
`,
    },
    calls: [],
    unresolved: [`s3: ${handedOn}`, `s3: ${notFollowed}`, `sqs: ${handedOn}`],
  },
  {
    name: 'dataclass',
    files: {
      'app.py': `
import boto3
from dataclasses import dataclass, field
@dataclass
class C:
    s3: object = field(default_factory=lambda: boto3.client('s3'))
def handler(event, context):
    C().s3.list_buckets()
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'dataclass given',
    files: {
      'app.py': `
import boto3
from dataclasses import dataclass
@dataclass
class C:
    s3: object
def handler(event, context):
    C(boto3.client('s3')).s3.list_buckets()
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'SimpleNamespace',
    files: {
      'app.py': `
import boto3
from types import SimpleNamespace
def handler(event, context):
    c = SimpleNamespace(s3=boto3.client('s3'))
    c.s3.list_buckets()
`,
    },
    calls: [],
    unresolved: [`s3: ${handedOn}`, `s3: ${notFollowed}`],
  },
  {
    name: 'contextmanager',
    files: {
      'app.py': `
import boto3
from contextlib import contextmanager
@contextmanager
def cli():
    yield boto3.client('s3')
def handler(event, context):
    with cli() as c:
        c.list_buckets()
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'generator',
    files: {
      'app.py': `
import boto3
def cli():
    yield boto3.client('s3')
def handler(event, context):
    for c in cli():
        c.list_buckets()
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'singleton new',
    files: {
      'app.py': `
import boto3
class S:
    _i = None
    def __new__(cls):
        if cls._i is None:
            cls._i = super().__new__(cls)
            cls._i.c = boto3.client('s3')
        return cls._i
    def go(self):
        return self.c.list_buckets()
def handler(event, context):
    return S().go()
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'class attr set',
    files: {
      'app.py': `
import boto3
class S:
    c = None
    @classmethod
    def init(cls):
        cls.c = boto3.client('s3')
    @staticmethod
    def go():
        return S.c.list_buckets()
def handler(event, context):
    S.init()
    S.go()
`,
    },
    calls: ['s3 ListBuckets'],
  },
  {
    name: 'function attr',
    files: {
      'app.py': `
import boto3
def f():
    f.c.list_buckets()
f.c = boto3.client('s3')
def handler(event, context):
    f()
`,
    },
    calls: ['s3 ListBuckets'],
  },
  {
    name: 'own decorator',
    files: {
      'app.py': `
import boto3
def inject(f):
    def w(event, context):
        return f(event, context, boto3.client('s3'))
    return w
@inject
def handler(event, context, c):
    c.list_buckets()
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'own decorator kw',
    files: {
      'app.py': `
import boto3
def inject(f):
    def w(*args, **kw):
        kw['c'] = boto3.client('s3')
        return f(*args, **kw)
    return w
@inject
def handler(event, context, c=None):
    c.list_buckets()
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'context attr',
    files: {
      'app.py': `
import boto3
def handler(event, context):
    context.c = boto3.client('s3')
    go(context)
def go(ctx):
    ctx.c.list_buckets()
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'event dict',
    files: {
      'app.py': `
import boto3
def handler(event, context):
    event['c'] = boto3.client('s3')
    go(event)
def go(ctx):
    ctx['c'].list_buckets()
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'map',
    files: {
      'app.py': `
import boto3
a, b = map(boto3.client, ('s3', 'sqs'))
def handler(event, context):
    a.list_buckets()
`,
    },
    calls: [],
    unresolved: [`: ${madeUp}`],
  },
  {
    name: 'session subscripts',
    files: {
      'app.py': `
import boto3
class A:
    def __init__(self, session=None):
        self.session = session or boto3.Session()
    def client(self, name):
        return self.session.client(name)
def handler(event, context):
    A().client('s3').list_buckets()
`,
    },
    calls: ['s3 ListBuckets'],
  },
  {
    name: 'eval',
    files: {
      'app.py': `
import boto3
def handler(event, context):
    exec("boto3.client('s3').list_buckets()")
`,
    },
    calls: [],
  },
  {
    name: 'match',
    files: {
      'app.py': `
import boto3
def handler(event, context):
    match {'c': boto3.client('s3')}:
        case {'c': c}:
            c.list_buckets()
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'setdefault',
    files: {
      'app.py': `
import boto3
CL = {}
def handler(event, context):
    CL.setdefault('s3', boto3.client('s3')).list_buckets()
`,
    },
    calls: [],
    unresolved: [`s3: ${handedOn}`, `s3: ${notFollowed}`],
  },
  {
    name: 'appended',
    files: {
      'app.py': `
import boto3
L = []
L.append(boto3.client('s3'))
def handler(event, context):
    for c in L:
        c.list_buckets()
    L[0].list_buckets()
`,
    },
    calls: [],
    unresolved: [`s3: ${handedOn}`, `s3: ${notFollowed}`],
  },
  {
    name: 'client unused',
    files: {
      'app.py': `
import boto3
s3 = boto3.client('s3')
def handler(event, context):
    return 1
`,
    },
    calls: [],
  },
  {
    name: 'client used in dead function',
    files: {
      'app.py': `
import boto3
s3 = boto3.client('s3')
def unused():
    s3.list_buckets()
def handler(event, context):
    return 1
`,
    },
    calls: [],
  },
  {
    name: 'own session',
    files: {
      'app.py': `
import boto3
class S(boto3.Session):
    pass
def handler(event, context):
    S().client('s3').list_buckets()
`,
    },
    calls: ['s3 ListBuckets'],
  },
  {
    name: 'private session',
    files: {
      'app.py': `
import boto3
def handler(event, context):
    boto3.session.Session()._session.create_client('s3').list_buckets()
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'default session',
    files: {
      'app.py': `
import boto3
def handler(event, context):
    boto3.DEFAULT_SESSION.client('s3').list_buckets()
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'session param',
    files: {
      'app.py': `
import boto3
class R:
    def __init__(self, deps):
        self.c = deps.session.client('s3')
    def go(self):
        self.c.list_buckets()
def handler(event, context):
    R(event['x']).go()
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'aio',
    files: {
      'app.py': `
import aioboto3
async def go():
    session = aioboto3.Session()
    async with session.client('s3') as s3:
        await s3.list_buckets()
    async with session.resource('dynamodb') as d:
        t = await d.Table('x')
        await t.get_item(Key={})
def handler(event, context):
    import asyncio
    asyncio.run(go())
`,
    },
    calls: ['dynamodb GetItem TableName=x', 's3 ListBuckets'],
  },
  {
    name: 'type',
    files: {
      'app.py': `
import boto3
T = type('T', (), {'c': boto3.client('s3')})
def handler(event, context):
    T().c.list_buckets()
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'unknown callee',
    files: {
      'app.py': `
import boto3
s3 = boto3.client('s3')
def handler(event, context):
    context.x(s3)
`,
    },
    calls: [],
    unresolved: [`s3: ${handedOn}`],
  },
  {
    name: 'subscripted callee',
    files: {
      'app.py': `
import boto3
s3 = boto3.client('s3')
def handler(event, context):
    context['x'](s3)
`,
    },
    calls: [],
    unresolved: [`s3: ${handedOn}`],
  },
  {
    name: 'foreign method',
    files: {
      'app.py': `
import boto3, somelib
s3 = boto3.client('s3')
def handler(event, context):
    somelib.a().b(client=s3)
`,
    },
    calls: [],
    unresolved: [`s3: ${handedOn}`],
  },
  {
    name: 'foreign in list',
    files: {
      'app.py': `
import boto3, somelib
s3 = boto3.client('s3')
def handler(event, context):
    somelib.a([s3])
    somelib.a({'c': s3})
`,
    },
    calls: [],
    unresolved: [`s3: ${handedOn}`],
  },
  {
    name: 'foreign attr',
    files: {
      'app.py': `
import boto3, somelib
somelib.client = boto3.client('s3')
def handler(event, context):
    somelib.go()
`,
    },
    calls: [],
    unresolved: [`s3: ${handedOn}`],
  },
  {
    name: 'foreign session',
    files: {
      'app.py': `
import boto3, somelib
def handler(event, context):
    somelib.go(session=boto3.Session())
`,
    },
    calls: [],
    unresolved: [`: ${handedOn}`],
  },
  {
    name: 'foreign subclass with self client',
    files: {
      'app.py': `
import somelib, boto3
class X(somelib.Base):
    def __init__(self):
        self.client = boto3.client('s3')
def handler(event, context):
    X().run()
`,
    },
    calls: [],
    unresolved: [`s3: ${handedOn}`],
  },
  {
    name: 'kwargs spread into foreign',
    files: {
      'app.py': `
import boto3, somelib
def handler(event, context):
    somelib.go(**{'c': boto3.client('s3')})
`,
    },
    calls: [],
    unresolved: [`s3: ${handedOn}`],
  },
  {
    name: 'own registry',
    files: {
      'app.py': `
import boto3
H = {}
def register(name):
    def deco(f):
        H[name] = f
        return f
    return deco
@register('a')
def a(event):
    boto3.client('s3').list_buckets()
def handler(event, context):
    return H[event['x']](event)
`,
    },
    calls: ['s3 ListBuckets'],
  },
  {
    name: 'own registry plain',
    files: {
      'app.py': `
import boto3
H = []
def register(f):
    H.append(f)
    return f
@register
def a(event):
    boto3.client('s3').list_buckets()
def handler(event, context):
    for h in H: h(event)
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'getattr self dispatch',
    files: {
      'app.py': `
import boto3
class D:
    def handle_a(self):
        boto3.client('s3').list_buckets()
    def go(self, x):
        return getattr(self, 'handle_' + x)()
def handler(event, context):
    return D().go(event['x'])
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'globals dispatch',
    files: {
      'app.py': `
import boto3
def handle_a():
    boto3.client('s3').list_buckets()
def handler(event, context):
    return globals()['handle_' + event['x']]()
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'module dispatch',
    files: {
      'app.py': `
import lib
def handler(event, context):
    return getattr(lib, event['x'])()
`,
      'lib.py': `
import boto3
def go():
    boto3.client('s3').list_buckets()
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'sys.modules',
    files: {
      'app.py': `
import boto3, sys
def go():
    boto3.client('s3').list_buckets()
def handler(event, context):
    return getattr(sys.modules[__name__], event['x'])()
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'import computed',
    files: {
      'app.py': `
import importlib
def handler(event, context):
    return importlib.import_module('tasks.' + event['x']).run()
`,
    },
    calls: [],
    unresolved: [`: ${loaded}`],
  },
  {
    name: 'subclasses registry',
    files: {
      'app.py': `
import boto3
class Base:
    pass
class A(Base):
    def __init__(self):
        self.c = boto3.client('s3')
    def run(self):
        self.c.list_buckets()
def handler(event, context):
    for s in Base.__subclasses__():
        s().run()
`,
    },
    calls: ['s3 ListBuckets'],
  },
  {
    name: 'init_subclass registry',
    files: {
      'app.py': `
import boto3
class Base:
    R = {}
    def __init_subclass__(cls, **kw):
        Base.R[cls.__name__] = cls
class A(Base):
    def __init__(self):
        boto3.client('s3').list_buckets()
def handler(event, context):
    Base.R[event['x']]()
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'class decorator registry',
    files: {
      'app.py': `
import boto3
R = {}
def reg(c):
    R[c.__name__] = c
    return c
@reg
class A:
    def __init__(self):
        boto3.client('s3').list_buckets()
def handler(event, context):
    R[event['x']]()
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'methodcaller',
    files: {
      'app.py': `
import boto3, operator
def handler(event, context):
    operator.methodcaller('list_buckets')(boto3.client('s3'))
`,
    },
    calls: [],
    unresolved: [`s3: ${handedOn}`, `s3: ${notFollowed}`],
  },
  {
    name: 'raw',
    files: {
      'app.py': `
import boto3
def handler(event, context):
    boto3.client('s3')._make_api_call('ListBuckets', {})
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'resource obj in dataclass',
    files: {
      'app.py': `
import boto3
from dataclasses import dataclass
@dataclass
class B:
    o: object
def handler(event, context):
    b = B(boto3.resource('s3').Object('a', 'b'))
    b.o.get()['Body']
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'resource put',
    files: {
      'app.py': `
import boto3
from dataclasses import dataclass
@dataclass
class B:
    o: object
def handler(event, context):
    b = B(boto3.resource('s3').Object('a', 'b'))
    b.o.put(Body=b'')
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'resource all',
    files: {
      'app.py': `
import boto3
from dataclasses import dataclass
@dataclass
class B:
    o: object
def handler(event, context):
    b = B(boto3.resource('s3').Bucket('a'))
    for x in b.o.objects.all(): x
    b.o.upload_file('a', 'b')
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'batch writer',
    files: {
      'app.py': `
import boto3
from dataclasses import dataclass
@dataclass
class B:
    t: object
def handler(event, context):
    b = B(boto3.resource('dynamodb').Table('a'))
    with b.t.batch_writer() as w:
        w.put_item(Item={})
`,
    },
    calls: [],
    unresolved: [`dynamodb: ${notFollowed}`],
  },
  {
    name: 'setattr fields loop',
    files: {
      'app.py': `
import boto3
class C:
    def __init__(self):
        for n in ('s3', 'sqs'):
            setattr(self, n, boto3.client(n))
    def go(self): self.s3.list_buckets()
def handler(event, context):
    C().go()
`,
    },
    calls: [],
    unresolved: [`: ${madeUp}`],
  },
  {
    name: 'partial maker',
    files: {
      'app.py': `
import boto3, functools
make = functools.partial(boto3.client, region_name='eu-west-1')
def handler(event, context):
    make('s3').list_buckets()
`,
    },
    calls: ['s3 ListBuckets'],
    unresolved: [`: ${madeUp}`],
  },
  {
    name: 'partial maker named',
    files: {
      'app.py': `
import boto3, functools
make = functools.partial(boto3.client, 's3')
def handler(event, context):
    make().list_buckets()
`,
    },
    calls: [],
    unresolved: [`: ${madeUp}`],
  },
  {
    name: 'maker default param',
    files: {
      'app.py': `
import boto3
def go(make=boto3.client):
    make('s3').list_buckets()
def handler(event, context):
    go()
`,
    },
    calls: [],
    unresolved: [`: ${madeUp}`],
  },
  {
    name: 'maker attribute',
    files: {
      'app.py': `
import boto3
class S:
    make = staticmethod(boto3.client)
    def go(self):
        return self.make('s3').list_buckets()
def handler(event, context):
    S().go()
`,
    },
    calls: ['s3 ListBuckets'],
    unresolved: [`: ${madeUp}`],
  },
  {
    name: 'maker getattr',
    files: {
      'app.py': `
import boto3
def handler(event, context):
    getattr(boto3, event['k'])('s3').list_buckets()
`,
    },
    calls: [],
    unresolved: [`: ${notFollowed}`],
  },
  {
    name: 'annotated param',
    files: {
      'app.py': `
from mypy_boto3_s3 import S3Client
import boto3
def make() -> S3Client:
    return boto3.client('s3')
class R:
    def __init__(self, c: S3Client): self.c = c
    def go(self): self.c.list_buckets()
D = {'c': make()}
def handler(event, context):
    R(**D).go()
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'redis publish no noise',
    files: {
      'app.py': `
import boto3, redis
sns = boto3.client('sns')
r = redis.Redis()
def handler(event, context):
    r.publish('a', 'b')
    sns.publish(TopicArn='a')
`,
    },
    calls: ['sns Publish TopicArn=a'],
  },
  {
    name: 'pydantic-ish no noise',
    files: {
      'app.py': `
import boto3
ddb = boto3.resource('dynamodb').Table('x')
class Repo:
    def get_item(self, k): return ddb.get_item(Key=k)
    def query(self, k): return 1
def handler(event, context):
    r = Repo()
    r.query(1)
    return r.get_item(event['k'])
`,
    },
    calls: ['dynamodb GetItem TableName=x'],
  },
  {
    name: 'event get no noise',
    files: {
      'app.py': `
import boto3
s3 = boto3.resource('s3')
def handler(event, context):
    x = event.get('a').get('b')
    event['z'].copy()
    event['q'].update({})
    for a in event['x'].all(): pass
    s3.Object('a', 'b').get()
`,
    },
    calls: ['s3 GetObject Bucket=a'],
  },
  {
    name: 'unused decorated',
    files: {
      'app.py': `
import boto3
from somelib import timer
@timer
def a():
    boto3.client('s3').list_buckets()
def handler(event, context):
    return 1
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'staticmethod unused',
    files: {
      'app.py': `
import boto3
class A:
    @staticmethod
    def a():
        boto3.client('s3').list_buckets()
def handler(event, context):
    A
    return 1
`,
    },
    calls: [],
  },
  {
    name: 'method overridden in two subclasses',
    files: {
      'app.py': `
import boto3
class A:
    def go(self): return self.step()
    def step(self): raise NotImplementedError
class B(A):
    def step(self): return boto3.client('s3').list_buckets()
class C(A):
    pass
def handler(event, context):
    C().go()
    return B().go()
`,
    },
    calls: [],
    unresolved: [`s3: ${notFollowed}`],
  },
  {
    name: 'method overridden in subclass',
    files: {
      'app.py': `
import boto3
class A:
    def go(self): return self.step()
    def step(self): raise NotImplementedError
class B(A):
    def step(self): return boto3.client('s3').list_buckets()
def handler(event, context):
    return B().go()
`,
    },
    calls: ['s3 ListBuckets'],
  },
  {
    name: 'abstract with many',
    files: {
      'app.py': `
import boto3, abc
class A(abc.ABC):
    @abc.abstractmethod
    def step(self): ...
class B(A):
    def step(self): return boto3.client('s3').list_buckets()
class C(A):
    def step(self): return boto3.client('sqs').list_queues()
def pick(x): 
    return B() if x else load(x)
def load(x): return {'c': C}[x]()
def handler(event, context):
    return pick(event).step()
`,
    },
    calls: ['s3 ListBuckets', 'sqs ListQueues'],
  },
];
