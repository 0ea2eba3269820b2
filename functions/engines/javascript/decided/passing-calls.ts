import { returnsOf } from '../members.ts';
import { bindingOf, parentOf } from '../scope.ts';
import { type AnyNode, type CallNode, fieldRead, isCall, isFunction } from '../syntax.ts';
import type { Values } from '../value.ts';

/** Whether a call says no more of what it is given than a verdict, a number or a digest, or says who has proved to be someone. */
export function isJudging(name: string): boolean {
  return judging.test(name.slice(name.lastIndexOf('.') + 1));
}

const judging =
  /^(?:verify\w{0,20}|\w{0,20}authenticate\w{0,10}|authorize\w{0,10}|constructEvent|createHash|createHmac|digest|hash|hashSync|compare|compareSync|sign|timingSafeEqual|includes|has|some|every|test|indexOf|lastIndexOf|findIndex|startsWith|endsWith|hasOwnProperty|isArray|isNaN|Boolean|localeCompare|randomUUID|randomBytes|now|random)$/;

/** Whether a call gives back what it is given in another form, or its parts. */
export function isParsing(method: string, names: readonly string[]): boolean {
  return parsing.test(method) || names.some((name) => globals.has(name) || unverified.test(name));
}

/** A token that is only decoded says what its bearer wrote into it. */
const unverified =
  /^module:(?:jsonwebtoken\.decode|jwt-decode(?:\.(?:jwtDecode|default))?|jose\.decodeJwt)$/;

const parsing =
  /^(?:parse|parseAsync|stringify|unmarshall|marshall|convert|decodeURIComponent|encodeURIComponent|structuredClone|cloneDeep|pick|omit|merge|plainToClass|plainToInstance|cast)$/;

const globals: ReadonlySet<string> = new Set(
  'String Buffer.from Object.assign Object.values Object.entries Object.fromEntries Object.freeze Array.from Promise.all Promise.resolve Promise.allSettled atob btoa'.split(
    ' ',
  ),
);

/** Whether what a call makes of a text is no more than a number. */
export function isCounted(method: string, names: readonly string[]): boolean {
  return (
    /^parse(?:Int|Float)$/.test(method) ||
    names.some((name) => name === 'Number' || name === 'BigInt')
  );
}

/** Of `new Promise((resolve) => …)`, what it is resolved with. */
export function resolvedWith({ arguments: [run] }: CallNode): readonly AnyNode[] {
  const [resolve] = run && isFunction(run) ? run.params : [];
  const reads = (resolve && bindingOf(resolve)?.reads) ?? [];

  return reads.slice(0, MOST_READS).flatMap((read) => {
    const call = parentOf(read);
    return isCall(call) && call.callee === read ? call.arguments.slice(0, 1) : [];
  });
}

const MOST_READS = 60;

/**
 * What a promise comes to: by `promise.then(f)` to what `f` returns, and not to what it held; by `catch` and `finally` to that, too.
 * Undefined where it is not seen what runs.
 */
export function chainedBy(
  { callee, arguments: [first] }: CallNode,
  values: Values,
): readonly AnyNode[] | undefined {
  if (callee.type !== 'MemberExpression' || !first) return undefined;
  const method = fieldRead(callee) ?? '';
  if (!/^(?:then|catch|finally)$/.test(method)) return undefined;
  const run = values.functionsOf(first);
  if (run.length === 0) return undefined;

  return [
    ...(method === 'then' ? [] : [callee.object]),
    ...(method === 'finally' ? [] : run.flatMap((of) => returnsOf(of))),
  ];
}

/** Whether what a method makes is a text, a list or a part of what it is called of. */
export function isTextMethod(method: string): boolean {
  return texts.has(method);
}

const texts: ReadonlySet<string> = new Set(
  (
    'trim trimStart trimEnd toLowerCase toUpperCase toString toLocaleLowerCase toJSON toISOString split replace replaceAll slice substring substr concat join ' +
    'map filter find flatMap flat reduce sort reverse toSorted pop shift at padStart padEnd normalize valueOf entries match matchAll charAt ' +
    'json text formData arrayBuffer blob get getAll header param query body valid parseBody promise then catch finally'
  ).split(' '),
);
