import { CodeNotAnalysed, HandlerMissing } from '../flow/index.ts';
import { moduleFile, type SourceFiles } from './module-file.ts';

export interface HandlerName {
  /** Of the file, within the archive. */
  readonly path: string;
  /** Of the module, as Python imports it: `src.app`. */
  readonly module: string;
  /** What of the module is called. */
  readonly name: string;
}

/**
 * The file and the name that Lambda calls: the last dot separates them, and slashes are dots.
 *
 * Source: `_get_handler` of awslambdaric/bootstrap.py.
 *
 * @throws CodeNotAnalysed when it is malformed or its file is not there.
 */
export function findHandlerName(handler: string, files: SourceFiles): HandlerName {
  const at = handler.lastIndexOf('.');
  const module = handler.slice(0, Math.max(at, 0)).replaceAll('/', '.').replace(/^\.+/, '');
  const name = handler.slice(at + 1);
  if (module === '' || name === '') {
    throw new CodeNotAnalysed(`the handler ${handler} is not of the form module.function`);
  }

  const path = moduleFile(files, '', module);
  if (path === undefined) {
    const file = `${module.replaceAll('.', '/')}.py`;
    throw new HandlerMissing(
      `the handler ${handler} has no file in the archive: neither ${file} nor a package of that name`,
      file,
    );
  }
  return { path, module, name };
}
