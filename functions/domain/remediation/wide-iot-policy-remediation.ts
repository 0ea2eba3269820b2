import { awsCommand } from './aws-command.ts';
import { remediationText } from './remediation-text.ts';

/** How to leave each device its own topics. */
export function wideIotPolicyRemediation(policy: string, region: string): string {
  const named = { 'policy-name': policy, region };

  return remediationText(LEAD, [
    {
      title: 'The policy now, and what it is attached to',
      text: [
        awsCommand('iot', 'get-policy', named),
        awsCommand('iot', 'list-targets-for-policy', named),
      ].join('\n'),
    },
    {
      title: 'In policy.json, in the place of the statement that allows all (with your own topics)',
      text: JSON.stringify({
        Effect: 'Allow',
        Action: 'iot:Publish',
        // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of AWS IoT
        Resource: 'arn:aws:iot:REGION:ACCOUNT:topic/devices/${iot:Connection.Thing.ThingName}/*',
      }),
    },
    {
      title: 'Then, once the devices publish there alone',
      text: awsCommand('iot', 'create-policy-version', {
        ...named,
        'policy-document': 'file://policy.json',
        'set-as-default': true,
      }),
    },
  ]);
}

const LEAD =
  'Allow iot:Publish on the topics of the device alone, by the name of its thing, and attach each certificate to its thing.';
