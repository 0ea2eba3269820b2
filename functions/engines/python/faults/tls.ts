import { argumentOf, entryOf, isConstant, seen } from '../call-arguments.ts';
import { childrenOf } from '../children-of.ts';
import { constantText } from '../constant-text.ts';
import { calledName, type LinkedFile } from '../link.ts';
import type { AnyNode, Attribute, Expression } from '../syntax.ts';
import type { Values } from '../value.ts';
import { type Fault, type FaultRow, isOf, isUnseen, type Place } from './fault.ts';

/** Calls that accept any certificate. */
export const tlsFaults: readonly FaultRow[] = [
  {
    calls:
      'get post put patch delete head options request stream send Client AsyncClient Session client resource',
    find: unverifiedRequest,
  },
  { calls: '_create_unverified_context', find: unverifiedContext },
  {
    calls:
      'PoolManager HTTPSConnectionPool ProxyManager wrap_socket TCPConnector ClientSession Http MongoClient Elasticsearch OpenSearch Redis StrictRedis',
    find: unverifiedPool,
  },
  { calls: 'create_connection run_forever WebSocket connect', find: unverifiedSocket },
];

const fault = { kind: 'tls-verification-disabled' } as const;

/** `verify=False` of requests, httpx and boto3, and `ssl=False` of aiohttp. */
function unverifiedRequest(place: Place): Omit<Fault, 'node'> | undefined {
  const { call } = place;
  const isKnown = isOf(
    place,
    'requests',
    'requests_html',
    'httpx',
    'boto3',
    'botocore',
    'aiohttp',
    'aioboto3',
  );
  if (!isKnown && !isUnseen(place)) return undefined;

  for (const option of ['verify', 'verify_ssl', ...(isKnown ? ['ssl'] : [])]) {
    if (isConstant(argumentOf(call, undefined, option), 'False')) {
      return { ...fault, title: `${option}=False`, fix: () => `${option}=True` };
    }
  }
  return undefined;
}

function unverifiedContext(place: Place): Omit<Fault, 'node'> | undefined {
  return isOf(place, 'ssl')
    ? {
        ...fault,
        title: 'ssl._create_unverified_context',
        fix: () => 'ssl.create_default_context()',
      }
    : undefined;
}

/** `create_connection(url, sslopt={'cert_reqs': ssl.CERT_NONE})` of websocket-client. */
function unverifiedSocket({ call, values }: Place): Omit<Fault, 'node'> | undefined {
  const options = argumentOf(call, undefined, 'sslopt');
  const value = entryOf(options, 'cert_reqs');

  return value && isNone(value, values)
    ? {
        ...fault,
        title: 'cert_reqs=CERT_NONE',
        fix: () => "sslopt={'cert_reqs': ssl.CERT_REQUIRED}",
      }
    : undefined;
}

function unverifiedPool({ call, values }: Place): Omit<Fault, 'node'> | undefined {
  for (const option of ['cert_reqs', 'ssl_cert_reqs']) {
    const value = argumentOf(call, undefined, option);
    if (value && isNone(value, values)) {
      return { ...fault, title: `${option}=CERT_NONE`, fix: () => `${option}='CERT_REQUIRED'` };
    }
  }
  for (const option of ['ssl', 'verify_ssl', 'verify_certs', 'ssl_assert_hostname']) {
    if (option === 'ssl' && !/^(?:TCPConnector|ClientSession)$/.test(calledName(call) ?? ''))
      continue;
    if (isConstant(argumentOf(call, undefined, option), 'False')) {
      return { ...fault, title: `${option}=False`, fix: () => `${option}=True` };
    }
  }
  for (const option of [
    'tlsAllowInvalidCertificates',
    'tlsInsecure',
    'disable_ssl_certificate_validation',
  ]) {
    if (isConstant(argumentOf(call, undefined, option), 'True')) {
      return { ...fault, title: `${option}=True`, fix: () => `${option}=False` };
    }
  }
  return undefined;
}

