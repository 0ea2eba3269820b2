import { rankOf, type Severity } from '../core/severity.ts';
import type { FunctionTarget } from '../core/target.ts';
import { accountOf } from '../core/target.ts';
import {
  amplifyLogin,
  type FrameworkFunctionRow,
  frameworkFunctions,
  SAR_APPLICATION,
} from '../data/framework-functions.ts';
import { type Detail, failIfAny, notApplicable, type Verdict } from './check.ts';
import type { Tags } from './ownership.ts';

/** That no team wrote a function, but a framework or a vendor. */
export interface FrameworkFunction {
  /** `the log retention of the AWS CDK` */
  readonly name: string;
  /** What brings a newer one. */
  readonly update: string;
  /**
   * Only a tag says so that anyone may write who may tag the function: what is mild becomes milder, and
   * stays a finding of the function.
   */
  readonly byFreeTag?: true | undefined;
}

type Recognised = Pick<FunctionTarget, 'account' | 'handler' | 'name' | 'roleArn'>;

/** What CloudFormation calls a resource, and its stack. Only AWS writes tags whose key begins so. */
const LOGICAL_ID = 'aws:cloudformation:logical-id';
const STACK_NAME = 'aws:cloudformation:stack-name';

/**
 * The repository of applications puts it before the name that is asked for. Sources: the resource
 * `aws_serverlessapplicationrepository_cloudformation_stack` of Terraform;
 * awslabs/aws-api-gateway-developer-portal#586.
 */
const SAR_STACK = 'serverlessrepo-';

/** The hash at the end of what the AWS CDK calls things, and of names that Amplify makes. */
const HASH = 8;

/** Reasons why a function may idle, which no team can change. */
const ASKED_OF_TEAMS: ReadonlySet<string> = new Set(['usage/idle-function']);

/**
 * Undefined for a function of a team's own. A name alone is not enough. Certain is what a tag of
 * CloudFormation says together with the handler, or the name together with that of the role: who deploys a
 * function can pretend it, and no one can add it to one that is there. What any other tag says is marked
 * as such, see `byFreeTag`. Neither hides what is grave.
 */
export function frameworkFunctionOf(target: Recognised, tags: Tags): FrameworkFunction | undefined {
  const row = frameworkFunctions.find((each) => isOfRow(target, tags, each));
  if (row) return { name: row.name, update: row.update, ...(row.tag && { byFreeTag: true }) };

  return isAmplifyLogin(target) ? amplifyLogin : applicationOf(target, tags);
}

/** What a check says of a framework's function: what is grave, and what goes with another release. */
export interface FrameworkVerdict {
  readonly grave: Verdict;
  /** At most low. */
  readonly mild: readonly (Detail & { readonly severity: Severity })[];
}

/**
 * What is mild in a function that no team wrote is one finding of the account: see `frameworkNote`.
 *
 * @param isRaised whether a rule makes it grave. @default none does
 */
export function ofFramework(
  check: { readonly id: string; readonly severity: Severity },
  verdict: Verdict,
  isRaised: (detail: Detail) => boolean = () => false,
): FrameworkVerdict {
  if (verdict.outcome !== 'fail') return { grave: verdict, mild: [] };
  if (ASKED_OF_TEAMS.has(check.id)) return { grave: notApplicable, mild: [] };

  const severityOf = ({ severity = check.severity }: Detail) => severity;
  const isGrave = (detail: Detail) =>
    rankOf(severityOf(detail)) > rankOf('medium') || isRaised(detail);
  return {
    grave: failIfAny(verdict.details.filter(isGrave)),
    mild: verdict.details
      .filter((detail) => !isGrave(detail))
      .map((detail) => ({ ...detail, severity: milder(severityOf(detail)) })),
  };
}

function milder(severity: Severity): Severity {
  return rankOf(severity) > rankOf('low') ? 'low' : severity;
}

/** The same, where the account has no finding of them: by itself, with the framework as its fix. */
export function milderVerdict(
  { grave, mild }: FrameworkVerdict,
  { name, update }: FrameworkFunction,
): Verdict {
  if (mild.length === 0) return grave;
  const graveDetails = grave.outcome === 'fail' ? grave.details : [];

  return failIfAny([
    ...graveDetails,
    ...mild.map((detail) => ({
      ...detail,
      evidence: [...detail.evidence, { text: `It is ${name}: no code of yours` }],
      remediation: `It is ${name}: ${update}. What is changed by hand in it, the next deployment undoes.`,
    })),
  ]);
}

function isOfRow(
  { handler = '' }: Recognised,
  tags: Tags,
  { handlers, logicalId, tag }: FrameworkFunctionRow,
): boolean {
  if (!handlers.includes(handler)) return false;

  return tag === undefined ? isCalled(tags.get(LOGICAL_ID) ?? '', logicalId) : tags.has(tag);
}

function isCalled(id: string, rule: FrameworkFunctionRow['logicalId']): boolean {
  if (rule === undefined) return false;
  if ('startsWith' in rule) return id.startsWith(rule.startsWith);

  return id.slice(0, -HASH).endsWith(rule.endsWith);
}

function isAmplifyLogin({ name, roleArn }: Recognised): boolean {
  const prefix = amplifyLogin.functions.find((each) => name.startsWith(each));
  const suffix = prefix === undefined ? '' : name.slice(prefix.length);

  return suffix.length === HASH && roleArn.endsWith(`:role/${amplifyLogin.role}${suffix}`);
}

/**
 * One that another account publishes: what a team publishes for itself is its own code. One that is a part
 * of a team's own stack has the tag alone.
 */
function applicationOf({ account }: Recognised, tags: Tags): FrameworkFunction | undefined {
  const arn = tags.get(SAR_APPLICATION) ?? '';
  const [, , service, , publisher, application = ''] = arn.split(':');
  if (service !== 'serverlessrepo' || publisher === account || accountOf(arn) === '') {
    return undefined;
  }

  return {
    name: `the application ${application.split('/').at(-1)} of the Serverless Application Repository`,
    update: 'deploy its latest version from there',
    ...(!tags.get(STACK_NAME)?.startsWith(SAR_STACK) && { byFreeTag: true }),
  };
}
