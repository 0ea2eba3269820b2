import { describe, expect, it } from 'vitest';
import { handlerOf, weaknessesIn } from './weaknesses-in.ts';

const path = "p = os.path.join('/srv', event['x'])";
const write = "with open(p, 'wb') as f:\n    f.write(b'')";
const pathlib = "p = Path('/srv') / event['x']";
const imports =
  "import os, shutil, zipfile, boto3\nfrom pathlib import Path\nfrom contextlib import suppress\ns3 = boto3.client('s3')";
const saved = (body: string) =>
  `${imports}\ndef saved(x):\n    p = Path('/srv') / x\n    ${body}\n    return p\n`;

/** Of all that is found at the end of the handler. */
function readIn(before: string, ...lines: readonly string[]) {
  const source = handlerOf(before, ...lines);
  const last = source.trimEnd().split('\n').length;

  return weaknessesIn(source)
    .filter(({ line }) => line === last)
    .map(({ severity }) => severity);
}

describe('a path that the code wrote before is less', () => {
  it.each([
    ['with open', imports, [path, write, 'open(p)']],
    [
      'within the same block',
      imports,
      [path, "with open(p, 'wb') as f:\n    f.write(b'')\n    shutil.copy(p, '/tmp/a')"],
    ],
    ['by a method', imports, [pathlib, "p.write_bytes(b'')", 'p.read_text()']],
    [
      'by an open path',
      imports,
      [pathlib, "with p.open('wb') as f:\n    f.write(b'')", "shutil.copy2(p, '/tmp/a')"],
    ],
    ['as a text', imports, [pathlib, "s3.download_file('b', 'k', str(p))", 'open(p)']],
    [
      'in a function that returns it',
      saved("p.write_bytes(b'')"),
      ["p = saved(event['x'])", 'p.read_bytes()'],
    ],
    [
      'where what it raises leaves',
      imports,
      [path, `try:\n    open(p, 'wb').close()\nexcept OSError:\n    return`, 'open(p)'],
    ],
  ])('%s', (_, before, lines) => {
    expect(readIn(before, ...lines)).toEqual(['medium']);
  });
});

describe('a path is not less', () => {
  it.each([
    [
      'that is written in one case',
      imports,
      [path, "if event['y']:\n    open(p, 'wb').close()", 'open(p)'],
    ],
    ['that is written behind another', imports, [path, "event['y'] and open(p, 'wb')", 'open(p)']],
    [
      'of which what the write raises is dropped',
      imports,
      [path, "try:\n    open(p, 'wb').close()\nexcept OSError:\n    pass", 'open(p)'],
    ],
    [
      'of which what the write raises is kept quiet',
      imports,
      [path, "with suppress(OSError):\n    open(p, 'wb').close()", 'open(p)'],
    ],
    ['that is read first', imports, [path, "open(p, 'r+').close()", 'open(p)']],
    ['that is set anew', imports, [path, write, "p = os.path.join('/srv', event['y'])", 'open(p)']],
    [
      'of which a part was written',
      imports,
      ["x = event['x']", "open(x, 'wb').close()", "open('/opt/' + x)"],
    ],
    [
      'that is written into an archive',
      imports,
      [path, "with zipfile.ZipFile('/tmp/a', 'w') as z:\n    z.open(p, 'w').close()", 'open(p)'],
    ],
    [
      'that is handed to code of its own by that name',
      `${imports}\nclass Log:\n    def save(self, x):\n        print(x)\n`,
      [path, 'Log().save(p)', 'open(p)'],
    ],
    [
      'that a function returns unwritten',
      saved("if x:\n        return p\n    p.write_bytes(b'')"),
      ["p = saved(event['x'])", 'p.read_bytes()'],
    ],
    [
      'that is written in a loop that may have none',
      imports,
      [path, "for each in event['y']:\n    open(p, 'wb').close()", 'open(p)'],
    ],
  ])('%s', (_, before, lines) => {
    expect(readIn(before, ...lines)).toContain(undefined);
  });

  it('where another call gives one that was not written', () => {
    const read = 'def attach(p):\n    return open(p)\n';
    const written =
      "p = '/opt/' + event['p']\nwith open(p, 'wb') as f:\n    f.write(b'')\nattach(p)";

    for (const lines of [
      [written, "attach('/opt/' + event['q'])"],
      ["attach('/opt/' + event['q'])", written],
    ]) {
      const found = weaknessesIn(read + handlerOf('', ...lines));
      expect(found.map(({ line, severity }) => (line === 2 ? severity : 'medium'))).toContain(
        undefined,
      );
    }
  });
});
