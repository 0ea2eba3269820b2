import { describe, expect, it } from 'vitest';
import { CodeNotAnalysed } from '../../../functions/engines/flow/index.ts';
import { findSdkCalls, findWeaknesses } from '../../../functions/engines/python/index.ts';
import { corpusPackages } from '../../corpora/corpus-packages.ts';
import { examples, fc, property } from '../../property.ts';
import { sdkHandlers } from './sdk-handlers.ts';

/** A handler and the files that it needs. */
interface Program {
  readonly name: string;
  readonly files: ReadonlyMap<string, string>;
  readonly handler: string;
}

/** What makes another program of it that does the same. */
type Change = (program: Program) => Program;

const programs: readonly Program[] = [
  ...['apps', 'benign', 'calls', 'rules']
    .flatMap((corpus) => corpusPackages(corpus))
    .filter(({ language }) => language === 'python'),
  ...sdkHandlers.map(({ name, files, handler = 'app.handler' }) => ({
    name,
    files: new Map(Object.entries(files)),
    handler,
  })),
];

const changes: Readonly<Record<string, Change>> = {
  'names of locals are others': (program) => rewritten(program, withOtherNames),
  'it is indented by two': (program) => rewritten(program, indentedBy('  ')),
  'it is indented by tabs': (program) => rewritten(program, indentedBy('\t')),
  'lines end as in Windows': (program) =>
    rewritten(program, (text) => text.replaceAll('\n', '\r\n')),
  'there are comments and blank lines': (program) => rewritten(program, withComments),
  'it lies in another file': moved,
  'it lies in a package': inPackage,
  'there is an unrelated file': ({ files, ...program }) => ({
    ...program,
    files: new Map([
      ...files,
      ['unrelated.py', 'def handler(event, context):\n    eval(event["x"])\n'],
    ]),
  }),
};

describe('what is found of a handler in Python', () => {
  property.prop(
    [
      fc.constantFrom(...programs),
      fc.shuffledSubarray(Object.keys(changes), { minLength: 1, maxLength: 2 }),
    ],
    { numRuns: examples(60, 2_000) },
  )('is the same whichever way it is written', (program, names) => {
    const changed = names.reduce((one, name) => changes[name]?.(one) ?? one, program);

    const [before, after] = [program, changed].map(verdictOf);

    expect(after, `${program.name}: ${names.join(', then ')}`).toEqual(before);
  });

  it('is asked of many handlers', () => {
    expect(programs.length).toBeGreaterThan(150);
  });
});

/** Kinds and calls, each as often as it is found; or that nothing is known. */
function verdictOf({ files, handler }: Program): readonly string[] {
  try {
    const { weaknesses } = findWeaknesses({ files, handler });
    const { calls } = findSdkCalls({ files, handler });
    const called = calls.map(({ service, operation }) => `${service} ${operation}`);

    return [...weaknesses.map(({ kind }) => kind), ...called].toSorted();
  } catch (error) {
    if (!(error instanceof CodeNotAnalysed)) throw error;
    return ['not analysed'];
  }
}

function rewritten({ files, ...program }: Program, change: (text: string) => string): Program {
  return { ...program, files: new Map([...files].map(([path, text]) => [path, change(text)])) };
}

/** Names that are bound by a plain assignment in a function and nowhere else, and not by what they mean. */
function withOtherNames(text: string): string {
  const bound = [...text.matchAll(/^ {4,}(?<name>[a-z]\w*) = /gm)].map(
    ({ groups }) => groups?.name,
  );
  const names = [...new Set(bound)].filter((name) => name !== undefined && isPlain(name, text));

  return names.reduce<string>(
    (all, name, index) =>
      all.replaceAll(new RegExp(`(?<![\\w.'"])${name}(?![\\w'"])`, 'g'), `v${index}`),
    text,
  );
}

/** It is neither an argument's name nor in a text, and says nothing that a check goes by. */
function isPlain(name: string, text: string): boolean {
  if (/pass|token|secret|key|hash|sign|otp|code|salt|iv|nonce|session|id$/i.test(name))
    return false;

  return !new RegExp(
    `["'#].*\\b${name}\\b|\\b${name}=|^\\w.*\\b${name}\\b|[.]${name}\\b`,
    'm',
  ).test(text);
}

/** Of blocks that are indented by four, and of no text over several lines. */
function indentedBy(unit: string) {
  return (text: string): string => {
    const isFit = !/"""|'''|\\$/m.test(text) && !/^(?: {4})* {1,3}\S/m.test(text);

    return isFit
      ? text.replaceAll(/^(?: {4})+/gm, (blanks) => unit.repeat(blanks.length / 4))
      : text;
  };
}

function withComments(text: string): string {
  if (/"""|'''|\\$/m.test(text)) return text;

  return text
    .split('\n')
    .flatMap((line) =>
      /^ *(?:return|if|for) /.test(line)
        ? ['', `${/^ */.exec(line)?.[0]}# eval(event)`, line]
        : [line],
    )
    .join('\n');
}

/** The file of the handler has another name, and hands on all that it holds. */
function moved({ files, handler, ...program }: Program): Program {
  const path = `${handler.slice(0, handler.lastIndexOf('.')).replaceAll('.', '/')}.py`;
  const text = files.get(path);
  if (text === undefined || /from \.|import \./.test(text)) return { files, handler, ...program };
  const folder = path.includes('/')
    ? `${path.slice(0, path.lastIndexOf('/')).replaceAll('/', '.')}.`
    : '';

  return {
    ...program,
    handler,
    files: new Map([
      ...files,
      [path, `from ${folder}moved_elsewhere import *\n`],
      [`${folder.replaceAll('.', '/')}moved_elsewhere.py`, text],
    ]),
  };
}

/** All of it lies one folder deeper, which is a package. */
function inPackage({ files, handler, ...program }: Program): Program {
  const own = [...files.keys()];
  if (own.length > 1 || handler.includes('/')) return { files, handler, ...program };

  return {
    ...program,
    handler: `service.${handler}`,
    files: new Map([
      ['service/__init__.py', ''],
      ...[...files].map(([path, text]) => [`service/${path}`, text] as const),
    ]),
  };
}