/** `ssl.CERT_NONE`, and its name as a text. */
function isNone(value: Expression, values: Values): boolean {
  return (
    constantText(value) === 'CERT_NONE' ||
    values.namesOf(value).includes('ssl.CERT_NONE') ||
    isConstant(value, 'None')
  );
}

/** Whichever is chosen of several. */
function isNoneEither(value: Expression, values: Values): boolean {
  return value.type === 'Conditional'
    ? isNoneEither(value.yes, values) && isNoneEither(value.no, values)
    : isNone(value, values);
}

/** Attributes that are set so that any certificate is accepted. */
export function tlsAssignments(file: LinkedFile, values: Values): readonly Fault[] {
  const set = ['verify', 'check_hostname', 'verify_mode', '_create_default_https_context'];

  return set.flatMap((name) =>
    (file.attributes.get(name) ?? []).flatMap((attribute) => {
      const found = assigned(attribute, values);
      return found ? { ...found, ...(isChosen(attribute, values) && chosen) } : [];
    }),
  );
}

const chosen = { severity: 'medium' } as const;

/**
 * Whether a setting chooses it: `if settings.insecure`, `elif sslmode == 'verify-ca'`, and
 * `CERT_NONE if no_ca else CERT_REQUIRED`, of which the other arm checks.
 */
function isChosen(node: AnyNode, values: Values): boolean {
  let at: AnyNode = node;
  const value = node.parent?.type === 'Assign' ? node.parent.value : undefined;
  if (value?.type === 'Conditional' && !isNoneEither(value, values)) return true;

  for (let steps = 0; at.parent && steps < MOST_STEPS; steps += 1) {
    const around: AnyNode = at.parent;
    if (around.type === 'Function') return false;
    if (around.type === 'If' && around.test !== at && asksForChecks(around.test)) return true;
    at = around;
  }
  return false;
}

const MOST_STEPS = 50;

function asksForChecks(test: Expression): boolean {
  const pending: AnyNode[] = [test];

  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    const node = pending.pop();
    if (!node) return false;
    const word =
      node.type === 'Name' || node.type === 'Attribute'
        ? node.name
        : node.type === 'Text'
          ? node.value
          : '';
    if (/insecure|verify|self_?signed|sslmode|skip_|no_check/i.test(word)) return true;
    pending.push(...childrenOf(node));
  }
  return false;
}

function assigned(attribute: Attribute, values: Values): Fault | undefined {
  const { parent: assignment, name, object } = attribute;
  if (assignment?.type !== 'Assign' || !assignment.value) return undefined;
  if (!assignment.targets.includes(attribute)) return undefined;
  const { value } = assignment;
  const made = (title: string, right: string): Fault => ({
    ...fault,
    node: attribute,
    title,
    fix: ({ places }) => `${places.codeOf(object)}.${right}`,
  });

  switch (name) {
    case 'verify':
      return isConstant(value, 'False') && isSession(object, values)
        ? made('verify = False', 'verify = True')
        : undefined;
    case 'check_hostname':
      return isConstant(value, 'False')
        ? made('check_hostname = False', 'check_hostname = True')
        : undefined;
    case 'verify_mode':
      return isNone(value, values)
        ? made('verify_mode = CERT_NONE', 'verify_mode = ssl.CERT_REQUIRED')
        : undefined;
    default:
      // Given as it is, and not called: the call is found by itself.
      return seen(value)?.type === 'Attribute' &&
        values.namesOf(value).includes('ssl._create_unverified_context')
        ? made(
            'ssl._create_default_https_context',
            '_create_default_https_context = ssl.create_default_context',
          )
        : undefined;
  }
}

function isSession(object: Expression, values: Values): boolean {
  const names = values.namesOf(object);
  const isNamed = /session|client|http/i.test(
    object.type === 'Name' || object.type === 'Attribute' ? object.name : '',
  );

  return names.length === 0 ? isNamed : names.some((name) => /^(?:requests|httpx)\./.test(name));
}
