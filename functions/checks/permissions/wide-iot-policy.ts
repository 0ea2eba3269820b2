import { firstOf, lines } from '../../core/evidence.ts';
import { regionOf } from '../../core/target.ts';
import { failIfAny } from '../../domain/check.ts';
import { iotCallerNamed } from '../../domain/exposure/iot-call.ts';
import { policiesForAll } from '../../domain/exposure/iot-publishers.ts';
import { wideIotPolicyRemediation } from '../../domain/remediation/wide-iot-policy-remediation.ts';
import { defineCheck } from '../define-check.ts';

/** As many rules, and policies, as a reader wants. */
const MOST_NAMED = 5;

export const wideIotPolicy = defineCheck({
  id: 'permissions/wide-iot-policy',
  target: 'function',
  title: 'IoT policy allows publishing to any topic',
  severity: 'medium',
  practice: 'permissions',
  rationale:
    'A policy of AWS IoT that allows iot:Publish on every topic lets each device that it is attached to publish as any other, ' +
    'and have each rule run its function, with a message of its own: one stolen certificate is enough. The function is run by ' +
    'such a rule. A policy that names topics, or asks for more by a variable of the client (iot:ClientId, ' +
    'iot:Connection.Thing.ThingName) or a condition, is no finding, nor is one that is attached to nothing. Other topics of the ' +
    'policy are not looked at, nor what devices may subscribe to.',
  remediation:
    'Allow iot:Publish on the topics of the device alone, by the name of its thing (iot:Connection.Thing.ThingName).',
  references: [
    'https://docs.aws.amazon.com/iot/latest/developerguide/pub-sub-policy.html',
    'https://docs.aws.amazon.com/iot/latest/developerguide/audit-chk-iot-policy-permissive.html',
  ],
  suppression: { covers: 'the policies, and the rules that run the function' },
  cwe: 'CWE-732',
  frameworks: { owasp: ['S5:2017'], csa: ['SAS-4'] },
  needs: ['iotPublishers', 'configuration'],

  evaluate({ iotPublishers, configuration: { arn } }) {
    const rules = iotPublishers.filter(({ publishers }) => policiesForAll(publishers).length > 0);
    const policies = [...new Set(rules.flatMap(({ publishers }) => policiesForAll(publishers)))];
    const names = [...new Set(rules.map(({ rule }) => iotCallerNamed(rule)?.name ?? rule))];

    return failIfAny(
      policies.map((policy) => ({
        subject: policy,
        mark: names,
        summary: `Each device with the IoT policy ${policy} can publish to any topic, and so run it by ${firstOf(names, 1).join(', ')}`,
        evidence: lines(
          `${policy} allows iot:Publish on every topic, and is attached`,
          ...firstOf(
            names.map((name) => `the rule ${name} runs it`),
            MOST_NAMED,
          ),
        ),
        remediation: wideIotPolicyRemediation(policy, regionOf(arn)),
      })),
    );
  },
});
