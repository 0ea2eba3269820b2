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
}

type Recognised = Pick<FunctionTarget, 'account' | 'handler' | 'name' | 'roleArn'>;

/** What CloudFormation calls a resource. Only it writes tags whose key begins so. */
const LOGICAL_ID = 'aws:cloudformation:logical-id';

/** The hash at the end of what the AWS CDK calls things, and of names that Amplify makes. */
const HASH = 8;

/** Reasons why a function may idle, which no team can change. */
const ASKED_OF_TEAMS: ReadonlySet<string> = new Set(['usage/idle-function']);

/**
 * Undefined for a function of a team's own. A name alone is not enough: the handler, and what
 * CloudFormation, a template or the repository of applications says of it, have to fit. A deployer can
 * still pretend: so it makes findings milder that are mild already, and hides none that is grave.
 */
export function frameworkFunctionOf(target: Recognised, tags: Tags): FrameworkFunction | undefined {
  const row = frameworkFunctions.find((each) => isOfRow(target, tags, each));
  if (row) return { name: row.name, update: row.update };

  return isAmplifyLogin(target) ? amplifyLogin : applicationOf(target, tags);
}

/** What a check says of a framework's function: the fix of what is mild is another release. */
export function ofFramework(
  check: { readonly id: string; readonly severity: Severity },
  verdict: Verdict,
  framework: FrameworkFunction,
): Verdict {
  if (verdict.outcome !== 'fail') return verdict;
  if (ASKED_OF_TEAMS.has(check.id)) return notApplicable;

  return failIfAny(verdict.details.map((detail) => milder(detail, check.severity, framework)));
}

function milder(detail: Detail, severity: Severity, { name, update }: FrameworkFunction): Detail {
  const rated = detail.severity ?? severity;
  if (rankOf(rated) > rankOf('medium')) return detail;

  return {
    ...detail,
    severity: rankOf(rated) > rankOf('low') ? 'low' : rated,
    evidence: [...detail.evidence, { text: `It is ${name}: no code of yours` }],
    remediation: `It is ${name}: ${update}. What is changed by hand in it, the next deployment undoes.`,
  };
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

/** One that another account publishes: what a team publishes for itself is its own code. */
function applicationOf({ account }: Recognised, tags: Tags): FrameworkFunction | undefined {
  const arn = tags.get(SAR_APPLICATION) ?? '';
  const [, , service, , publisher, application = ''] = arn.split(':');
  if (service !== 'serverlessrepo' || publisher === account || accountOf(arn) === '') {
    return undefined;
  }

  return {
    name: `the application ${application.split('/').at(-1)} of the Serverless Application Repository`,
    update: 'deploy its latest version from there',
  };
}
