import { type Evidence, firstOf, lines } from '../../core/evidence.ts';
import { milder } from '../../core/severity.ts';
import type { SignatureCheck } from '../../core/signature-check.ts';
import { type Detail, failIfAny } from '../../domain/check.ts';
import { type ApiRoute, nameOfFunction } from '../../domain/exposure/api-route.ts';
import {
  askedByCode,
  checkOfEach,
  joined,
  provedOf,
  unasked,
  weakestOf,
} from '../../domain/exposure/asked-by-code.ts';
import { type GivenPower, givenPower } from '../../domain/exposure/given-power.ts';
import { type OpenApi, type OpenRoute, openApis } from '../../domain/exposure/open-api.ts';
import { openApiRemediation } from '../../domain/remediation/open-api-remediation.ts';
import { verifiedIn } from '../../domain/remediation/signed-by-sender.ts';
import { defineCheck } from '../define-check.ts';

/** As many routes as a reader wants. */
const MOST_ROUTES = 20;

export const openApiRoute = defineCheck({
  id: 'permissions/open-api-route',
  target: 'function',
  title: 'Unauthenticated API route',
  severity: 'high',
  practice: 'permissions',
  rationale:
    'A route without an authorizer and without a key lets anyone who finds the address invoke ' +
    'the function, at your cost, with the permissions of its role; so does one whose authorizer is a ' +
    'function in JavaScript or Python that lets any caller through, as code/open-authorizer reports. All open routes of an API ' +
    'are one finding. How bad it is follows from what a stranger gets by it: what the role may ' +
    'do, and what secrets of its own the function has, in its environment, in its files or for a ' +
    'database. Where the handler comes to nothing but small code in JavaScript or Python that can call nothing ' +
    'but what is seen (it imports no package but the SDK of AWS and such as call nothing by themselves, as ' +
    'express and flask, and no layer adds to it), it is what ' +
    'the role may do and that code does, and the secrets that it reads; what lies beside it in the archive ' +
    'gives nothing. Of larger code in JavaScript, as a bundle, that is no proof: where nothing in it hints at calls of AWS that ' +
    'are not seen, and neither a fault of it nor a package is known by which callers make it do more, the finding is one step milder. ' +
    'It is one step milder, too, where the function cannot start now. It is high where that is much (it administers the account, reads any ' +
    'secrets, parameters, objects or keys, or changes permissions, code or monitoring), ' +
    'where one of them is a PUT, PATCH or DELETE (but of such small code that changes nothing), and ' +
    'where one may write (any method but GET and ' +
    'HEAD; ANY and $default are any) and the function may change something: in AWS, or by what a ' +
    'secret opens. Where it may do no more than write logs, traces and metrics, another that may ' +
    'write is medium, and else it is low; medium in between, and where callers sign in or up by it ' +
    '(POST /login). It is high, too, where its code is seen to sign for anyone who asks a token of the user that the request names, an address ' +
    'by which an object is written to a bucket, or one by which any is read, and nothing in it may ask for a password or another proof before. A role that cannot be read makes a new finding ' +
    'high and leaves the severity of a known one. What callers can make it cost is a finding ' +
    'of its own. To leave a WebSocket hands over nothing: of a function that runs for no more than that, who connects is the finding. Where code in JavaScript or Python is seen to verify a signature or a token of ' +
    'each request before it acts, as that of a webhook, the finding is one step milder; so it is where no more is seen than that it refuses ' +
    'requests by a credential, and the finding says that it is not proved. Code that hands ' +
    'requests on to routes of its own is judged by those that a route of the API comes to, where all of them are seen (but for such as answer all alike and call nothing): ' +
    'each of them has to verify, but such as have to be open (to sign in, a health check, documentation), which are ' +
    'judged by their names. It is medium, where it would be high by no more than something, if all that the code changes is open by design: ' +
    'it adds a constant to one item, or puts the item of who signs up with a hash of the password (and nothing by which callers give themselves more). ' +
    'A route of any method whose code has nothing but routes of GET and HEAD does not write. What ' +
    'else a function does to authenticate its callers is not recognised, and a public page is ' +
    'public by design: suppress such a finding with the reason; another open route ends the ' +
    'suppression.',
  remediation:
    'Give the route an authorizer (IAM, Cognito, JWT or a Lambda function), or limit the API by a ' +
    'resource policy.',
  references: [
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html',
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html',
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-control-access.html',
  ],
  suppression: { covers: 'its open routes, and to which alias or version each leads' },
  cwe: 'CWE-306',
  frameworks: { owasp: ['S2:2017'], csa: ['SAS-2'] },
  // Once each route was a finding of its own: `a1b2c3/GET /orders`.
  subjectNow: (subject) => subject.split('/', 1).join(),
  needs: ['apiRoutes', 'rolePower', 'powerInUse', 'verifiesSignature'],

  evaluate({ apiRoutes, rolePower, powerInUse, verifiesSignature }) {
    // Code behind an alias may be another.
    const powerBy = ({ qualifier }: ApiRoute) =>
      givenPower(rolePower, qualifier === undefined ? powerInUse : undefined);
    const askedBy = (route: ApiRoute) => {
      const asked = askedByCode(
        route.qualifier === undefined ? verifiesSignature : undefined,
        route,
      );
      // What the code reads of an authorizer, one that lets any caller through has written.
      return route.openAuthorizer === undefined ? asked : provedOf(asked);
    };

    return failIfAny(
      openApis(apiRoutes, (route) => ({
        power: powerBy(route),
        asked: askedBy(route),
        handsOut: route.qualifier === undefined ? powerInUse?.handsOut : undefined,
      })).map((api) => detailOf(api, powerBy(api.routes[0].route), powerInUse?.startFault)),
    );
  },
});

