import type { UsagePlan } from '../exposure/usage-plan.ts';
import { awsCommand } from './aws-command.ts';
import { authorizationParts, type UnauthorizedRoutes } from './open-api-remediation.ts';
import { type RemediationPart, remediationText } from './remediation-text.ts';

/** As many commands as a reader copies. */
const MOST_COMMANDS = 5;

/**
 * How to authenticate the callers of routes that an API key alone protects.
 *
 * @param unlimited the plans that limit no holder of a key.
 */
export function apiKeyRemediation(of: UnauthorizedRoutes, unlimited: readonly UsagePlan[]): string {
  return remediationText(LEADS[of.kind], [
    ...authorizationParts(of),
    ...(unlimited.length > 0 ? [throttles(of.region, unlimited)] : []),
  ]);
}

const KEEP = 'Keep the API key, if need be, for the usage plan alone.';

const LEADS: Readonly<Record<UnauthorizedRoutes['kind'], string>> = {
  REST: `Require signed requests (AWS_IAM) or give its methods an authorizer (CDK: authorizationType of addMethod). ${KEEP}`,
  HTTP: `Require signed requests (AWS_IAM) or give its routes an authorizer (CDK: authorizer of addRoutes). ${KEEP}`,
  WebSocket: `Give $connect an authorizer (CDK: connectRouteOptions: { integration, authorizer } of WebSocketApi). ${KEEP}`,
};

/** How many requests are enough, only its owner knows. */
function throttles(region: string, plans: readonly UsagePlan[]): RemediationPart {
  return {
    title:
      'Until then, throttle each key: RATE and BURST are requests a second. AWS applies them as a target, not as a limit to rely on',
    text: plans
      .slice(0, MOST_COMMANDS)
      .map(({ id }) =>
        [
          awsCommand('apigateway', 'update-usage-plan', { 'usage-plan-id': id, region }),
          "--patch-operations 'op=replace,path=/throttle/rateLimit,value=RATE' 'op=replace,path=/throttle/burstLimit,value=BURST'",
        ].join(' '),
      )
      .join('\n'),
  };
}
