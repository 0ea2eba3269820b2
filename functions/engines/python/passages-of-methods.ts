import type { Given } from './argument-spec.ts';
import {
  anyField,
  asJson,
  type FieldPath,
  isAnyKey,
  iterated,
  itself,
  itsKeys,
  under,
  within,
} from './field-path.ts';
import { type Kinds, kindsOf, noKinds } from './kinds.ts';
import { firstWord, type Passage, same, values, whole, words } from './passages.ts';

/** What a method of the value makes of it; none where it makes something else. */
export function passagesOfReceiver(method: string, key: string | undefined): readonly Passage[] {
  if (nothingOf.has(method)) return [];
  if (method !== 'split' && method !== 'rsplit') return [passageOfReceiver(method, key)];

  const safe = key === '/' ? kindsOf('path-traversal') : noKinds;
  const parts = (of: Passage['path']): Passage['path'] => {
    return (path, known) => (path.length <= 1 ? of(path, known) : undefined);
  };
  return [
    { path: parts(firstWord), safe },
    { path: parts(words), safe },
  ];
}

function passageOfReceiver(method: string, key: string | undefined): Passage {
  const field = key ?? anyField;
  const text = (path: FieldPath) => (path.length <= 1 ? itself : undefined);

  switch (method) {
    case 'get':
    case 'pop':
    case 'setdefault':
    case 'getlist':
    case '__getitem__':
      return { path: (path) => within(path, field), safe: noKinds };
    case 'items':
    case 'iteritems':
      return {
        path: (path) => {
          if (path[0] === itsKeys) return under(anyField, under('0', path.slice(1)));
          const inner = within(path, anyField);
          return inner && (path.length === 0 ? itself : under(anyField, under('1', inner)));
        },
        safe: noKinds,
      };
    case 'values':
    case 'itervalues':
      // All of them are, in any order.
      return { path: (path) => (isOfAnyKey(path) ? itself : values(path)), safe: noKinds };
    case 'keys':
      return { path: keys, safe: noKinds };
    case 'copy':
    case 'model_copy':
    case 'dict':
    case 'model_dump':
    case '_asdict':
      return { path: same, safe: noKinds };
    case 'json':
    case 'model_dump_json':
      return { path: (path) => (path.length === 0 ? itself : asJson(path)), safe: noKinds };
    case 'format':
    case 'format_map':
    case 'join':
      return { path: (path) => (path.length === 0 ? itself : undefined), safe: noKinds };
    case 'rpartition':
      return { path: text, safe: key === '/' ? kindsOf('path-traversal') : noKinds };
    case 'replace':
      return { path: text, safe: replaced.get(key ?? '') ?? noKinds };
    default:
      return { path: text, safe: noKinds };
  }
}

function isOfAnyKey([first, ...rest]: FieldPath): boolean {
  return first !== undefined && isAnyKey(first) && rest.length === 0;
}

function keys(path: FieldPath): FieldPath | undefined {
  if (path.length === 0) return itself;
  return path[0] === itsKeys ? under(anyField, path.slice(1)) : undefined;
}

/** What a text does no harm to without a character that it has lost. */
const replaced: ReadonlyMap<string, Kinds> = new Map([
  ['/', kindsOf('path-traversal', 'open-redirect')],
  ['..', kindsOf('path-traversal')],
  ['../', kindsOf('path-traversal')],
  ['<', kindsOf('unescaped-html')],
  ["'", kindsOf('query-injection')],
  ['\n', kindsOf('log-injection')],
]);

/** Methods whose results hold nothing of the value. */
const nothingOf: ReadonlySet<string> = new Set(
  'count find rfind index rindex startswith endswith isdigit isalpha isalnum isidentifier isnumeric isdecimal islower isupper isspace istitle isascii isprintable __len__ __contains__ hexdigest digest append extend add insert remove discard clear update sort reverse close write seek bit_length timestamp isoformat is_valid exists is_file is_dir read_text read_bytes stat url_for url_path_for'.split(
    ' ',
  ),
);

/** What a method makes of what it is given, whichever object it is of. */
export function passageOfArgument(method: string, given: Given): Passage | undefined {
  switch (method) {
    case 'format':
    case 'substitute':
    case 'safe_substitute':
      return { path: (path) => (path.length <= 2 ? itself : undefined), safe: noKinds };
    case 'format_map':
      return { path: whole, safe: noKinds };
    case 'join':
    case 'joinpath':
      return {
        path: (path) => (iterated(path) && isTextual(path) ? itself : undefined),
        safe: noKinds,
      };
    case 'replace':
      // What was to be put in its place.
      return given === 1 ? { path: whole, safe: noKinds } : undefined;
    case 'get':
    case 'pop':
    case 'setdefault':
      // What is taken where nothing is there.
      return given === 1 ? { path: same, safe: noKinds } : undefined;
    default:
      return undefined;
  }
}

/** Texts, or what `map(str, table.items())` makes texts of. */
function isTextual([, second, ...deeper]: FieldPath): boolean {
  return second === undefined || (/^(?:\[\]|\d+)$/.test(second) && deeper.length === 0);
}

/** Elements that are added to others. */
export function listedAgain(path: FieldPath): FieldPath {
  return under(anyField, path.slice(1));
}

/** Where it lies in an object one of whose methods was given it; undefined where it is not kept. */
export function passageIntoReceiver(method: string): Passage['path'] | undefined {
  switch (method) {
    case 'append':
    case 'add':
    case 'appendleft':
    case 'insert':
    case 'put':
      return (path) => under(anyField, path);
    case 'extend':
    case 'extendleft':
      return listedAgain;
    case 'update':
      return same;
    case 'write':
    case 'writelines':
      return whole;
    default:
      return undefined;
  }
}
