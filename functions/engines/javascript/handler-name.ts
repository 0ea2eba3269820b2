import { CodeNotAnalysed, HandlerMissing } from '../flow/index.ts';
import type { OwnPackages } from './own-packages.ts';
import { startedBy } from './start-script.ts';

export interface HandlerName {
  /** Of the file, within the archive. */
  readonly path: string;
  /** From the module's exports to the function; none where the file serves by itself. */
  readonly exports: readonly string[];
}

/** Where a handler is looked for. */
export interface HandlerFiles {
  /** By path within the archive. */
  readonly files: ReadonlyMap<string, string>;
  readonly own: OwnPackages;
}

/**
 * The file and the export that Lambda calls, found as Lambda's Node runtime finds them, or the file
 * that a script starts for the Lambda web adapter.
 *
 * @throws CodeNotAnalysed when the name is malformed; HandlerMissing when its file is not there.
 */
export function findHandlerName(handler: string, code: HandlerFiles): HandlerName {
  if (/^[^/].*\.sh$/.test(handler)) return startedByScript(handler, code);

  const { base, exports } = partsOf(handler);
  const path = fileOf(base, code);
  if (path === undefined) {
    const reason = `the handler ${handler} has no file in the archive: neither ${base}.js nor .mjs nor .cjs`;
    const isOutside = base.startsWith('../') || /^\/(?!var\/task\/)/.test(handler);
    throw isOutside ? new CodeNotAnalysed(reason) : new HandlerMissing(reason, `${base}.js`);
  }
  return { path, exports: exports.split('.') };
}

/** The file that a handler names, without an ending, and the rest. Source: `UserFunction.js` of AWS's runtime for Node. */
function partsOf(handler: string): { readonly base: string; readonly exports: string } {
  const match = /^(?<folder>(?:.*\/)?)(?<file>[^./]+)\.(?<exports>[^/]+)$/.exec(handler);
  if (!match) {
    throw new CodeNotAnalysed(`the handler ${handler} is not of the form file.export`);
  }
  const { folder = '', file = '', exports = '' } = match.groups ?? {};

  return { base: `${folder}${file}`.replace(/^(?:\/var\/task)?\.?\//, ''), exports };
}

/** A file, or what a folder of this name begins with. */
function fileOf(base: string, { files, own }: HandlerFiles): string | undefined {
  const mains = own.inFolder(base).map(({ target }) => `${base}/${target.replace(/^\.\//, '')}`);
  const candidates = [
    ...extensions.map((extension) => base + extension),
    ...mains.flatMap((main) => extensions.map((extension) => main + extension)),
    ...extensions.map((extension) => `${base}/index${extension}`),
  ];

  return candidates.find((name) => files.has(name));
}

const extensions = ['', '.js', '.mjs', '.cjs'];

function startedByScript(script: string, code: HandlerFiles): HandlerName {
  const text = code.files.get(script.replace(/^\.\//, ''));
  const started = text === undefined ? undefined : startedBy(text, code.own);
  const path = started === undefined ? undefined : fileOf(started, code);

  if (path === undefined) {
    throw new CodeNotAnalysed(
      `the handler ${script} is not analysed: it starts no file of JavaScript that is in the archive`,
    );
  }
  return { path, exports: [] };
}
