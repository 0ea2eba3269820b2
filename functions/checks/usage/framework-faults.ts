import { counted } from '../../core/amounts.ts';
import { compareTexts } from '../../core/compare-texts.ts';
import { lines } from '../../core/evidence.ts';
import { powersIn } from '../../core/mark.ts';
import { rankOf, type Severity } from '../../core/severity.ts';
import { type Detail, failIfAny } from '../../domain/check.ts';
import type { FrameworkFaults } from '../../domain/framework-note.ts';
import { identityOf } from '../../domain/target-identity.ts';
import { defineCheck } from '../define-check.ts';

/** As many functions as a reader wants named. */
const MOST_NAMED = 20;

export const frameworkFaults = defineCheck({
  id: 'usage/framework-faults',
  target: 'account',
  title: 'Functions of a framework have faults',
  severity: 'low',
  practice: 'dependencies',
  rationale:
    'Custom resources of the AWS CDK, the sign-in of Amplify and applications of vendors come with an ' +
    'application, and no team writes them. What is medium or milder in them goes with another release ' +
    'of the framework, and is one finding for each kind of them, low at most. What is high or critical ' +
    'stays a finding of the function.',
  remediation: 'Update the framework, and deploy again what it deploys.',
  references: [
    'https://docs.aws.amazon.com/cdk/v2/guide/versioning.html',
    'https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.custom_resources-readme.html',
  ],
  suppression: { covers: 'how many functions there are, up to the next power of two' },
  needs: ['frameworkFaults'],

  evaluate({ frameworkFaults: functions }) {
    const atFault = functions.filter(({ faults }) => faults.length > 0);
    const byFramework = Map.groupBy(atFault, ({ framework }) => framework.name);

    return failIfAny([...byFramework.values()].flatMap(detailOf));
  },
});

function detailOf(functions: readonly FrameworkFaults[]): readonly Detail[] {
  const [first] = functions;
  if (!first) return [];
  const { name, update } = first.framework;
  const all = functions.flatMap(({ faults }) => faults);
  const byArn = functions.toSorted((a, b) => compareTexts(a.arn, b.arn));
  const more = functions.length - MOST_NAMED;

  return [
    {
      subject: name,
      mark: powersIn(functions.length, 'functions'),
      severity: worstOf(all),
      summary: `${counted(functions.length, 'function')} of ${name}: ${counted(all.length, 'fault')}, none above low`,
      evidence: lines(
        ...byArn.slice(0, MOST_NAMED).map(lineOf),
        ...(more > 0 ? [`and ${more} more`] : []),
      ),
      remediation: `It is ${name}: ${update}. What is changed by hand in it, the next deployment undoes.`,
    },
  ];
}

/** `shop-LogRetention (eu-west-1): usage/no-failure-destination, dependencies/vulnerable-package (3)` */
function lineOf({ arn, faults }: FrameworkFaults): string {
  const { name, region } = identityOf(arn);
  const byCheck = [...Map.groupBy(faults, ({ check }) => check)].map(([check, { length }]) =>
    length > 1 ? `${check} (${length})` : check,
  );

  return `${name} (${region}): ${byCheck.join(', ')}`;
}

function worstOf(faults: FrameworkFaults['faults']): Severity {
  return faults.some(({ severity }) => rankOf(severity) >= rankOf('low')) ? 'low' : 'info';
}
