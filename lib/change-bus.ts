import { EventBus } from 'aws-cdk-lib/aws-events';
import { AccountPrincipal, AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { changesRoleName } from '../functions/domain/member-role.ts';
import type { ScanSettings } from '../functions/domain/settings/settings.ts';

/** Who sends: settings. */
type Senders = Pick<ScanSettings, 'accounts' | 'organization' | 'memberRole'>;

/**
 * Where other accounts send what CloudTrail reports of changes there. It takes events from the role that the
 * member's template makes for that, and from nothing else: what comes is a hint all the same, and costs a look at most.
 *
 * Source: "Sending and receiving events between AWS accounts in Amazon EventBridge", and "aws:ResourceOrgID" (IAM User
 * Guide) for the organization of the account as a variable.
 */
export class ChangeBus extends EventBus {
  constructor(scope: Construct, id: string, settings: Senders) {
    super(scope, id, { description: 'lambda-vigil: changes of functions in other accounts' });

    const { organization, accounts, memberRole } = settings;
    const asMember = {
      ArnLike: { 'aws:PrincipalArn': `arn:*:iam::*:role/${changesRoleName(memberRole)}` },
    };
    const sends = {
      effect: Effect.ALLOW,
      actions: ['events:PutEvents'],
      resources: [this.eventBusArn],
    };

    if (organization.length > 0) {
      this.addToResourcePolicy(
        new PolicyStatement({
          ...sends,
          sid: 'TheOrganizationSends',
          principals: [new AnyPrincipal()],
          conditions: {
            ...asMember,
            StringEquals: { 'aws:PrincipalOrgID': `\${aws:ResourceOrgID}` },
          },
        }),
      );
    }
    if (accounts.length > 0) {
      this.addToResourcePolicy(
        new PolicyStatement({
          ...sends,
          sid: 'NamedAccountsSend',
          principals: accounts.map((account) => new AccountPrincipal(account)),
          conditions: asMember,
        }),
      );
    }
  }
}
