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

/** What keeps files of a name, and reads one of them. */
const hidden = (name: string, write: string, read = 'self.META') =>
  `${path}class Files:\n    META = "${name}"\n    def save(self, x, y):\n        ${write}\n    def load(self, x):\n        return (BASE / x / ${read}).read_text()\n`;
const saved = '(BASE / x / self.META).write_text(y)';

describe('a path that ends with a hidden name', () => {
  it.each([
    ['of a file that the code writes', 'medium', hidden('.files.json', saved)],
    [
      'of a file that the code opens to write',
      'medium',
      hidden('.files.json', 'with open(BASE / x / self.META, "w") as f:\n            f.write(y)'),
    ],
    ['of a file that the code only reads', usual, hidden('.files.json', 'pass')],
    [
      'of a file that the code adds to',
      usual,
      hidden('.files.json', 'open(BASE / x / self.META, "a").write(y)'),
    ],
    [
      'of a file beside one that the code writes',
      usual,
      hidden('.files.json', '(BASE / x / ".other.json").write_text(y)'),
    ],
    [
      'of a file that the code writes under the name of a caller',
      usual,
      hidden('.files.json', '(BASE / self.META / x).write_text(y)'),
    ],
    ['of the environment', usual, hidden('.env', saved)],
    ['of an environment', usual, hidden('.env.local', saved)],
    ['of keys', usual, hidden('.netrc', saved)],
    ['of settings with keys', usual, hidden('.npmrc', saved)],
    ['of passwords', usual, hidden('.htpasswd', saved)],
    ['of credentials', usual, hidden('.git-credentials', saved)],
    ['of what was typed', usual, hidden('.bash_history', saved)],
    ['that is the folder above', usual, hidden('..', saved)],
  ])('%s', (_, severity, source) => {
    const [weakness] = weaknessesIn(handlerOf(source, "Files().load(event['x'])"));

    expect(weakness?.severity).toBe(severity);
  });
});

describe('a file of which the code asks one thing', () => {
  const asked = (statement: string) => handlerOf(path, `p = BASE / event['x']\n${statement}`);

  it.each([
    ["return 'cairo' in p.read_text().lower()", 'medium'],
    ["return p.read_text(encoding='utf-8') == 'on'", 'medium'],
    ["text = p.read_text()\nreturn text.strip().startswith('#!')", 'medium'],
    [
      "if event['y']:\n    text = p.read_text()\nelse:\n    text = ''\nreturn 'a' in text",
      'medium',
    ],
    ["text = p.read_text()\nreturn text == '' or locals()", usual],
    ["return event['y'] in p.read_text()", usual],
    ["return p.read_text() > 'a'", usual],
    ["return p.read_text().startswith(event['y'])", usual],
    ["return 'a' in p.read_text().split(event['y'])[0]", usual],
    ["text = p.read_text()\nif 'a' in text:\n    return text", usual],
    [
      "text = p.read_text()\nfor each in event['all']:\n    if each in text:\n        return 1",
      usual,
    ],
    ["global text\ntext = p.read_text()\nreturn 'a' in text", usual],
    ["return 'a' in p.read_text() and p.read_text()", usual],
  ])('%s', (statement, severity) => {
    expect(weaknessesIn(asked(statement)).map((each) => each.severity)).toContain(severity);
  });
});

it('may be another one where the method that makes it is set', () => {
  const source = `${path}class Files:\n    def at(self, x):\n        return BASE / x / 'a.json'\n`;
  const read = "files.at(event['x']).read_text()";

  const [plain] = weaknessesIn(handlerOf(source, `files = Files()\n${read}`));
  const [set] = weaknessesIn(
    handlerOf(source, `files = Files()\nfiles.at = lambda x: BASE / x\n${read}`),
  );

  expect([plain?.severity, set?.severity]).toEqual(['medium', usual]);
});
