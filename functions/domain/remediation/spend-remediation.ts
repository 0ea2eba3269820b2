import type { FunctionTarget } from '../../core/target.ts';
import { dollars } from '../../engines/cost/index.ts';
import { type Concurrency, LEAST_UNRESERVED } from '../concurrency.ts';
import { type ApiRoute, stagesOf } from '../exposure/api-route.ts';
import type { EntryPoint } from '../exposure/entry-point.ts';
import { affordableThrottle, type OpenTo } from '../exposure/public-spend.ts';
import { throughApi } from '../exposure/trigger.ts';
import { awsCommand, functionOptions } from './aws-command.ts';

/** As many commands as a reader copies. */
const MOST_COMMANDS = 5;

/** How to limit what public callers can make a function cost. */
export function spendRemediation(
  of: FunctionTarget,
  open: OpenTo,
  concurrency: Concurrency,
  most: number,
): string {
  return [...entryPointRemediation(of, open, most), ALERTED, reservingTakes(of, concurrency)].join(
    '\n',
  );
}

const ALERTED =
  'Set a budget and a cost anomaly monitor to alert you when it happens anyway: they stop nothing.';

/** The same by entry point alone, a line each. */
export function entryPointRemediation(
  of: FunctionTarget,
  { ways, triggers }: OpenTo,
  most: number,
): readonly string[] {
  return [
    ...apiRemediation(of, [...ways, ...triggers.flatMap(throughApi)], most),
    ...urlRemediation(of, ways),
    ...balancerRemediation(ways),
    ...distributionRemediation(ways),
    ...(ways.some(({ kind }) => kind === 'anyone' || kind === 'service')
      ? ['Remove the statements of its resource policy that allow everyone.']
      : []),
    ...triggers
      .filter(({ writtenBy }) => writtenBy === undefined)
      .slice(0, MOST_COMMANDS)
      .map(
        ({ source }) => `Let only known senders write to ${source}: its policy allows everyone.`,
      ),
  ];
}

/** A throttle below one call a second is of no use: then it is the timeout. */
function apiRemediation(
  of: FunctionTarget,
  ways: readonly EntryPoint[],
  most: number,
): readonly string[] {
  const routes = ways.flatMap((way) => (way.kind === 'route' ? [way.route] : []));
  if (routes.length === 0) return [];

  const affordable = affordableThrottle(of, most);
  if (affordable < 1) {
    return [
      `One call a second of ${of.timeoutSeconds} s costs ${dollars(most / affordable)} an hour: shorten its timeout first, then throttle its API.`,
    ];
  }
  const rate = floored(affordable / routes.length);
  const commands = new Set(routes.flatMap((route) => throttles(route, rate)));

  return [
    `Throttle its API, stage by stage: ${rate} calls a second, each for its timeout of ${of.timeoutSeconds} s, keep it within ${dollars(most)} an hour. It applies to each route of the stage, and legitimate callers share it.`,
    ...[...commands].slice(0, MOST_COMMANDS),
  ];
}

/** Where only a domain of one's own leads to an API, its stages are not known. */
function throttles(route: ApiRoute, rate: number): readonly string[] {
  const stages = stagesOf(route);

  return (stages.length > 0 ? stages : ['STAGE']).map((stage) => throttle(route, stage, rate));
}

function throttle({ kind, apiId, region }: ApiRoute, stage: string, rate: number): string {
  const burst = Math.ceil(rate);
  if (kind === 'REST') {
    const command = awsCommand('apigateway', 'update-stage', {
      'rest-api-id': apiId,
      region,
      'stage-name': stage,
    });
    return `${command} --patch-operations 'op=replace,path=/*/*/throttling/rateLimit,value=${rate}' 'op=replace,path=/*/*/throttling/burstLimit,value=${burst}'`;
  }

  return awsCommand('apigatewayv2', 'update-stage', {
    'api-id': apiId,
    region,
    'stage-name': stage,
    'default-route-settings': `ThrottlingRateLimit=${rate},ThrottlingBurstLimit=${burst}`,
  });
}

function urlRemediation({ arn }: FunctionTarget, ways: readonly EntryPoint[]): readonly string[] {
  const urls = ways.flatMap((way) => (way.kind === 'url' ? [way] : []));
  if (urls.length === 0) return [];

  return [
    'A function URL has no throttle. Require signed requests and name the callers, or put it behind an API or a CDN that limits the rate:',
    ...urls.slice(0, MOST_COMMANDS).map(({ alias }) =>
      awsCommand('lambda', 'update-function-url-config', {
        ...functionOptions(arn, alias),
        'auth-type': 'AWS_IAM',
      }),
    ),
  ];
}

function balancerRemediation(ways: readonly EntryPoint[]): readonly string[] {
  const names = new Set(
    ways.flatMap((way) => (way.kind === 'balancer' ? [way.rule.balancerName] : [])),
  );

  return [...names]
    .slice(0, MOST_COMMANDS)
    .map(
      (name) =>
        `A load balancer has no throttle. Have ${name} authenticate its callers, or put a web ACL with a rate-based rule before it.`,
    );
}

function distributionRemediation(ways: readonly EntryPoint[]): readonly string[] {
  const ids = new Set(
    ways.flatMap((way) => (way.kind === 'distribution' ? [way.distribution.id] : [])),
  );

  return [...ids]
    .slice(0, MOST_COMMANDS)
    .map(
      (id) =>
        `CloudFront has no throttle. Put a web ACL with a rate-based rule before the distribution ${id}, and have it cache what it may.`,
    );
}

/** No advice: what is set aside for one function is taken from all others. */
function reservingTakes({ region }: FunctionTarget, { reserved, account }: Concurrency): string {
  const pool = `${account.unreserved} of ${account.total} in ${region} are unreserved now, and AWS keeps at least ${LEAST_UNRESERVED} so`;

  return reserved === undefined
    ? `Reserved concurrency would limit it too, but takes from what all other functions share (${pool}), rejects legitimate callers beyond it, and at 0 stops the function.`
    : `Its reserved concurrency of ${reserved} limits it already. A lower one rejects legitimate callers sooner, and 0 stops the function.`;
}

/** Two significant digits, and no more than asked for. */
function floored(number: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(number, 1))) - 1);

  return Math.max(1, Math.floor(number / step) * step);
}
