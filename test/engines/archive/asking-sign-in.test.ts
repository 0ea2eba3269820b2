import { expect, it } from 'vitest';
import { archiveFile } from '../../../functions/engines/archive/archive-files.ts';
import { askingSignIn } from '../../../functions/engines/archive/index.ts';

const javaScript =
  'exports.handler = async (event) => { if (!ok(event)) return { statusCode: 401 }; await act(event); };';
const python =
  "def handler(event, context):\n    if not ok(event): return {'statusCode': 401}\n    act(event)\n";
const open = { verifiesSignature: { known: true, value: undefined } } as const;
const check = { kind: 'jwt', path: 'index.js', line: 1, column: 1 } as const;
const node = { runtime: 'nodejs24.x', handler: 'index.handler' };

it.each([
  ['of JavaScript', 'index.js', javaScript, node, open, 'answers 401'],
  [
    'of Python',
    'app.py',
    python,
    { runtime: 'python3.13', handler: 'app.handler' },
    open,
    'answers 401',
  ],
  [
    'not beside a check',
    'index.js',
    javaScript,
    node,
    { verifiesSignature: { known: true, value: check } },
    undefined,
  ],
  [
    'not where that is unknown',
    'index.js',
    javaScript,
    node,
    { verifiesSignature: { known: false, reason: 'x' } },
    undefined,
  ],
  [
    'not where its routes are seen',
    'index.js',
    javaScript,
    node,
    { ...open, codeRoutes: [] },
    undefined,
  ],
  [
    'not of what is open by design',
    'index.js',
    javaScript,
    node,
    { ...open, openDesign: { ...check, kind: 'counter' } },
    undefined,
  ],
  ['not of a layer', 'index.js', javaScript, {}, open, undefined],
  [
    'not of another language',
    'index.js',
    javaScript,
    { ...node, runtime: 'java21' },
    open,
    undefined,
  ],
  [
    'not of what is not JavaScript',
    'index.js',
    'exports.handler = => 401 {',
    node,
    open,
    undefined,
  ],
] as const)('a sign %s', (_, path, text, entry, analysed, what) => {
  const file = archiveFile(path, new TextEncoder().encode(text));
  const contents = { listing: [{ path, bytes: text.length }], files: [file], unread: [] };

  expect(askingSignIn(contents, entry, analysed)?.what).toBe(what);
});
