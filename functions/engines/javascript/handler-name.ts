import { JavaScriptNotAnalysed } from './not-analysed.ts';

interface HandlerName {
  /** Of the file, within the archive. */
  readonly path: string;
  /** From the module's exports to the function. */
  readonly exports: readonly string[];
}

/**
 * The file and the export that Lambda calls, found as Lambda's Node runtime finds them.
 *
 * @throws JavaScriptNotAnalysed when the name is malformed or its file is not there.
 */
export function findHandlerName(handler: string, files: ReadonlyMap<string, unknown>): HandlerName {
  const match = /^(?<folder>(?:.*\/)?)(?<file>[^./]+)\.(?<exports>[^/]+)$/.exec(handler);
  const { folder = '', file = '', exports = '' } = match?.groups ?? {};
  const base = `${folder}${file}`.replace(/^\.?\//, '');
  const path = extensions.map((extension) => base + extension).find((name) => files.has(name));

  if (!match) {
    throw new JavaScriptNotAnalysed(`the handler ${handler} is not of the form file.export`);
  }
  if (path === undefined) {
    throw new JavaScriptNotAnalysed(
      `the handler ${handler} has no file in the archive: neither ${base}.js nor .mjs nor .cjs`,
    );
  }
  return { path, exports: exports.split('.') };
}

const extensions = ['', '.js', '.mjs', '.cjs'];
