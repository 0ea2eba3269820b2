import type { SignatureCheck } from '../../core/signature-check.ts';
import type { BalancerRule } from '../exposure/balancer-rule.ts';
import { awsCommand } from './aws-command.ts';
import { type RemediationPart, remediationText } from './remediation-text.ts';
import { signedBySender } from './signed-by-sender.ts';

/** As many commands as a reader copies. */
const MOST_COMMANDS = 5;

/**
 * How to make a load balancer authenticate its callers, rule by rule.
 *
 * @param rules of one load balancer.
 * @param check of a signature by the code, if one is recognised
 */
export function openBalancerRemediation(
  rules: readonly BalancerRule[],
  check: SignatureCheck | undefined,
): string {
  const byArn = [...new Map(rules.map((rule) => [rule.arn, rule])).values()];

  return remediationText(LEAD, [
    signedBySender('Then leave the rule open', check),
    {
      title: 'What its rules do now',
      text: commands(byArn, ({ arn, region }) =>
        awsCommand('elbv2', 'describe-rules', { 'rule-arns': arn, region }),
      ),
    },
    AUTHENTICATION,
    {
      title: 'Then for each of them (a default rule: modify-listener with --default-actions)',
      text: commands(byArn, ({ arn, region }) =>
        awsCommand('elbv2', 'modify-rule', {
          'rule-arn': arn,
          region,
          actions: 'file://actions.json',
        }),
      ),
    },
  ]);
}

const LEAD =
  'Unless it is public by design, have the load balancer authenticate callers before it forwards (CDK: ListenerAction.authenticateOidc or authenticateJwt), or admit known addresses alone by its security group.';

/** Source: "Verify JWTs using an Application Load Balancer" (Application Load Balancers). */
const AUTHENTICATION: RemediationPart = {
  title:
    'In actions.json, before its forward action: for callers that are programs as here, for browsers authenticate-oidc or authenticate-cognito. The listener has to be HTTPS',
  text: JSON.stringify({
    Type: 'jwt-validation',
    Order: 1,
    JwtValidationConfig: {
      Issuer: 'https://ISSUER',
      JwksEndpoint: 'https://ISSUER/.well-known/jwks.json',
    },
  }),
};

function commands(rules: readonly BalancerRule[], of: (rule: BalancerRule) => string): string {
  return rules.slice(0, MOST_COMMANDS).map(of).join('\n');
}
