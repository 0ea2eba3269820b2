import { describe, expect, it } from 'vitest';
import { graveIn, type Twins } from './twins.ts';

const run = (made: string, body: string) => `import os
import re
${made}
def handler(event, context):
    x = event['x']
${body}
`;

const compiled: Twins = {
  'what is left when a compiled pattern was replaced': {
    good: [
      run("P = re.compile('[^a-z0-9]')", "    os.system('run ' + P.sub('', x))"),
      run("P = re.compile(r'\\W+')", "    os.system('run ' + P.sub('', x))"),
      run("P = re.compile('[^a-z0-9]')", "    os.system('run ' + P.sub('', string=x))"),
      run('', "    os.system('run ' + re.compile('[^a-z0-9]').sub('', x))"),
    ],
    bad: [
      run("P = re.compile('[<>]')", "    os.system('run ' + P.sub('', x))"),
      run("P = re.compile('[^a-z0-9]')", "    os.system('run ' + P.sub(x, 'a b'))"),
      run("P = re.compile('[^a-z0-9]')", "    os.system('run ' + P.sub('', x, 1))"),
      run("P = re.compile('[^a-z0-9]')", "    os.system('run ' + P.sub('', x, count=1))"),
      run("P = re.compile('[^a-z0-9;]')", "    os.system('run ' + P.sub('', x))"),
      run('', "    os.system('run ' + re.compile('[<>]').sub('', x))"),
      run("P = re.compile('[<>]')", "    os.system('run ' + P.subn('', x)[0])"),
      run("P = re.compile('[^a-z0-9]')", "    os.system('run ' + P.sub(lambda m: m[0], x))"),
      run("P = re.compile('[^a-z0-9]')", "    os.system('run ' + P.sub(r'\\g<0>', x))"),
    ],
  },
  'what a compiled pattern finds': {
    good: [
      run(
        "P = re.compile('[a-z]+')",
        "    m = P.fullmatch(x)\n    if not m:\n        return\n    os.system('run ' + m.group(0))",
      ),
    ],
    bad: [
      run("P = re.compile('name=(.+)')", "    os.system('run ' + P.search(x).group(1))"),
      run("P = re.compile('name=(.+)')", "    os.system('run ' + P.match(x)[1])"),
      run("P = re.compile('.+')", "    os.system('run ' + P.fullmatch(x).group())"),
      run('', "    for one in re.compile(r'\\S+').findall(x):\n        os.system('run ' + one)"),
      run("P = re.compile(' ')", "    os.system('run ' + P.split(x)[1])"),
      run(
        "P = re.compile(r'\\S+')",
        "    for one in P.finditer(x):\n        os.system('run ' + one.group())",
      ),
    ],
  },
};

const sources = (which: 'good' | 'bad') =>
  Object.entries(compiled).flatMap(([refusal, all]) =>
    all[which].map((source, index): [string, string] => [`${refusal}, ${index}`, source]),
  );

describe('compiled patterns', () => {
  it.each(sources('good'))('is not found: %s', (_, source) => {
    expect(graveIn(source)).toEqual([]);
  });

  it.each(sources('bad'))('is found: %s', (_, source) => {
    expect(graveIn(source)).not.toEqual([]);
  });
});
