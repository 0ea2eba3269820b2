import { regionOf } from '../../core/target.ts';
import { guestInWords, type PublishedRule } from '../exposure/iot-publishers.ts';
import { awsCommand } from './aws-command.ts';
import { remediationText } from './remediation-text.ts';

/** As many commands as a reader copies. */
const MOST_COMMANDS = 5;

/** How to keep those that are not signed in from publishing what a rule takes. */
export function openIotRemediation({ rule, publishers: { guests } }: PublishedRule): string {
  const ofPools = guests.filter(({ pool }) => pool !== undefined);

  return remediationText(LEAD, [
    {
      title: 'What the roles allow now: remove iot:Publish, or leave it the topics of guests alone',
      text: guests
        .slice(0, MOST_COMMANDS)
        .flatMap(({ role }) => {
          const named = { 'role-name': role.split('/').at(-1) };
          return [
            awsCommand('iam', 'list-role-policies', named),
            awsCommand('iam', 'list-attached-role-policies', named),
          ];
        })
        .join('\n'),
    },
    {
      title: 'The rule, whose function can ask for less than the message says',
      text: awsCommand('iot', 'get-topic-rule', {
        'rule-name': rule.split('/').at(-1),
        region: regionOf(rule),
      }),
      isBackground: true,
    },
    ...(ofPools.length === 0
      ? []
      : [
          {
            title: `Or, where no one needs it without signing in (${ofPools.map(guestInWords)[0]}): update the pool to allow no unauthenticated identities`,
            text: ofPools
              .slice(0, MOST_COMMANDS)
              .map(({ pool = '' }) =>
                awsCommand('cognito-identity', 'describe-identity-pool', {
                  'identity-pool-id': pool,
                  region: pool.split(':')[0],
                }),
              )
              .join('\n'),
          },
        ]),
  ]);
}

const LEAD =
  'Unless it is public by design, remove iot:Publish from the role that the identity pool gives to those that are not signed in, or allow none of these (CDK: allowUnauthenticatedIdentities: false of CfnIdentityPool).';
