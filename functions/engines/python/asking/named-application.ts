import type { PythonSource } from '../find-weaknesses.ts';
import { findHandlerName } from '../handler-name.ts';
import { type Program, programOf } from '../signatures/program.ts';

/** The code that answers requests: that of the handler, or of the application that it loads by a name. */
export function servedProgramOf(source: PythonSource): Program {
  const program = programOf(source);
  const named = program.routes.length > 0 ? undefined : namedApplication(source);

  return named === undefined ? program : programOf({ ...source, handler: named });
}

/**
 * The application that a handler loads by a name which stands in a file of settings, as that of serverless-wsgi does: the only one that
 * the code makes.
 */
function namedApplication({ files, handler }: PythonSource): string | undefined {
  const own = files.get(findHandlerName(handler, files).path) ?? '';
  if (!own.includes('import_module(')) return undefined;
  const made = [...files].flatMap(([path, text]) =>
    [...text.slice(0, LONGEST_FILE).matchAll(making)].map(
      ([, name]) => `${path.slice(0, -'.py'.length)}.${name}`,
    ),
  );

  return made.length === 1 ? made[0] : undefined;
}

const LONGEST_FILE = 200_000;

const making = /^(\w{1,40}) ?= ?(?:Flask|FastAPI|Quart)\(/gm;
