import { describe, expect, it } from 'vitest';
import { found, handlerOf, weaknessesIn } from './weaknesses-in.ts';

/** That of the kind. */
const usual = undefined;

const path = 'from pathlib import Path\nBASE = Path("/srv")\n';
const kept = (more: string, last = 'self.META') =>
  `${path}class Files:\n    META = "files.json"\n${more}    def load(self, x, y):\n        return (BASE / x / ${last}).read_text()\n`;
const load = "Files().load(event['x'], event['y'])";
const parts = `${path}def of(x, *parts):\n    return (BASE / x).joinpath(*parts)\n`;
const newest = (set: string, first = 'None') =>
  `found = ${first}\nfor folder in BASE.iterdir():\n    one = folder / event['x'] / ${set}\n    if one.exists():\n        found = one\n        break\nif not found:\n    return\nopen(found)`;

describe('a path that ends with a name of the code', () => {
  it.each([
    ['that a class keeps', 'medium', handlerOf(kept(''), load)],
    [
      'that a class keeps, and an object may keep otherwise',
      usual,
      handlerOf(kept('    def name(self, x):\n        self.META = x\n'), load),
    ],
    [
      'that a class keeps, and other code sets',
      usual,
      handlerOf(kept(''), `files = Files()\nfiles.META = event['y']\nfiles.load(event['x'], '')`),
    ],
    [
      'that a class keeps, and setattr sets',
      usual,
      handlerOf(kept(''), `setattr(Files, 'META', event['y'])\n${load}`),
    ],
    [
      'that a class below keeps otherwise',
      usual,
      handlerOf(
        `${kept('')}class Others(Files):\n    META = ".."\n`,
        'Others().load(event["x"], "")',
      ),
    ],
    ['that a class keeps, of a folder', usual, handlerOf(kept('', 'self.META / y'), load)],
    [
      'that stands in a tuple',
      'medium',
      handlerOf(`${path}`, "BASE.joinpath(*(event['x'], 'a.json')).read_text()"),
    ],
    [
      'that a call gives among others',
      'medium',
      handlerOf(parts, "of(event['x'], 'tools', 'a.json').read_text()"),
    ],
    [
      'that one of the calls gives',
      'medium',
      handlerOf(parts, "of('a', event['y'])\nof(event['x'], 'a.json').read_text()"),
    ],
    [
      'that another call gives',
      usual,
      handlerOf(parts, "of('a', 'a.json')\nof(event['x'], 'tools', event['y']).read_text()"),
    ],
    [
      'that a call gives before a list',
      usual,
      handlerOf(parts, "of(event['x'], 'a.json', *event['y']).read_text()"),
    ],
    [
      'that a parameter is in each call',
      'medium',
      handlerOf(
        `${path}def load(x, name):\n    return open(BASE / x / name)\n`,
        "load(event['x'], 'a.json')\nload(event['x'], 'b.json')",
      ),
    ],
    [
      'that a parameter is in one call',
      usual,
      handlerOf(
        `${path}def load(x, name):\n    return open(BASE / x / name)\n`,
        "load(event['x'], 'a.json')\nload(event['x'], event['y'])",
      ),
    ],
    ['of what is None, or found in a loop', 'medium', handlerOf(path, newest("'a.json'"))],
    [
      'of what is found in a loop, or another',
      usual,
      handlerOf(path, newest("'a.json'", "event['y']")),
    ],
    ['of what is found in a loop under any', usual, handlerOf(path, newest("event['y']"))],
    [
      'of either branch',
      'medium',
      handlerOf(
        path,
        "open(BASE / event['x'] / 'a.json' if event['y'] else BASE / event['x'] / 'b.json')",
      ),
    ],
    [
      'of one branch',
      usual,
      handlerOf(path, "open(BASE / event['x'] / 'a.json' if event['y'] else BASE / event['x'])"),
    ],
  ])('%s', (_, severity, source) => {
    expect(weaknessesIn(source).map((each) => [each.kind, each.severity])).toEqual([
      ['path-traversal', severity],
    ]);
  });

  it.each([
    ['is imported', 'from names import META', 'META', 'META = "files.json"\n', 'medium'],
    ['is that of a module', 'import names', 'names.META', 'META = "files.json"\n', 'medium'],
    [
      'is imported, and not always the same',
      'from names import META',
      'META',
      'META = "files.json"\nif X:\n    META = ".."\n',
      usual,
    ],
    [
      'is that of a module, and set',
      'import names\ndef name(x):\n    names.META = x\n',
      'names.META',
      'META = "files.json"\n',
      usual,
    ],
  ])('that %s', (_, imports, name, names, severity) => {
    const app = handlerOf(
      `import os\n${imports}`,
      `open(os.path.join('/srv', event['x'], ${name}))`,
    );

    const { weaknesses } = found({ 'app.py': app, 'names.py': names });

    expect(weaknesses.map((each) => each.severity)).toEqual([severity]);
  });
});

describe('a path with an ending of the code', () => {
  it.each([
    ["open('/srv/' + event['x'] + '.html')", 'medium'],
    ["open('/srv/' + event['x'] + '.meta.json')", 'medium'],
    ["open('/srv/' + event['x'] + '.env.local')", usual],
    ["open('/srv/' + event['x'] + '.json')", usual],
    ["open('/srv/' + event['x'] + '.xml')", usual],
    ["open('/srv/' + event['x'] + '.zip')", usual],
    ["Path(event['x']).with_suffix('.css').read_text()", 'medium'],
    ["Path(event['x']).with_suffix('.json').read_text()", usual],
    ["Path(event['x']).with_suffix('').read_text()", usual],
    ["Path(event['x']).with_suffix(event['y']).read_text()", usual],
    ["Path(event['x']).with_name('a.json').read_text()", 'medium'],
    ["Path(event['x']).with_name(event['y']).read_text()", usual],
    // Pictures and documents, where the function brought or made them.
    ["open('/tmp/' + event['x'] + '.png')", 'medium'],
    ["open('/var/task/' + event['x'] + '.pdf')", 'medium'],
    ["open('/mnt/' + event['x'] + '.md')", 'medium'],
    ["open('views/' + event['x'] + '.mp4')", 'medium'],
    ["open(os.path.join('/opt', event['x'] + '.png'))", 'medium'],
    ["open(Path(__file__).parent / 'a' / f'{event[\"x\"]}.png')", 'medium'],
    ["open(HERE / 'a' / f'{event[\"x\"]}.png')", 'medium'],
    ["Path('/tmp', event['x']).with_suffix('.png').read_bytes()", 'medium'],
    ["open(os.path.join(tempfile.mkdtemp(), event['x'] + '.png'))", 'medium'],
    ["open('/mnt/efs/' + event['x'] + '.pdf')", usual],
    ["open('/tmpfiles/' + event['x'] + '.png')", usual],
    ["open('/tmp/../mnt/' + event['x'] + '.png')", usual],
    ["open(os.path.join(tempfile.mkdtemp(), '/mnt', event['x'] + '.png'))", usual],
    ["open(HERE / '..' / f'{event[\"x\"]}.png')", usual],
    ["open(os.path.join(os.environ['FOLDER'], event['x'] + '.png'))", usual],
    ["open(event['x'] + '.png')", usual],
  ])('%s', (statement, severity) => {
    const before =
      'import os, tempfile\nfrom pathlib import Path\nHERE = Path(os.path.dirname(os.path.abspath(__file__)))';

    expect(weaknessesIn(handlerOf(before, statement)).map((each) => each.severity)).toEqual([
      severity,
    ]);
  });
});
