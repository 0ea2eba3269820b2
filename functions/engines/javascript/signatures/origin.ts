import { anyField } from '../../flow/index.ts';
import { isCredentialName } from '../../signatures/index.ts';
import type { AnyNode } from '../syntax.ts';

/** What is origin of a value, in the eyes of who asks whether a credential was put to a test. */
export interface Origin {
  /** A part of the request, or what is made of it. */
  readonly request?: true | undefined;
  /** A credential that the request brings. */
  readonly credential?: true | undefined;
  /** What holds credentials by their names, as headers do. */
  readonly container?: true | undefined;
  /** Whether a field that it lay in has a name that says something else. */
  readonly named?: true | undefined;
  /** Of the environment. */
  readonly own?: true | undefined;
  /** What a call has brought that leaves the code. */
  readonly stored?: true | undefined;
  /** The test whose result it is, or depends on. */
  readonly verdict?: AnyNode | undefined;
}

export const noOrigin: Origin = {};
export const theRequest: Origin = { request: true };

export function joinedOrigins(all: readonly Origin[]): Origin {
  const [first = noOrigin, ...others] = all;
  if (others.length === 0) return first;

  return all.reduce((one, other) => ({
    request: one.request ?? other.request,
    credential: one.credential ?? other.credential,
    container: one.container ?? other.container,
    named: one.named ?? other.named,
    own: one.own ?? other.own,
    stored: one.stored ?? other.stored,
    verdict: one.verdict ?? other.verdict,
  }));
}

/** What lies in a field of it. */
function originIn(origin: Origin, field: string | undefined): Origin {
  if (!origin.request || field === undefined) return origin;
  // Settings of Hono, and of a stage of API Gateway.
  if (field === 'env' || field === 'stageVariables') return { own: true };
  // Of an open route there is none.
  if (field === 'authorizer') return noOrigin;
  if (origin.credential && !origin.container && !isOther(field)) return origin;
  if (!origin.container && /^(?:sid|session)$/i.test(field)) return { ...origin, named: true };
  const isCredential =
    isCredentialName(field) || (origin.container === true && isSessionId.test(field));

  return {
    ...origin,
    credential: isCredential || undefined,
    named: (!isCredential && !parts.has(field) && !/^\d+$/.test(field)) || undefined,
    container: containers.has(field) || undefined,
  };
}

/** The same through several, one after another. */
export function originAlong(origin: Origin, path: readonly string[]): Origin {
  return path.reduce((of, field) => originIn(of, field === anyField ? undefined : field), origin);
}

/** What lies in one and has a name of its own: `auth.userId`; not `parts[1]`. The first part says no more than of which kind it is. */
function isOther(field: string): boolean {
  if (/^\d+$/.test(field)) return field === '0';

  return field !== 'value' && !isCredentialName(field);
}

/** Of a header or a cookie; of a body it may be that of a talk. */
const isSessionId = /^session_?id$/i;

/** What by its name may be a credential, of what is known to be a part of the request. */
export function originByName(origin: Origin, name: string): Origin {
  return origin.request && !origin.credential && !origin.named && isCredentialName(name)
    ? { ...origin, credential: true }
    : origin;
}

/** Whether it is a credential, or has one in it. */
export function bringsCredential({ credential, container }: Origin): boolean {
  return credential === true || container === true;
}

/** Whether it is something that the code has of its own: of the environment, or of a store. */
export function isOwnValue({ own, stored, request }: Origin): boolean {
  return (own ?? stored ?? false) && !request;
}

/** Whether it is what the code has of its own, or has looked up. */
export function isBroughtByCode({ own, stored, credential }: Origin): boolean {
  return !credential && (own ?? stored ?? false);
}

/** Whether nothing is known of it. */
export function isUnknown(origin: Origin): boolean {
  return !Object.values(origin).some((each) => each !== undefined);
}

/** Whether one is a credential that the request brings, and the other what the code has of its own. */
export function isPair(one: Origin, other: Origin): boolean {
  return (
    (one.credential === true && isOwnValue(other)) || (other.credential === true && isOwnValue(one))
  );
}

/** Of a request, that hold others. */
const parts: ReadonlySet<string> = new Set(
  'event request req body rawBody query queryStringParameters multiValueQueryStringParameters params pathParameters headers multiValueHeaders cookies signedCookies data input args'.split(
    ' ',
  ),
);

const containers: ReadonlySet<string> = new Set(
  'headers multiValueHeaders cookies signedCookies'.split(' '),
);