/** @param fault what keeps the function from starting. */
function detailOf(api: OpenApi, power: GivenPower | undefined, fault: string | undefined): Detail {
  const { kind, apiId, apiName, severity, routes } = api;
  const check = checkOfAll(routes);
  // Code behind an alias may be another.
  const isOneCode = routes.every(({ route }) => route.qualifier === undefined);
  const startFault = isOneCode ? fault : undefined;
  const [worst, ...others] = routes;
  const more =
    others.length === 0 ? '' : ` and ${others.length} more route${others.length > 1 ? 's' : ''}`;

  return {
    subject: apiId,
    mark: routes.map(nameOf),
    severity: startFault === undefined ? severity : milder(severity),
    summary: `Anyone can call ${worst.route.key}${more} of the ${kind} API ${apiName}`,
    evidence: lines(
      ...worst.route.addresses.slice(0, 5),
      ...new Set(routes.flatMap(({ handed }) => handed)),
      ...firstOf(routes.map(lineOf), MOST_ROUTES),
      ...(power?.because ?? ['the permissions of its role are not known']),
      ...new Set(routes.flatMap(({ milderBy }) => milderBy)),
      ...(startFault === undefined
        ? []
        : [`it cannot start now (${startFault}): it is open as soon as it does`]),
    ).concat(check ? [verifiedIn(check)] : askedInPart(routes)),
    remediation: openApiRemediation(api, check),
  };
}

/** The weakest, where each route comes to one. */
function checkOfAll(routes: readonly OpenRoute[]): SignatureCheck | undefined {
  const checks = routes.map(({ asked }) => checkOfEach(asked));

  return checks.every((check) => check !== undefined) ? weakestOf(checks) : undefined;
}

/** As many as a reader wants. */
const MOST_IDLE = 3;

/** Which routes of the code ask for nothing, and what the others ask for. */
function askedInPart(routes: readonly OpenRoute[]): readonly Evidence[] {
  const all = joined(routes.map(({ asked }) => asked));
  const open = unasked(all);

  const idle = routes.filter(({ asked }) => asked.isIdle).map(({ route }) => route.key);

  return [
    ...(open === undefined ? [] : lines(open)),
    ...(idle.length === 0
      ? []
      : lines(
          `By ${idle.slice(0, MOST_IDLE).join(', ')} its code answers all alike, and calls nothing`,
        )),
    ...(all.check ? [verifiedIn(all.check, 'of other routes')] : []),
  ];
}

/** What suppressions cover. Findings of single routes have marks of these names, too. */
function nameOf({ route: { key, qualifier, through } }: OpenRoute): string {
  const by = through === undefined ? '' : ` through ${through}`;

  return `${key} to ${qualifier ?? 'the function'}${by}`;
}

function lineOf({ route, writes }: OpenRoute): string {
  const { key, qualifier, through } = route;
  const to = qualifier === undefined ? '' : `, leads to ${qualifier} of the function`;
  const by = through === undefined ? '' : `, starts ${through}, which runs the function`;

  return `${key} ${askedOf(route)}${writes ? ', and may write' : ''}${to}${by}`;
}

function askedOf({ authorizer = '', openAuthorizer }: ApiRoute): string {
  if (openAuthorizer === undefined) return 'requires no authorisation';

  return `is behind the authorizer ${nameOfFunction(authorizer)}, which lets any caller through (${openAuthorizer})`;
}
