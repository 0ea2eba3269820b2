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
import { allowedBy, broughtWithout, lackedBy } from '../../domain/exposure/decided-by-strangers.ts';
import { type GivenPower, givenPower } from '../../domain/exposure/given-power.ts';
import { type OpenApi, type OpenRoute, openApis } from '../../domain/exposure/open-api.ts';
import {
  codeClause,
  MOST_CHANGES,
  notStartingLine,
  undecidedLines,
} from '../../domain/exposure/open-way.ts';
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
    'A route without an authorizer and without a key lets anyone who finds the address invoke the function, at your cost, with the ' +
    'permissions of its role. So does one whose authorizer is a function in JavaScript or Python that lets any caller through, as ' +
    'code/open-authorizer reports. All open routes of an API are one finding. It is as bad as what it opens, and the evidence says what that is, and where. ' +
    // Code that is read.
    'Where the code is read (JavaScript and Python), high is shown. It is high where a request is seen to decide what is removed, replaced or ' +
    'changed, to whom something is sent, what is had done, or which object or secret is read; by a path that ends in an act (POST /payroll/run); and ' +
    'where a path for few (as /admin) shows what is kept. By PUT, PATCH and DELETE each change that is seen is enough. By other methods it is medium to put ' +
    'something into a queue or a topic of the code, to start a state machine of the code, to add an item as it is sent, and to send a text that the code itself writes. What does not happen is no ' +
    'change: what the role denies on any resource (writes to DynamoDB, objects of S3, mail by SES, parameters, users of Cognito, ' +
    'state machines and schedules), and what no request by the route brings (a parameter of a path that names none, a field that is in no event of a proxy ' +
    'integration). Nor is one more vote. Where nothing of all that is seen it is medium, whatever the method. ' +
    'It is high, too, where the code signs a token of the user that the request names, or an address of an object, for anyone who ' +
    'asks (medium: an address to write under a name that the code makes anew, or in part), and where who signs up replaces blindly who is there under the same name. ' +
    // Code that is not.
    'Where the code is not read, the role decides. It is high by PUT, PATCH and DELETE (but of code that changes nothing), by any other method ' +
    'but GET and HEAD where the function may change something (in AWS, or by a secret of its own), and by each where its role gives much: it administers ' +
    'the account, reads any secrets, parameters, objects or keys, or changes permissions, code or monitoring. It is low where callers read, and the ' +
    'function may write no more than logs, traces and metrics. Else it is medium. ' +
    // Of both.
    'Medium, too, is to sign in or up (POST /login), what code only reads, however wide its role is, which has findings of its own, and what strangers are meant to do: to ' +
    'count, to sign up, to add an item of their own, to pay. Code that is followed counts for the role. Routes of the code that are all seen count each by ' +
    'itself: as bad as the worst of those that ask for nothing. One step milder is what the code asks for a signature, a token or a credential; a high ' +
    'finding, too, where something looks as if it asked and was not followed; code that is seen to do less than its role may; and a function that cannot ' +
    'start now. A role that cannot be read makes a new finding high and leaves the severity of a known one. ' +
    'What callers can make it cost is a finding of its own. To leave a WebSocket hands over nothing: of a function that runs for no more than that, who ' +
    'connects is the finding. What else a function does to authenticate its callers is not recognised, and a public page is public by design: suppress such ' +
    'a finding with the reason. Another open route ends the suppression.',
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
  needs: ['apiRoutes', 'rolePower', 'powerInUse', 'verifiesSignature', 'decidedChanges'],

  evaluate({ apiRoutes, rolePower, powerInUse, verifiesSignature, decidedChanges }) {
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

    const allowed = allowedBy(rolePower, decidedChanges);
    const changesBy = (route: ApiRoute) => broughtWithout(lackedBy(route), allowed);

    return failIfAny(
      openApis(apiRoutes, (route) => ({
        power: powerBy(route),
        asked: askedBy(route),
        handsOut: route.qualifier === undefined ? powerInUse?.handsOut : undefined,
        changes: route.qualifier === undefined ? changesBy(route) : undefined,
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
    summary: `Anyone can call ${worst.route.key}${more} of the ${kind} API ${apiName}${codeClause(routes.find((each) => each.worst !== undefined))}`,
    evidence: lines(
      ...worst.route.addresses.slice(0, 5),
      ...new Set(routes.flatMap(({ handed }) => handed)),
      ...firstOf([...new Set(routes.flatMap(({ decided }) => decided))], MOST_CHANGES),
      ...firstOf(routes.map(lineOf), MOST_ROUTES),
      ...(power?.because ?? ['the permissions of its role are not known']),
      ...new Set(routes.flatMap(({ milderBy }) => milderBy)),
      ...undecidedLines(routes),
      ...(startFault === undefined ? [] : [notStartingLine(startFault)]),
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
