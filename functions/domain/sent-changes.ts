import { DETAIL_TYPE, EVENT_SOURCE, SOURCE, watchedOperations } from './change-event.ts';
import { changesRoleName } from './member-role.ts';

/** The ARN of a bus, or the parameter that has it. */
type Bus = string | { readonly Ref: string };

/** By which EventBridge sends to the bus, and may do nothing else. */
export interface ChangesRole {
  readonly Type: 'AWS::IAM::Role';
  readonly Properties: {
    readonly RoleName: string;
    readonly Description: string;
    readonly AssumeRolePolicyDocument: object;
    readonly Policies: readonly object[];
  };
}

/** What is sent. */
export interface ChangesRule {
  readonly Type: 'AWS::Events::Rule';
  readonly Properties: {
    readonly Description: string;
    readonly EventPattern: object;
    readonly Targets: readonly [
      { readonly Id: string; readonly Arn: Bus; readonly RoleArn: object },
    ];
  };
}

export const busParameter = {
  Type: 'String',
  Description:
    'ARN of the event bus of the scanners, which alone is sent what CloudTrail reports of functions here',
  AllowedPattern: '^arn:aws[a-z-]*:events:[a-z0-9-]+:[0-9]{12}:event-bus/[A-Za-z0-9._/-]+$',
} as const;

/**
 * What a member account needs so that changes of its functions are known to the scanners at once: a rule, and the
 * role by which it sends. Events are not charged for where AWS writes them; what another account is sent is, by the million.
 *
 * Sources: "Sending and receiving events between AWS accounts in Amazon EventBridge"; for what the role asks of who
 * enters, "The confused deputy problem" (IAM User Guide).
 */
export function sentChanges(
  memberRole: string,
  bus: Bus,
): Record<'Changes', ChangesRule> & Record<'ChangesRole', ChangesRole> {
  return {
    ChangesRole: {
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: changesRoleName(memberRole),
        Description: 'By which EventBridge sends to lambda-vigil that a function was changed',
        AssumeRolePolicyDocument: documentOf({
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Principal: { Service: 'events.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
        }),
        Policies: [
          {
            PolicyName: 'sends',
            PolicyDocument: documentOf({
              Effect: 'Allow',
              Action: 'events:PutEvents',
              Resource: bus,
            }),
          },
        ],
      },
    },
    Changes: {
      Type: 'AWS::Events::Rule',
      Properties: {
        Description: 'lambda-vigil: changes of functions, for the scanners in another account',
        EventPattern: {
          source: [SOURCE],
          'detail-type': [DETAIL_TYPE],
          detail: {
            eventSource: [EVENT_SOURCE],
            eventName: Object.keys(watchedOperations),
            errorCode: [{ exists: false }],
          },
        },
        Targets: [{ Id: 'scanners', Arn: bus, RoleArn: { 'Fn::GetAtt': ['ChangesRole', 'Arn'] } }],
      },
    },
  };
}

function documentOf(statement: object) {
  return { Version: '2012-10-17', Statement: [statement] };
}
