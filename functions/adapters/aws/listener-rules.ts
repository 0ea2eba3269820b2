import type {
  Action,
  Listener,
  LoadBalancer,
  Rule,
  RuleCondition,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { BalancerRule } from '../../domain/exposure/balancer-rule.ts';
import { userPoolIn, userPoolOfIssuer } from '../../domain/exposure/sign-up.ts';

/** As many of a condition's values as a reader wants. */
const MOST_VALUES = 5;

/** The target groups that it forwards to, by ARN. */
export function targetGroupsOf({ Actions = [] }: Rule): readonly string[] {
  const arns = Actions.flatMap(({ Type, TargetGroupArn, ForwardConfig }) =>
    Type === 'forward'
      ? [TargetGroupArn, ...(ForwardConfig?.TargetGroups ?? []).map((each) => each.TargetGroupArn)]
      : [],
  );

  return [...new Set(arns.filter((arn) => arn !== undefined))];
}

/** Whether no request is left to the rules behind it. */
export function takesAll({ Conditions = [] }: Rule): boolean {
  return Conditions.every(
    (condition) =>
      /^(?:path-pattern|host-header)$/.test(condition.Field ?? '') &&
      valuesOf(condition).some((value) => value === '*' || value === '/*'),
  );
}

/** What a rule requires of callers. */
export function ruleOf(
  { RuleArn = '', Conditions = [], Actions = [] }: Rule,
  { Protocol = 'HTTP', Port = 0, MutualAuthentication }: Listener,
  { LoadBalancerName = '', DNSName, Scheme }: LoadBalancer,
  { region, isOpenPort }: { readonly region: string; readonly isOpenPort: boolean },
): BalancerRule {
  const methods = Conditions.find(({ Field }) => Field === 'http-request-method');
  const header = Conditions.find(({ Field }) => Field === 'http-header')?.HttpHeaderConfig;

  return {
    arn: RuleArn,
    balancerName: LoadBalancerName,
    region,
    address: `${Protocol.toLowerCase()}://${DNSName}${isUsual(Protocol, Port) ? '' : `:${Port}`}`,
    takes: Conditions.length === 0 ? 'any other request' : Conditions.map(inWords).join(', '),
    ...(methods && { methods: [...valuesOf(methods)] }),
    isInternal: Scheme === 'internal',
    isBarred: !isOpenPort || Conditions.some(isOfSomeAddresses),
    authentication:
      MutualAuthentication?.Mode === 'verify' ? 'certificate' : authenticationBy(Actions),
    ...(header && { header: header.HttpHeaderName ?? '' }),
  };
}

/** Ids of the user pools whose users it admits. */
export function userPoolsOf({ Actions = [] }: Rule): readonly string[] {
  const pools = Actions.flatMap((action) => {
    const { AuthenticateOidcConfig, AuthenticateCognitoConfig, JwtValidationConfig } = action;
    const issuer = AuthenticateOidcConfig?.Issuer ?? JwtValidationConfig?.Issuer ?? '';

    return [userPoolIn(AuthenticateCognitoConfig?.UserPoolArn ?? ''), userPoolOfIssuer(issuer)];
  });

  return pools.filter((pool) => pool !== undefined);
}

/** What lets through who is not authenticated asks nothing. */
function authenticationBy(actions: readonly Action[]): BalancerRule['authentication'] {
  for (const { Type, AuthenticateOidcConfig, AuthenticateCognitoConfig } of actions) {
    const config = AuthenticateOidcConfig ?? AuthenticateCognitoConfig;
    if (config?.OnUnauthenticatedRequest === 'allow') continue;

    if (Type === 'authenticate-oidc') return 'OIDC';
    if (Type === 'authenticate-cognito') return 'Cognito';
    if (Type === 'jwt-validation') return 'JWT';
  }
  return 'none';
}

function isOfSomeAddresses(condition: RuleCondition): boolean {
  return (
    condition.Field === 'source-ip' && !valuesOf(condition).some((range) => /\/[01]$/.test(range))
  );
}

function isUsual(protocol: string, port: number): boolean {
  return (protocol === 'HTTP' && port === 80) || (protocol === 'HTTPS' && port === 443);
}

/** The value of a header may be a secret. */
function inWords(condition: RuleCondition): string {
  const { Field = '', HttpHeaderConfig } = condition;
  if (HttpHeaderConfig) return `header ${HttpHeaderConfig.HttpHeaderName}`;
  if (Field === 'query-string') return 'query string';

  const values = valuesOf(condition);
  const more = values.length > MOST_VALUES ? ` and ${values.length - MOST_VALUES} more` : '';
  return `${names.get(Field) ?? Field} ${values.slice(0, MOST_VALUES).join(' or ')}${more}`;
}

const names: ReadonlyMap<string, string> = new Map([
  ['path-pattern', 'path'],
  ['host-header', 'host'],
  ['http-request-method', 'method'],
  ['source-ip', 'source address'],
]);

/** Of older conditions and of newer ones, which have a structure for each field. */
function valuesOf(condition: RuleCondition): readonly string[] {
  const { Values, PathPatternConfig, HostHeaderConfig, HttpRequestMethodConfig, SourceIpConfig } =
    condition;
  const own = [PathPatternConfig, HostHeaderConfig, HttpRequestMethodConfig, SourceIpConfig];
  const regexes = [
    ...(condition.RegexValues ?? []),
    ...(PathPatternConfig?.RegexValues ?? []),
    ...(HostHeaderConfig?.RegexValues ?? []),
  ];

  return [
    ...new Set([...(Values ?? []), ...own.flatMap((each) => each?.Values ?? []), ...regexes]),
  ];
}
