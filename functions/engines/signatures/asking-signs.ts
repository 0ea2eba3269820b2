import type { AskingSign } from '../../core/asking-sign.ts';

/** What in some code looks as if it asked. */
export interface AskingSigns {
  /** Of all that comes in; undefined where some of it may write and nothing looks so. */
  readonly ofAll: AskingSign | undefined;
  /** Of a route of the code, by its whole path. */
  readonly ofRoute: (route: RouteName) => AskingSign | undefined;
}

interface RouteName {
  readonly method: string;
  readonly path: string;
}

/** A route as it is written (`post`, `/orders/:id`), without what it is mounted below. */
interface WrittenRoute extends RouteName {
  readonly sign: AskingSign | undefined;
}

export const noSigns: AskingSigns = { ofAll: undefined, ofRoute: () => undefined };

/** Of a whole path that of all which are written like its end, one that each of them has. */
export function askingSigns(
  ofAll: AskingSign | undefined,
  written: readonly WrittenRoute[],
): AskingSigns {
  return {
    ofAll,
    ofRoute: ({ method, path }) => {
      // What comes in by no name.
      if (path === '/{rest+}' && method === 'ANY') return ofAll;
      const whole = partsOf(path);
      const alike = written.filter(
        (each) => isOfMethod(each.method, method) && isEnd(partsOf(each.path), whole),
      );
      const longest = Math.max(0, ...alike.map((each) => partsOf(each.path).length));
      const signs = alike.filter((each) => partsOf(each.path).length === longest);

      return signs.every(({ sign }) => sign !== undefined) ? signs[0]?.sign : undefined;
    },
  };
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
