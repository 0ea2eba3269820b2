import { counted } from '../../core/amounts.ts';
import { compareTexts } from '../../core/compare-texts.ts';
import { firstOf, lines } from '../../core/evidence.ts';
import { accountOf, partitionOf, regionOf } from '../../core/target.ts';
import type { AccountPart } from '../../domain/account-parts.ts';
import { type Detail, failIfAny } from '../../domain/check.ts';
import { iotCallerNamed } from '../../domain/exposure/iot-call.ts';
import { type IotPolicyPart, policiesForAll } from '../../domain/exposure/iot-publishers.ts';
import { ownedTogether } from '../../domain/ownership.ts';
import { acceptedInWords, nameAndRegion, partsByOwner } from '../../domain/part-words.ts';
import { wideIotPolicyRemediation } from '../../domain/remediation/wide-iot-policy-remediation.ts';
import { defineCheck } from '../define-check.ts';

/** As many rules as a reader wants. */
const MOST_NAMED = 5;

export const wideIotPolicy = defineCheck({
  id: 'permissions/wide-iot-policy',
  target: 'function',
  title: 'IoT policy allows publishing to any topic',
  severity: 'medium',
  practice: 'permissions',
  rationale:
    'A policy of AWS IoT that allows iot:Publish on every topic lets each device that it is attached to publish as any other, ' +
    'and have each rule run its function, with a message of its own: one stolen certificate is enough. Each such policy is one ' +
    'finding, with the functions that rules of its region run. A policy that names topics, or asks for more by a variable of the client (iot:ClientId, ' +
    'iot:Connection.Thing.ThingName) or a condition, is no finding, nor is one that is attached to nothing. Other topics of the ' +
    'policy are not looked at, nor what devices may subscribe to.',
  remediation:
    'Allow iot:Publish on the topics of the device alone, by the name of its thing (iot:Connection.Thing.ThingName).',
  references: [
    'https://docs.aws.amazon.com/iot/latest/developerguide/pub-sub-policy.html',
    'https://docs.aws.amazon.com/iot/latest/developerguide/audit-chk-iot-policy-permissive.html',
  ],
  suppression: { covers: 'the policy, the functions that it runs, and the rules by which it does' },
  cwe: 'CWE-732',
  frameworks: { owasp: ['S5:2017'], csa: ['SAS-4'] },
  needs: ['iotPublishers', 'configuration'],

  evaluate({ iotPublishers, configuration: { arn } }) {
    const wide = iotPublishers.flatMap(({ rule, publishers }) =>
      policiesForAll(publishers).map((policy) => ({
        policy,
        rule: iotCallerNamed(rule)?.name ?? rule,
      })),
    );

    return failIfAny(
      [...Map.groupBy(wide, ({ policy }) => policy)].map(([policy, some]) =>
        detailOf(policy, [...new Set(some.map(({ rule }) => rule))], regionOf(arn)),
      ),
    );
  },
});

/** The same of an account: what has to be changed is the policy, whatever functions it runs. */
export const wideIotPolicies = defineCheck({
  ...wideIotPolicy,
  target: 'account',
  needs: ['wideIotPolicies'],

  evaluate({ wideIotPolicies: { parts, accepted } }) {
    const byPolicy = Map.groupBy(parts, policyArn);

    return failIfAny(
      [...byPolicy].map(([policy, some]) =>
        detailOfAll(
          policy,
          some,
          accepted.filter((part) => policyArn(part) === policy),
        ),
      ),
    );
  },
});

function detailOf(policy: string, rules: readonly string[], region: string): Detail {
  return {
    subject: policy,
    mark: rules,
    summary: `Each device with the IoT policy ${policy} can publish to any topic, and so run it by ${firstOf(rules, 1).join(', ')}`,
    evidence: lines(
      attached(policy),
      ...firstOf(
        rules.map((rule) => `the rule ${rule} runs it`),
        MOST_NAMED,
      ),
    ),
    remediation: wideIotPolicyRemediation(policy, region),
    part: {
      weight: 0,
      value: { policy, rules: rules.slice(0, MOST_KEPT) } satisfies IotPolicyPart,
    },
  };
}

/** More rules than run any function that is kept in order. */
const MOST_KEPT = 50;

type RunByPolicy = AccountPart<IotPolicyPart>;

function detailOfAll(
  subject: string,
  parts: readonly RunByPolicy[],
  accepted: readonly RunByPolicy[],
): Detail {
  const { policy = '' } = parts[0]?.value ?? {};
  const rules = [...new Set(parts.flatMap(({ value }) => value.rules))].toSorted(compareTexts);

  return {
    subject,
    mark: [...parts.map(({ arn }) => nameAndRegion(arn)), ...rules],
    summary: `Each device with the IoT policy ${policy} can publish to any topic, and so run ${counted(parts.length, 'function')}`,
    evidence: lines(
      attached(policy),
      ...partsByOwner(parts),
      `by the ${rules.length === 1 ? 'rule' : 'rules'} ${firstOf(rules, MOST_NAMED).join(', ')}`,
      ...acceptedInWords(accepted),
    ),
    remediation: wideIotPolicyRemediation(policy, regionOf(subject)),
    owned: ownedTogether(parts.map(({ owned }) => owned)),
  };
}

function attached(policy: string): string {
  return `${policy} allows iot:Publish on every topic, and is attached`;
}

/** Two regions may have one of the same name. */
function policyArn({ arn, value }: RunByPolicy): string {
  return `arn:${partitionOf(arn)}:iot:${regionOf(arn)}:${accountOf(arn)}:policy/${value.policy}`;
}
