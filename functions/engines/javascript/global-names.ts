/** Whether a name stands for one thing, whatever a file sets it to. */
export function staysGlobal(name: string): boolean {
  return fixed.has(name);
}

/**
 * Whether a name stands for something before any file sets it, and still may after that:
 * `const request = fetch; fetch = (url) => request(url)`. Source: "Global objects" (Node.js).
 */
export function isOfRuntime(name: string): boolean {
  return fixed.has(name) || given.has(name);
}

const fixed: ReadonlySet<string> = new Set(
  (
    'require module exports awslambda global globalThis process console Promise Buffer Symbol Object Array ' +
    'Function String Number Date JSON Math Map Set eval __dirname __filename'
  ).split(' '),
);

const given: ReadonlySet<string> = new Set(
  (
    'fetch Request Response Headers FormData WebSocket EventSource URL URLSearchParams URLPattern Error ' +
    'TypeError RangeError SyntaxError AggregateError RegExp Boolean BigInt Proxy Reflect WeakMap WeakSet ' +
    'WeakRef Iterator Intl ArrayBuffer DataView Uint8Array Atomics WebAssembly parseInt parseFloat isNaN ' +
    'isFinite encodeURI encodeURIComponent decodeURI decodeURIComponent escape unescape atob btoa ' +
    'setTimeout setInterval setImmediate clearTimeout clearInterval clearImmediate queueMicrotask ' +
    'structuredClone crypto Crypto performance navigator localStorage sessionStorage Blob File Event ' +
    'EventTarget AbortController AbortSignal BroadcastChannel MessageChannel TextEncoder TextDecoder ' +
    'ReadableStream WritableStream TransformStream'
  ).split(' '),
);
