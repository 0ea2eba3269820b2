import type { CheckId } from '../../core/check-id.ts';
import type { Mark } from '../../core/mark.ts';
import { type ApiRoute, isOpenRoute, requiresKeyAlone } from '../exposure/api-route.ts';
import {
  type AppsyncApi,
  callersOfAppsync,
  letsInAll,
  letsInWhoSignsUp,
  requirementsOf,
  takesKeyAlone,
} from '../exposure/appsync-api.ts';
import {
  admitsWhoSignsUp,
  type BalancerRule,
  callersOf,
  isOpenRule,
} from '../exposure/balancer-rule.ts';
import {
  callersOfDistribution,
  isLeftToEdge,
  isOpenDistribution,
} from '../exposure/distribution.ts';
import type { EntryPoint } from '../exposure/entry-point.ts';
import { iotCallerNamed } from '../exposure/iot-call.ts';
import { isOpenToSignUp, usersInWords } from '../exposure/sign-up.ts';
import { isBucket } from '../exposure/trigger-source.ts';
import { MOST_POINTS } from './attack-surface.ts';
import { type Caller, INTERNET, KEY_HOLDERS, placeOf } from './caller.ts';
import { byIot, hasGuests, PUBLISHER } from './iot-reach.ts';
import type { OpenFinding } from './target-state.ts';

/** Who comes in by a way, and how. */
export interface Reach extends Caller {
  readonly way: EntryPoint;
}

/** From here on anyone comes in, with an account of AWS or without. */
const ANYONE = 20;

/** From here on strangers come in: a path begins with no less. */
const STRANGERS = 10;

/** From here on a caller outside the account comes in, or may with credentials or a name. */
const OUTSIDERS = 5;

/**
 * Who reaches a function, the widest way first; what its own account alone sends is the last.
 *
 * @param trusted account ids that the settings trust.
 */
export function reachesOf(
  ways: readonly EntryPoint[],
  trusted: readonly string[],
): readonly Reach[] {
  return ways
    .map((way): Reach => ({ ...reachBy(way, trusted), way }))
    .toSorted((a, b) => b.points - a.points);
}

/**
 * Those by which anyone at all comes in, directly or by a service that acts for everyone. EventBridge does so by no
 * rule of another account: for a function elsewhere such a rule needs a role, and the policy has to let in that.
 *
 * Source: "Sending events to an AWS service in another account" (EventBridge User Guide).
 */
export function byAnyone(reaches: readonly Reach[]): readonly Reach[] {
  return reaches.filter(({ points, way }) => points >= ANYONE && !isByRule(way));
}

function isByRule(way: EntryPoint): boolean {
  return way.kind === 'service' && way.service === 'events.amazonaws.com' && !way.isOpenSource;
}

/** Those by which a stranger comes in: anyone, or an untrusted account. */
export function byStrangers(reaches: readonly Reach[]): readonly Reach[] {
  return reaches.filter(({ points }) => points >= STRANGERS);
}

/** Those by which anything but events of its own account comes in. */
export function fromOutside(reaches: readonly Reach[]): readonly Reach[] {
  return reaches.filter(({ points }) => points >= OUTSIDERS);
}

/** The finding about an entry point, if there is one. */
export function exposureOf(
  { way }: Reach,
  exposures: readonly OpenFinding[],
): OpenFinding | undefined {
  return exposures.find((finding) => isAbout(finding, way));
}

/** What a finding is about to which it matters by which entry points callers come in. */
export function reachMark(reaches: readonly Reach[]): Mark {
  return reaches.map(({ way }) => nameOf(way));
}

function nameOf(way: EntryPoint): string {
  if (way.kind === 'url') return `function URL of ${placeOf(way.alias)}, ${way.authType}`;
  if (way.kind === 'route') return nameOfRoute(way.route);
  if (way.kind === 'balancer') return nameOfRule(way.rule);
  if (way.kind === 'appsync') return nameOfAppsync(way.api);
  if (way.kind === 'distribution') {
    return `CloudFront distribution ${way.distribution.id} to ${placeOf(way.distribution.qualifier)}`;
  }
  if (way.kind === 'anyone') return `statement ${way.statement}`;
  if (way.kind === 'account') {
    return `${way.account ?? way.principal} to ${placeOf(way.qualifier)}`;
  }

  const { service, source = 'any source', isForAnyone, isOpenSource, iot, qualifier } = way;
  const whose = isForAnyone ? ' for anyone' : '';
  const isOpen = isOpenSource || iot?.isUnsigned || hasGuests(way);
  const open = isOpen ? ', which is open,' : '';
  return `${service}${whose} by ${source}${open} to ${placeOf(qualifier)}`;
}

function nameOfRoute({ key, apiId, through }: ApiRoute): string {
  return `${key} of API ${apiId}${through === undefined ? '' : ` through ${through}`}`;
}

