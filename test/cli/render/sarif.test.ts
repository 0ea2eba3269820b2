import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import type { Log, Result } from 'sarif';
import { describe, expect, it } from 'vitest';
import { type PackagePlace, packagePlaces } from '../../../cli/render/code-places.ts';
import { sarif } from '../../../cli/render/sarif.ts';
import { checksByScanner } from '../../../functions/checks/index.ts';
import { keptMark } from '../../../functions/core/mark.ts';
import { severities } from '../../../functions/core/severity.ts';
import type { Finding } from '../../../functions/domain/finding.ts';
import { sampleFinding } from '../samples.ts';

const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats.default(ajv);
const schema = new URL('sarif-schema/sarif-schema-2.1.0.json', import.meta.url);
const isValid = ajv.compile(JSON.parse(readFileSync(schema, 'utf8')));

const layerArn = 'arn:aws:lambda:eu-west-1:111122223333:layer:libs:1';
const injection = sampleFinding({
  check: 'code/command-injection',
  subject: 'src/app.js: child_process.exec',
  severity: 'critical',
  title: 'OS command injection: event data in a shell command',
  summary: 'child_process.exec runs a command that holds event data, in src/app.js at line 9',
  evidence: [
    { text: 'event is what the handler is given', path: 'src/index.js', line: 3, column: 27 },
    { text: 'file holds it', path: 'src/app.js', line: 8, column: 7 },
    {
      text: 'exec runs it',
      path: 'src/app.js',
      line: 9,
      column: 3,
      code: 'exec("convert " + file)',
    },
  ],
  remediation: "Write: execFile('convert', [file])\n\nStart it without a shell.",
});
const folded = sampleFinding({
  check: 'code/logs-whole-event',
  subject: 'function',
  severity: 'info',
  mark: keptMark(['a.js: console.log', 'b.js: console.log']),
  evidence: [
    { text: 'console.log', path: 'a.js', line: 1, column: 1, code: 'console.log(event)' },
    { text: 'console.log', path: 'b.js', line: 2, column: 1, code: 'console.log(event)' },
  ],
});
const advisory = sampleFinding({
  check: 'dependencies/vulnerable-package',
  subject: 'npm lodash@4.17.15',
  evidence: [{ text: 'GHSA-35jh-r3h4-6jhm' }],
});

