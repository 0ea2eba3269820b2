import {
  anyField,
  asJson,
  type FieldPath,
  fromJson,
  isElement,
  isInElements,
  itself,
  reordered,
  under,
  within,
} from '../flow/index.ts';

/** From where the event lies in what goes in, to where it lies in what comes out, if it does. */
export type Passage = (path: FieldPath) => FieldPath | undefined;

/** What a global or an export of a package makes of an argument. What is not here makes nothing. */
export function passageThrough(name: string): Passage | undefined {
  return functions.get(name);
}

/** What `value.method()` makes of the value. */
export function passageOfReceiver(method: string): Passage {
  return receivers.get(method) ?? text;
}

/** What `value.method(argument)` makes of the argument. */
export function passageOfArgument(method: string): Passage | undefined {
  return methodArguments.get(method);
}

/** Where `value.method(argument)` puts the argument into the value. */
export function passageIntoReceiver(method: string): Passage | undefined {
  return intoReceivers.get(method);
}

/** Whether values that the language itself makes have such a method: it runs nothing but callbacks. */
export function isMethodOfData(method: string): boolean {
  return (
    receivers.has(method) ||
    methodArguments.has(method) ||
    intoReceivers.has(method) ||
    callbacks.has(method) ||
    otherMethods.has(method)
  );
}

/** What `value.method(function)` gives to the function, parameter by parameter. */
export function callbackParameters(method: string): readonly (Passage | undefined)[] {
  return callbacks.get(method) ?? [];
}

/** What `value.method(function)` makes of what the function returns. */
export function passageOfCallback(method: string): Passage | undefined {
  return callbackResults.get(method);
}

const same: Passage = (path) => path;
const never: Passage = () => undefined;
const text: Passage = (path) => (isElement(path) ? itself : undefined);
const element: Passage = (path) => within(path, anyField);
/** In a Map or the like, and not in a field of what has such a method too. */
const stored: Passage = (path) => (isInElements(path) ? element(path) : undefined);
const asElement: Passage = (path) => under(anyField, path);
const shallow: Passage = (path) => reordered(path);
/** What lies somewhere in it, be it deep. */
const anything: Passage = () => itself;
/** Of an object that the event is, not of one that holds it. */
const names: Passage = (path) => (path.length === 0 ? itself : undefined);
const entries: Passage = (path) => under(anyField, shallow(path) ?? itself);

const functions: ReadonlyMap<string, Passage> = new Map([
  ...table(text, 'String', 'atob', 'btoa', 'decodeURI', 'decodeURIComponent', 'encodeURI'),
  ...table(text, 'encodeURIComponent', 'escape', 'unescape', 'String.raw'),
  ...table(text, 'Buffer', 'Buffer.from', 'URL', 'URLSearchParams', 'Array.from', 'Array.of'),
  ...table(same, 'Object', 'Object.assign', 'Object.freeze', 'structuredClone'),
  ...table(same, 'Promise.resolve', 'Promise.all', 'Promise.race', 'Promise.any', 'Set'),
  ...table(shallow, 'Object.values', 'Array.from', 'Map', 'Buffer.concat'),
  ...table(entries, 'Object.entries'),
  ...table(names, 'Object.keys'),
  ...table(element, 'Object.fromEntries'),
  ...table(asJson, 'JSON.stringify'),
  ...table(fromJson, 'JSON.parse'),
  ...table(text, 'module:buffer.Buffer.from', 'module:url.URL', 'module:url.URLSearchParams'),
  ...table(text, 'module:url.parse', 'module:querystring.parse', 'module:querystring.unescape'),
  ...table(text, 'module:util.format', 'module:path.join', 'module:path.resolve'),
  ...table(text, 'module:path.basename', 'module:path.posix.basename', 'module:path.dirname'),
  ...table(text, 'module:path.posix.join', 'module:sanitize-filename', 'module:querystring.escape'),
  ...table(text, 'module:url.resolve', 'Request', 'module:node-serialize.unserialize'),
  ...table(
    text,
    'module:serialize-to-js.deserialize',
    'module:cryo.parse',
    'module:v8.deserialize',
  ),
  ...table(text, 'module:fs.realpathSync', 'module:fs.promises.realpath'),
  ...table(text, 'module:fs/promises.realpath', 'module:fs.realpathSync.native'),
  ...table(text, 'module:path.normalize', 'module:zlib.gunzipSync', 'module:zlib.inflateSync'),
  ...table(text, 'module:zlib.unzipSync', 'module:zlib.brotliDecompressSync'),
  ...table(text, 'module:qs.parse', 'module:query-string.parse', 'module:js-yaml.load'),
  ...table(anything, 'module:@aws-lambda-powertools/parser.parse'),
  ...lodash(
    same,
    'clone cloneDeep merge assign extend defaults defaultsDeep pick pickBy omit omitBy',
  ),
  ...lodash(same, 'castArray tap identity set mapKeys toPlainObject'),
  ...lodash(anything, 'get result at invoke find findLast head first last nth sample property'),
  ...lodash(
    shallow,
    'values flatten flattenDeep compact uniq concat slice take drop reverse sortBy',
  ),
  ...lodash(shallow, 'filter reject shuffle toArray chunk union difference'),
  ...lodash(text, 'toString trim trimStart trimEnd toLower toUpper lowerCase upperCase camelCase'),
  ...lodash(text, 'kebabCase snakeCase startCase capitalize upperFirst lowerFirst replace repeat'),
  ...lodash(text, 'pad padStart padEnd truncate unescape deburr join split'),
  ...lodash(entries, 'toPairs entries'),
  ...lodash(element, 'fromPairs'),
  ...lodash(names, 'keys'),
]);

