import type { AskingSign } from '../../core/asking-sign.ts';

/** What in some code looks as if it asked. */
export interface AskingSigns {
  /** Of all that comes in; undefined where some of it may write and nothing looks so. */
  readonly ofAll: AskingSign | undefined;
  readonly ofRoutes: readonly RouteSign[];
}

/** Of a route as it is written, without what it is mounted below. */
export interface RouteSign {
  /** As a framework calls it: `post`, `route` of any. */
  readonly method: string;
  /** `/orders/:id`, `/orders/<int:id>` */
  readonly path: string;
  readonly sign: AskingSign | undefined;
}

/** The sign of a route of which the whole path is known: of all that are written like its end, one that each of them has. */
export function signOfRoute(
  { ofAll, ofRoutes }: AskingSigns,
  { method, path }: { readonly method: string; readonly path: string },
): AskingSign | undefined {
  // What comes in by no name.
  if (path === '/{rest+}' && method === 'ANY') return ofAll;
  const whole = partsOf(path);
  const alike = ofRoutes.filter(
    (each) => isOfMethod(each.method, method) && isEnd(partsOf(each.path), whole),
  );
  const longest = Math.max(0, ...alike.map((each) => partsOf(each.path).length));
  const signs = alike
    .filter((each) => partsOf(each.path).length === longest)
    .map(({ sign }) => sign);

  return signs.every((sign) => sign !== undefined) ? signs[0] : undefined;
}

function isOfMethod(written: string, method: string): boolean {
  const name = written.toUpperCase();

  return (
    method === 'ANY' ||
    name === method ||
    (name === 'DEL' && method === 'DELETE') ||
    !methods.has(name)
  );
}

const methods: ReadonlySet<string> = new Set(
  'GET HEAD POST PUT PATCH DELETE DEL OPTIONS'.split(' '),
);

/** Each parameter is one, whatever it is called. */
function partsOf(path: string): readonly string[] {
  return path
    .split('/')
    .filter((part) => part !== '')
    .map((part) => (/^[:<{*]/.test(part) ? '{}' : part));
}

function isEnd(end: readonly string[], whole: readonly string[]): boolean {
  return (
    end.length <= whole.length &&
    end.every((part, index) => part === whole[whole.length - end.length + index])
  );
}
