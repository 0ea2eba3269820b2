import type { FieldPath } from '../../flow/index.ts';
import { harm, noHarm } from '../harms.ts';
import { isFalse, optionIn, textOf } from '../options.ts';
import { type CallNode, calledName, isCall } from '../syntax.ts';
import type { Values } from '../value.ts';
import { browsers } from './html-renderers.ts';
import { callWith } from './rewritten.ts';
import type { SinkCall, SinkRow, Written } from './sink.ts';

const base = {
  kind: 'server-side-request-forgery',
  harm: harm.origin,
  severity: ofRefused,
  fix: amongAllowed,
} as const;

const verbs = 'get post put patch delete head options request';

/** What calls the server that an address names. */
export const requestSinks: readonly SinkRow[] = [
  { ...base, of: '', calls: 'fetch EventSource WebSocket' },
  {
    ...base,
    of: 'node-fetch cross-fetch isomorphic-fetch isomorphic-unfetch unfetch fetch-retry',
    calls: '() fetch',
  },
  {
    ...base,
    of: 'undici',
    calls: 'fetch request stream pipeline connect Client Pool',
    fields: 'origin',
  },
  { ...base, of: 'http https', calls: 'get request', fields: 'hostname host href' },
  { ...base, of: 'http https', calls: 'get request', argument: 1, isHarmful: isHost },
  { ...base, of: 'follow-redirects', calls: 'get request', fields: 'hostname host href' },
  { ...base, of: 'http2', calls: 'connect' },
  { ...base, of: 'net tls', calls: 'connect createConnection', fields: 'host', isHarmful: isHost },
  { ...base, of: 'net tls', calls: 'connect createConnection', argument: 1, isHarmful: isHost },
  { ...base, of: 'axios', calls: `() create getUri ${verbs}`, fields: 'url baseURL' },
  {
    ...base,
    of: 'got got-scraping',
    calls: `() got ${verbs} stream paginate`,
    fields: 'url',
    when: isWithoutPrefix,
  },
  { ...base, of: 'got got-scraping', calls: 'extend', fields: 'prefixUrl' },
  { ...base, of: 'got got-scraping', calls: `() ${verbs}`, argument: 1, isHarmful: isPrefix },
  { ...base, of: 'ky ky-universal', calls: `() ${verbs}`, when: isWithoutPrefix },
  { ...base, of: 'ky ky-universal', calls: 'create extend', fields: 'prefixUrl' },
  { ...base, of: 'ky ky-universal', calls: `() ${verbs}`, argument: 1, isHarmful: isPrefix },
  { ...base, of: 'superagent wretch phin bent', calls: `() url del ${verbs}`, fields: 'url' },
  {
    ...base,
    of: 'request request-promise request-promise-native',
    calls: `() del ${verbs}`,
    fields: 'url uri baseUrl',
  },
  { ...base, of: 'requestretry urllib', calls: `() ${verbs}`, fields: 'url uri' },
  { ...base, of: 'needle', calls: verbs },
  { ...base, of: '@hapi/wreck wreck', calls: 'get post put patch delete' },
  { ...base, of: '@hapi/wreck wreck', calls: 'request', argument: 1 },
  { ...base, of: 'needle', calls: '() request', argument: 1 },
  { ...base, of: 'graphql-request', calls: 'GraphQLClient request', fields: 'url' },
  { ...base, of: 'ws', calls: '() WebSocket' },
  {
    ...base,
    of: browsers,
    calls: 'goto',
  },
];

/**
 * Where hosts within were refused, and no answer leads on to one: names that resolve to one are left, and
 * servers that anyone may call.
 */
function ofRefused({ node, values, fact }: Written): 'medium' | undefined {
  const mayBeInner = !fact || (fact.harms & harm.inner) !== noHarm;

  return mayBeInner || !isCall(node) || followsRedirects(node, values) ? undefined : 'medium';
}

/** Source: `RequestInit.redirect` (Fetch), "Request Config" (axios), `followRedirect` (got), `http.request` (Node). */
function followsRedirects({ callee, arguments: given }: CallNode, values: Values): boolean {
  const isOfNode = values
    .namesOf(callee)
    .some((name) => /^module:(?:https?|http2|net|tls)\./.test(name));

  return (
    !isOfNode &&
    !given.some((options) => {
      const [redirect, most, follows] = ['redirect', 'maxRedirects', 'followRedirect'].map((name) =>
        optionIn(values, options, name),
      );
      return (
        /^(?:manual|error)$/.test(textOf(redirect) ?? '') ||
        textOf(most) === '0' ||
        (follows !== undefined && isFalse(follows))
      );
    })
  );
}

function isHost(path: readonly string[]): boolean {
  return ['hostname', 'host', 'href'].includes(path[0] ?? '') && path.length === 1;
}

function isPrefix(path: FieldPath): boolean {
  return path.length === 1 && path[0] === 'prefixUrl';
}

/**
 * Whether what is asked for may be of any server: behind `prefixUrl`, of the call or of what made the
 * client, it is a path whatever it says. Source: "Options", prefixUrl (got 14).
 */
function isWithoutPrefix({ call, given, values }: SinkCall): boolean {
  const { callee } = call;
  const client = callee.type === 'MemberExpression' ? callee.object : callee;
  const made = values
    .valuesOf(client)
    .flatMap((value) => (value.kind === 'made' && isCall(value.by) ? value.by.arguments : []));

  return [...given.slice(1), ...made].every(
    (options) => optionIn(values, options, 'prefixUrl') === undefined,
  );
}

/** `const target = new URL(url); if (!allowedHosts.has(target.hostname)) throw …; fetch(target)`. */
function amongAllowed(written: Written): string | undefined {
  const { node, text, values } = written;
  const [address] = isCall(node) ? node.arguments : [];
  if (!isCall(node) || !address) return undefined;
  const refused = "throw new Error('host not allowed');";
  if (address.type === 'ObjectExpression') {
    const host = optionIn(values, address, 'hostname') ?? optionIn(values, address, 'host');
    return host && `if (!allowedHosts.has(${text(host)})) ${refused}`;
  }

  const [inner] = isCall(address) && calledName(address) === 'URL' ? address.arguments : [];
  const made = `const target = new URL(${text(inner ?? address)});`;
  return `${made} if (!allowedHosts.has(target.hostname)) ${refused} ${callWith(written, 'target')}`;
}