const receivers: ReadonlyMap<string, Passage> = new Map([
  ...table(never, 'includes', 'indexOf', 'lastIndexOf', 'startsWith', 'endsWith', 'test', 'has'),
  ...table(never, 'hasOwnProperty', 'every', 'some', 'search', 'localeCompare', 'charCodeAt'),
  ...table(never, 'codePointAt', 'getTime', 'push', 'unshift', 'findIndex', 'findLastIndex'),
  ...table(never, 'forEach', 'map', 'flatMap', 'reduce', 'reduceRight', 'then', 'delete', 'equals'),
  ...table(never, 'isWellFormed', 'propertyIsEnumerable', 'isPrototypeOf', 'normalizeEmail'),
  ...table(element, 'pop', 'shift', 'at', 'find', 'findLast', 'next'),
  ...table(stored, 'get'),
  ...table(shallow, 'slice', 'concat', 'filter', 'reverse', 'sort', 'splice', 'values', 'with'),
  ...table(shallow, 'toReversed', 'toSorted', 'toSpliced', 'flat', 'set', 'add'),
  ...table(entries, 'entries', 'matchAll'),
  ...table(same, 'catch', 'finally', 'valueOf'),
]);

const methodArguments: ReadonlyMap<string, Passage> = new Map([
  ...table(text, 'replace', 'replaceAll', 'padStart', 'padEnd', 'join', 'decode'),
  ...table(shallow, 'concat'),
  // Of a schema: it lets through what has the right shape, whatever it says.
  ...table(same, 'parse', 'parseAsync'),
  ...table((path: FieldPath) => under('data', path), 'safeParse', 'safeParseAsync'),
]);

const intoReceivers: ReadonlyMap<string, Passage> = new Map([
  ...table(asElement, 'push', 'unshift', 'splice', 'set', 'add', 'append', 'fill'),
]);

const callbacks: ReadonlyMap<string, readonly (Passage | undefined)[]> = new Map([
  ...table([element], 'map', 'flatMap', 'forEach', 'filter', 'find', 'findLast', 'findIndex'),
  ...table([element], 'some', 'every'),
  ...table([element, element], 'sort', 'toSorted'),
  ...table([undefined, element], 'reduce', 'reduceRight'),
  ...table([same], 'then'),
  ...table([text, text], 'replace', 'replaceAll'),
]);

const callbackResults: ReadonlyMap<string, Passage> = new Map([
  ...table(asElement, 'map'),
  ...table(same, 'flatMap', 'reduce', 'reduceRight', 'then', 'catch'),
  ...table(text, 'replace', 'replaceAll'),
]);

/** Of texts, expressions, lists, dates and streams: what they make of an argument holds none of it. */
const otherMethods: ReadonlySet<string> = new Set(
  (
    'charAt copyWithin exec format getRandomValues isSubsetOf match setDate setHours setTime split ' +
    'substr substring toFixed toLocaleString toString write end'
  ).split(' '),
);

/** Functions of lodash, whichever package each comes in. */
function lodash(passage: Passage, functionNames: string): readonly (readonly [string, Passage])[] {
  return functionNames.split(' ').flatMap((name) => table(passage, `module:lodash.${name}`));
}

function table<T>(value: T, ...names: readonly string[]): readonly (readonly [string, T])[] {
  return names.map((name) => [name, value]);
}
