import type { WeaknessKind } from './weakness.ts';

/** Kinds of which a function may have dozens. */
export const mildKinds: ReadonlySet<WeaknessKind> = new Set([
  'error-details-returned',
  'event-returned',
  'json-injection',
  'log-injection',
  'logs-whole-event',
  'prompt-injection',
  'state-between-invocations',
]);

/** What a sink does with the event, for a reader. */
export const sinkVerbs: Readonly<Record<WeaknessKind, string>> = {
  'broken-object-authorization': 'names an item by it, and nothing asks whose that is',
  'command-injection': 'runs it as a command',
  'does-not-start': 'is neither in the package nor in the runtime',
  'environment-returned': 'sends it to the caller',
  'error-details-returned': 'sends it to the caller',
  'event-code-execution': 'runs it',
  'event-returned': 'sends it back to the caller',
  'json-injection': 'takes it as a part of JSON',
  'log-injection': 'writes it to the log',
  'logs-whole-event': 'writes it to the log',
  'open-authorizer': 'lets any caller through',
  'open-redirect': 'sends the browser to it',
  'path-traversal': 'takes it as a path',
  'predictable-token': 'makes a secret of it',
  'prompt-injection': 'puts it into a prompt',
  'query-injection': 'takes it as a part of a query',
  'secret-in-log': 'writes it to the log',
  'server-side-request-forgery': 'calls the server that it names',
  'state-between-invocations': 'keeps it for later invocations',
  'tls-verification-disabled': 'accepts any certificate',
  'unescaped-html': 'shows it as a part of a page',
  'unpinned-install': 'installs whatever is published',
  'unsafe-deserialization': 'makes objects of it',
  'weak-crypto': 'relies on it',
  'xml-external-entity': 'resolves what it refers to',
};