function nameOfRule({ takes, address }: BalancerRule): string {
  return `${takes} at ${address}`;
}

function nameOfAppsync({ apiId, authentication, alsoAccepted }: AppsyncApi): string {
  return `AppSync API ${apiId} by ${[authentication, ...alsoAccepted].join(', ')}`;
}

/** Who is admitted once he has signed up, and anyone may: a stranger like any other, but for the address that he gives. */
const SIGNED_UP = 16;

const ANY_ACCOUNT = 'anyone with an AWS account';

function reachBy(way: EntryPoint, trusted: readonly string[]): Caller {
  if (way.kind === 'url') return byUrl(way);
  if (way.kind === 'route') return byRoute(way);
  if (way.kind === 'balancer') return byBalancer(way);
  if (way.kind === 'appsync') return byAppsync(way);
  if (way.kind === 'distribution') return byDistribution(way);
  if (way.kind === 'service') return byService(way);
  if (way.kind === 'account') return byAccount(way, trusted);

  const name = way.statement.slice(way.statement.indexOf('/') + 1);
  return {
    points: 25,
    who: ANY_ACCOUNT,
    how: `may use ${placeOf(way.qualifier)} (statement ${name} of its policy names everyone)`,
  };
}

function byUrl({ url, authType, alias, isOpen }: Kind<'url'>): Caller {
  const of = alias === undefined ? 'function URL' : `function URL of alias ${alias}`;
  if (isOpen && authType !== 'AWS_IAM') {
    return {
      points: MOST_POINTS,
      who: INTERNET,
      how: `calls ${url} (${of} without authorisation)`,
    };
  }
  if (isOpen) {
    return {
      points: 25,
      who: ANY_ACCOUNT,
      how: `calls ${url} (${of} whose policy names everyone)`,
    };
  }

  const closed = authType === 'AWS_IAM' ? 'requires signed requests' : 'no statement allows anyone';
  return {
    points: 8,
    who: 'a caller with credentials for it',
    how: `calls ${url} (${of}; ${closed})`,
  };
}

function byRoute({ route }: Kind<'route'>): Caller {
  const { kind, apiId, apiName, key, addresses, authorization, through } = route;
  const { isPrivate, isBarred } = route;
  const at = addresses[0] === undefined ? '' : `, at ${addresses[0]}`;
  const on = through === undefined ? '' : `, which hands it on to ${through}`;
  const how = `calls ${key} of the ${kind} API ${apiName} (${apiId})${at}${on}`;

  if (isOpenRoute(route))
    return { points: MOST_POINTS, who: INTERNET, how: `${how}, ${unasked(route)}` };
  if (addresses.length === 0) return { points: 1, who: 'no one', how };
  if (requiresKeyAlone(route)) return { points: 8, who: 'a caller with an API key', how };

  const asked = `${how} (${authorization})`;
  const users = isPrivate || isBarred ? undefined : route.signUp;
  if (users) {
    const points = isOpenToSignUp(users) ? SIGNED_UP : 8;
    return { points, who: usersInWords(users), how: asked };
  }
  return { points: 8, who: 'a caller that the API admits', how: asked };
}

function unasked({ openAuthorizer }: ApiRoute): string {
  return openAuthorizer === undefined
    ? 'without authorisation'
    : `whose authorizer lets any caller through (${openAuthorizer})`;
}

function byBalancer({ rule }: Kind<'balancer'>): Caller {
  const { balancerName, takes, address, qualifier } = rule;
  const how = `runs ${placeOf(qualifier)} through the load balancer ${balancerName}, at ${address} (${takes})`;

  return isOpenRule(rule)
    ? { points: MOST_POINTS, who: INTERNET, how: `${how}, without authorisation` }
    : { points: admitsWhoSignsUp(rule) ? SIGNED_UP : 8, who: callersOf(rule), how };
}

function byAppsync({ api }: Kind<'appsync'>): Caller {
  const { apiId, apiName, address, qualifier, mergedInto } = api;
  const by = mergedInto === undefined ? '' : `, by the merged API ${mergedInto}`;
  const how = `calls the AppSync API ${apiName} (${apiId})${by}, at ${address}, which runs ${placeOf(qualifier)} (${requirementsOf(api)})`;

  const keyed = takesKeyAlone(api) ? KEY_HOLDERS : 8;
  const asked = letsInWhoSignsUp(api) ? SIGNED_UP : keyed;
  const points = letsInAll(api) ? MOST_POINTS : asked;

  return { points, who: callersOfAppsync(api), how };
}

/**
 * Most functions at the edge rewrite paths and headers, and some ask who calls: strangers do come in where that is
 * not known, and it is not said that everyone does.
 */
const LEFT_TO_EDGE = 12;

