/** Modules of AWS's SDKs, of both versions. */
export function isOfAwsSdk(name: string): boolean {
  return name === 'aws-sdk' || /^@aws-sdk\/(?:client|lib|util)-[\w-]{1,99}$/.test(name);
}

/** AWS's SDKs, and modules of the runtime that send and run nothing. */
export function isPlainModule(name: string): boolean {
  return isOfAwsSdk(name) || modules.has(name.replace(/^node:/, ''));
}

/** Of the runtime, which no file of the archive stands for. */
export function isBuiltIn(name: string): boolean {
  return builtIns.has(name.replace(/^node:/, ''));
}

const builtIns: ReadonlySet<string> = new Set(
  'assert buffer crypto events path querystring string_decoder timers timers/promises url util'.split(
    ' ',
  ),
);

const modules: ReadonlySet<string> = new Set([...builtIns, 'uuid']);

/** What every file has, and neither sends nor runs anything that is not written there. */
export function isPlainGlobal(name: string): boolean {
  return globals.has(name);
}

const globals: ReadonlySet<string> = new Set(
  (
    'console JSON Math Date Object Array String Number Boolean BigInt Promise Map Set WeakMap WeakSet RegExp ' +
    'Symbol Intl URL URLSearchParams TextEncoder TextDecoder Uint8Array Buffer performance crypto ' +
    'Error TypeError RangeError SyntaxError AggregateError parseInt parseFloat isNaN isFinite ' +
    'encodeURI encodeURIComponent decodeURI decodeURIComponent atob btoa structuredClone ' +
    'setTimeout clearTimeout undefined NaN Infinity __dirname __filename'
  ).split(' '),
);

/** Fields through which code gets at other code, or changes what other code does. */
export function isPlainMember(name: string): boolean {
  return !odd.has(name);
}

const odd: ReadonlySet<string> = new Set(
  (
    'constructor prototype __proto__ __defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__ ' +
    'apply bind call assign defineProperty defineProperties setPrototypeOf getPrototypeOf ' +
    'getOwnPropertyDescriptor getOwnPropertyDescriptors middlewareStack binding dlopen mainModule ' +
    'getBuiltinModule createRequire'
  ).split(' '),
);
