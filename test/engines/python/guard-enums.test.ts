import { describe, expect, it } from 'vitest';
import { graveIn } from './twins.ts';

type Rows = readonly (readonly [string, string])[];

/** Nothing critical or high is found. */
const harmless: Rows = [
  [
    'Enum constructor',
    `import os
from enum import Enum
class Kind(Enum):
    A = 'a'
def handler(event, context):
    Kind(event['k'])
    os.system('x ' + event['k'])
`,
  ],
  [
    'Enum constructor assigned',
    `import os
from enum import Enum
class Kind(str, Enum):
    A = 'a-auth'
def ok(kind):
    return kind in os.environ['K']
def handler(event, context):
    k = event['k']
    if not ok(Kind(f"{k}-auth")):
        return None
    os.system('x ' + k)
`,
  ],
  [
    'Enum by name',
    `import os
from enum import Enum
class Kind(Enum):
    A = 'a'
def handler(event, context):
    kind = Kind[event['k']]
    os.system('x ' + event['k'])
`,
  ],
];

/** Twins of them that let through what does harm. */
const grave: Rows = [
  [
    'Enum with _missing_',
    `import os
from enum import Enum
class Kind(Enum):
    A = 'a'
    @classmethod
    def _missing_(cls, value):
        return cls.A
def handler(event, context):
    kind = Kind(event['k'])
    os.system('x ' + event['k'])
`,
  ],
  [
    'Enum in a try that goes on',
    `import os
from enum import Enum
class Kind(Enum):
    A = 'a'
def handler(event, context):
    try:
        kind = Kind(event['k'])
    except ValueError:
        print('unknown')
    os.system('x ' + event['k'])
`,
  ],
  [
    'Enum of another',
    `import os
from enum import Enum
class Kind(Enum):
    A = 'a'
def handler(event, context):
    kind = Kind(event['j'])
    os.system('x ' + event['k'])
`,
  ],
  [
    'class that is no Enum',
    `import os
class Kind:
    def __init__(self, value):
        self.value = value
def handler(event, context):
    kind = Kind(event['k'])
    os.system('x ' + event['k'])
`,
  ],
  [
    'Enum behind or',
    `import os
from enum import Enum
class Kind(Enum):
    A = 'a'
def handler(event, context):
    if event.get('any') or Kind(event['k']):
        os.system('x ' + event['k'])
`,
  ],
  [
    'Enum with two parts',
    `import os
from enum import Enum
class Kind(Enum):
    A = 'a'
def handler(event, context):
    kind = Kind(f"{event['k']}{event['j']}")
    os.system('x ' + event['k'])
`,
  ],
  [
    'Enum of a list',
    `import os
from enum import Enum
class Kind(Enum):
    A = 'a'
def handler(event, context):
    kinds = [Kind(x) for x in event['ks'] if x != event['k']]
    os.system('x ' + event['k'])
`,
  ],
  [
    'fspec',
    `import os
from enum import Enum
class K(Enum):
    A = 'a'
def handler(event, context):
    x = event['x']
    K(f'{x:.1}')
    k = K(f'{x:.1}')
    os.system('run ' + x)
`,
  ],
  [
    'strip arg',
    `import os
from enum import Enum
class K(Enum):
    A = 'a'
def handler(event, context):
    x = event['x']
    k = K(x.strip(';rm -/'))
    os.system('run ' + x)
`,
  ],
  [
    'members of event',
    `import os
from enum import Enum
def handler(event, context):
    class K(str, Enum):
        A = event['allowed']
    k = K(event['x'])
    x = event['x']
    os.system('run ' + x)
`,
  ],
  [
    'members of event2',
    `import os
from enum import Enum
def handler(event, context):
    x = event['x']
    class K(str, Enum):
        A = x
    k = K(x)
    os.system('run ' + x)
`,
  ],
  [
    'missing outside',
    `import os
from enum import Enum
class K(Enum):
    A = 'a'
K._missing_ = classmethod(lambda cls, v: cls.A)
def handler(event, context):
    x = event['x']
    k = K(x)
    os.system('run ' + x)
`,
  ],
  [
    'enum missing mixin',
    `import os
from enum import Enum
from lib import Mixin
class K(Mixin, Enum):
    A = 'a'
def handler(event, context):
    x = event['kind']
    k = K(x)
    os.system('run ' + x)
`,
  ],
  [
    'Enum made where a caller is',
    `import os
from enum import Enum
def handler(event, context):
    if event.get('any'):
        Kind = str
    else:
        class Kind(Enum):
            A = 'a'
    Kind(event['k'])
    os.system('x ' + event['k'])
`,
  ],
];

describe('an enumeration', () => {
  it.each(harmless)('does no harm: %s', (_, source) => {
    expect(graveIn(source)).toEqual([]);
  });
  it.each(grave)('is found: %s', (_, source) => {
    expect(graveIn(source)).not.toEqual([]);
  });
});
