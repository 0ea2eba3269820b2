import { findHandlerName, type HandlerName } from './handler-name.ts';
import type { SourceFiles } from './module-file.ts';

/**
 * Where the code begins that is followed: what Lambda calls; of the handler that serverless-wsgi packs beside an application, that
 * application. Which one it is stands in a file of settings, so it is the only one that the code makes, or none.
 *
 * @throws CodeNotAnalysed as `findHandlerName` does.
 */
export function beginName(handler: string, files: SourceFiles): HandlerName {
  const called = findHandlerName(handler, files);
  const isPacked = /\b(?:serverless_wsgi|zappa)\b/.test(files.get(called.path) ?? '');
  const named = isPacked ? namedApplication(handler, files) : undefined;

  return named === undefined ? called : findHandlerName(named, files);
}

/** The application that a handler loads by a name which it does not say itself: the only one that the code makes. */
export function namedApplication(handler: string, files: SourceFiles): string | undefined {
  const own = files.get(findHandlerName(handler, files).path) ?? '';
  if (!own.includes('import_module(')) return undefined;
  const ofZappa = own.includes('zappa') ? files.get('zappa_settings.py') : undefined;
  if (ofZappa !== undefined) return setApplication(ofZappa);
  const made = [...files].flatMap(([path, text]) =>
    path.endsWith('.py')
      ? [...text.slice(0, LONGEST_FILE).matchAll(making)].map(
          ([, name]) => `${path.slice(0, -'.py'.length)}.${name}`,
        )
      : [],
  );

  return made.length === 1 ? made[0] : undefined;
}

/** What Zappa writes beside its handler: `APP_MODULE='shop.app'`, `APP_FUNCTION='app'`. */
function setApplication(settings: string): string | undefined {
  const [, module] = /^APP_MODULE ?= ?['"]([\w.]{1,100})['"]/m.exec(settings) ?? [];
  const [, name] = /^APP_FUNCTION ?= ?['"](\w{1,60})['"]/m.exec(settings) ?? [];

  return module === undefined || name === undefined ? undefined : `${module}.${name}`;
}

/** Characters. */
const LONGEST_FILE = 200_000;

/** `app = Flask(__name__)`, `app = create_app()` as Flask's own guide has it. */
const making = /^(\w{1,40}) ?= ?(?:Flask|FastAPI|Quart|(?:create|make|build)_app(?:lication)?)\(/gm;