describe('the SARIF of an inspection', () => {
  it('has a result for each finding, at its sink, with the way to it', () => {
    const [result] = resultsOf(logOf({ findings: [injection] }));

    expect(result).toMatchObject({
      ruleId: 'code/command-injection',
      level: 'error',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'src/app.js' },
            region: { startLine: 9, startColumn: 3, snippet: { text: 'exec("convert " + file)' } },
          },
        },
      ],
      taxa: [{ id: '78', toolComponent: { name: 'CWE' } }],
      properties: { 'security-severity': '9.5' },
    });
    expect(
      result?.codeFlows?.[0]?.threadFlows[0]?.locations.map(({ location }) => [
        location?.message?.text,
        location?.physicalLocation?.artifactLocation?.uri,
        location?.physicalLocation?.region?.startLine,
      ]),
    ).toEqual([
      ['event is what the handler is given', 'src/index.js', 3],
      ['file holds it', 'src/app.js', 8],
      ['exec runs it', 'src/app.js', 9],
    ]);
    expect(result?.message.text).toMatch(
      /: child_process\.exec runs a command .*\n\nFix: execFile\('convert', \\\[file\\\]\)\n\nStart/,
    );
  });

  it('has the places of a finding that has several, and no way between them', () => {
    const [result] = resultsOf(logOf({ findings: [folded] }));

    expect(result?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe('a.js');
    expect(result?.relatedLocations).toMatchObject([
      { id: 1, physicalLocation: { artifactLocation: { uri: 'b.js' } } },
    ]);
    expect(result).not.toHaveProperty('codeFlows');
  });

  it.each([
    ['of a zip', { path: 'dist/a b.zip', isFolder: false }, 'dist/a%20b.zip', 'src/app.js'],
    ['of a folder', { path: './build/', isFolder: true }, 'build', 'build/src/app.js'],
    ['outside', { path: '/srv/me/x.zip', isFolder: false }, 'x.zip', 'src/app.js'],
    ['of this folder', { path: '.', isFolder: true }, '.', 'src/app.js'],
  ])('lies, %s, where a reader finds it', (_, at, packageUri, fileUri) => {
    const [ofPackage, ofCode] = resultsOf(logOf({ ...at, findings: [advisory, injection] }));

    expect(uriOf(ofPackage)).toBe(packageUri);
    expect(uriOf(ofCode)).toBe(fileUri);
  });

  it('lies in the layer that it is about', () => {
    const layers = new Map([[layerArn, 'libs.zip']]);

    const [result] = resultsOf(logOf({ findings: [{ ...advisory, target: layerArn }], layers }));

    expect(uriOf(result)).toBe('libs.zip');
  });

  it('is the same alert when its line has moved, and when the package is elsewhere', () => {
    const moved = { ...injection, evidence: [{ text: 'x', path: 'src/app.js', line: 99 }] };
    const marks = (findings: SarifPart['findings'], path = 'dist.zip') =>
      resultsOf(logOf({ findings, path })).map(({ partialFingerprints }) => partialFingerprints);

    expect(marks([moved], 'other.zip')).toEqual(marks([injection]));
    expect(marks([{ ...injection, subject: 'src/app.js: child_process.exec (2)' }])).not.toEqual(
      marks([injection]),
    );
  });

  it('lists as rules what was asked, found or not', () => {
    const { driver } = runOf(logOf({ findings: [] })).tool;

    expect(driver.rules).toHaveLength(new Set(checksByScanner.code.map(({ id }) => id)).size);
    expect(driver.rules?.find(({ id }) => id === 'code/path-traversal')).toMatchObject({
      name: 'CodePathTraversal',
      helpUri: expect.stringMatching(/^https:/),
      defaultConfiguration: { level: 'error' },
      properties: { tags: ['security', 'external/cwe/cwe-022'], 'security-severity': '8.0' },
      relationships: [{ target: { id: '22', toolComponent: { name: 'CWE', index: 0 } } }],
    });
  });

  it('names of its taxonomy and its rules only what is there', () => {
    const run = runOf(logOf({ findings: [injection, folded, advisory] }));
    const known = new Set(run.taxonomies?.[0]?.taxa?.map(({ id }) => id));

    for (const { taxa = [], ruleId, ruleIndex } of run.results ?? []) {
      for (const { id } of taxa) expect(known).toContain(id);
      expect(run.tool.driver.rules?.[ruleIndex ?? -1]?.id).toBe(ruleId);
    }
  });

  it.each([
    [[], true],
    [['weaknesses in its code: index.js is no JavaScript'], false],
  ])('says of %j whether everything was checked: %s', (notChecked, isWhole) => {
    const [invocation] = runOf(logOf({ findings: [], notChecked })).invocations ?? [];

    expect(invocation?.executionSuccessful).toBe(isWhole);
    expect(invocation?.toolExecutionNotifications).toHaveLength(notChecked.length);
    expect(JSON.stringify(invocation)).toContain(isWhole ? '[]' : 'index.js is no JavaScript');
  });

  it.each(severities)('says by its level how severe %s is', (severity) => {
    const [result] = resultsOf(logOf({ findings: [{ ...injection, severity }] }));
    const levels = {
      info: 'note',
      low: 'note',
      medium: 'warning',
      high: 'error',
      critical: 'error',
    };

    expect(result?.level).toBe(levels[severity]);
  });

  it.each([
    '../../etc/passwd',
    '/etc/passwd',
    'C:\\Windows\\x',
    'https://evil.example/a.js',
    'a b/ü/%2e%2e/x?y#z.js',
    'x\u202e\u0000\n.js',
    '\ud800.js',
    '..',
    '',
  ])('lets no path out of the package: %j', (path) => {
    const evidence = [{ text: 't', path, line: 1, column: 1 }];
    const uri = uriOf(resultsOf(logOf({ findings: [{ ...injection, evidence }] }))[0]) ?? '';

    const resolved = new URL(uri, 'https://host.example/package/');
    expect(resolved.href).toMatch(/^https:\/\/host\.example\/package\//);
    expect([resolved.search, resolved.hash]).toEqual(['', '']);
  });

  it.each([
    ['a link', '[click](https://evil.example)', '\\[click\\](https://evil.example)'],
    ['a placeholder', 'a {0} b { c }', 'a {{0}} b { c }'],
    ['an escape', 'a\\[b', 'a\\\\\\[b'],
  ])('takes %s for text', (_, text, shown) => {
    const [result] = resultsOf(logOf({ findings: [{ ...injection, summary: text }] }));

    expect(result?.message.text).toContain(shown);
  });

  it('is no more than a finding of a check of another version', () => {
    const [result] = resultsOf(logOf({ findings: [{ ...injection, check: 'code/retired' }] }));

    expect(result).toMatchObject({ ruleId: 'code/retired', level: 'error' });
  });
});

interface SarifPart extends Partial<PackagePlace> {
  readonly findings: readonly Finding[];
  readonly notChecked?: readonly string[];
}

/** What it makes is valid, whatever the test is about. */
function logOf({ findings, notChecked = [], ...place }: SarifPart): Log {
  const log = sarif({
    places: packagePlaces({ path: 'dist.zip', isFolder: false, layers: new Map(), ...place }),
    checks: checksByScanner.code.map(({ id }) => id),
    findings,
    notChecked,
  });

  isValid(JSON.parse(JSON.stringify(log)));
  expect(isValid.errors ?? []).toEqual([]);
  return log;
}

function runOf({ runs: [run] }: Log) {
  if (!run) throw new Error('a log has a run');
  return run;
}

function resultsOf(log: Log): readonly Result[] {
  return runOf(log).results ?? [];
}

function uriOf(result: Result | undefined): string | undefined {
  return result?.locations?.[0]?.physicalLocation?.artifactLocation?.uri;
}