function byDistribution({ distribution }: Kind<'distribution'>): Caller {
  const { id, address, qualifier } = distribution;
  const how = `calls ${address} (CloudFront distribution ${id}, which signs what it hands on to the URL of ${placeOf(qualifier)})`;

  const points = isOpenDistribution(distribution) ? MOST_POINTS : 8;
  return {
    points: isLeftToEdge(distribution) ? LEFT_TO_EDGE : points,
    who: callersOfDistribution(distribution),
    how,
  };
}

function byService(way: Kind<'service'>): Caller {
  const { service, source, isForAnyone, qualifier } = way;
  const what = placeOf(qualifier);
  if (way.isOpenSource) {
    return { points: 22, who: ANY_ACCOUNT, how: `writes to ${source}, which runs ${what}` };
  }
  const ofIot = isForAnyone ? undefined : byIot(way);
  if (ofIot) return ofIot;

  if (!isForAnyone && way.signUp) {
    const points = isOpenToSignUp(way.signUp) ? SIGNED_UP : 8;
    const how = `has it run ${what}, as one of its triggers`;
    return { points, who: usersInWords(way.signUp), how };
  }

  const admitted = admitting.get(service.split('.', 1).join());
  if (!isForAnyone && admitted !== undefined) {
    const by = source === undefined ? '' : `, by ${source}`;
    return { points: 8, who: admitted, how: `runs ${what}${by} (who that is was not read)` };
  }
  if (!isForAnyone) {
    const whose = source === undefined ? '' : ` of ${source}`;
    return { points: 3, who: `${service} for this account`, how: `runs ${what} on events${whose}` };
  }
  // What is named is anyone's only once it is gone.
  if (source !== undefined && isBucket(source)) {
    const how = `has ${service} run ${what}`;
    return { points: 8, who: `anyone who comes to own the bucket ${source}`, how };
  }

  return {
    points: 22,
    who: ANY_ACCOUNT,
    how: `has ${service} run ${what} on an event of theirs (its policy does not say whose)`,
  };
}

/**
 * Services that stand between a function and callers of their own: who these are, a listener, a user
 * pool or a policy of theirs decides.
 *
 * Source: "Invoking Lambda with events from other AWS services" (Lambda Developer Guide).
 */
const admitting: ReadonlyMap<string, string> = new Map([
  ['alexa-appkit', 'a user of the Alexa skill'],
  ['cloudfront', 'a viewer whom the distribution lets in'],
  ['cognito-idp', 'a caller who signs up or in at the user pool'],
  ['cognito-sync', 'a user of the identity pool'],
  ['connect', 'a caller of the contact centre'],
  ['elasticloadbalancing', 'a caller whom the load balancer admits'],
  ['iot', PUBLISHER],
  ['lex', 'a user of the Lex bot'],
  ['lexv2', 'a user of the Lex bot'],
]);

function byAccount({ principal, account, qualifier }: Kind<'account'>, trusted: readonly string[]) {
  const who =
    account === undefined
      ? `a caller that a condition on ${principal} admits`
      : `account ${account}${trusted.includes(account) ? ', which is trusted' : ''}`;
  const isStranger = account !== undefined && !trusted.includes(account);

  return {
    points: isStranger ? STRANGERS : OUTSIDERS,
    who,
    how: `may use ${placeOf(qualifier)} (its policy names ${principal})`,
  };
}

function isAbout({ check, subject }: OpenFinding, way: EntryPoint): boolean {
  switch (way.kind) {
    case 'url':
      return check === 'permissions/unauthenticated-url' && subject === (way.alias ?? 'function');
    case 'anyone':
      return check === 'permissions/public-resource-policy' && subject === way.statement;
    case 'route':
      return check === exposedBy(way.route) && subject === way.route.apiId;
    case 'balancer':
      return check === 'permissions/open-load-balancer' && subject === way.rule.balancerName;
    case 'appsync':
      return check === 'permissions/appsync-api-key' && subject === way.api.apiId;
    case 'distribution':
      return false;
    case 'service':
      if (hasGuests(way) && check === 'permissions/open-iot-topic') {
        return subject === iotCallerNamed(way.source ?? '')?.name;
      }
      return isOf(check, 'permissions/unscoped-service-principal', subject, way.qualifier);
    case 'account':
      return isOf(check, 'permissions/foreign-account-access', subject, way.qualifier);
  }
}

function exposedBy(route: ApiRoute): CheckId {
  return requiresKeyAlone(route) ? 'permissions/api-key-only' : 'permissions/open-api-route';
}

/** Of the policy at least: which statement, the entry point does not say. */
function isOf(check: string, wanted: string, subject: string, qualifier = 'function'): boolean {
  return check === wanted && subject.startsWith(`${qualifier}/`);
}

type Kind<K extends EntryPoint['kind']> = Extract<EntryPoint, { readonly kind: K }>;
