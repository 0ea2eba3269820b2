import type { LocalCloud } from './local-cloud.ts';

/** A call that changed something, as CloudTrail names it. */
export interface ReportedCall {
  /** Where it was made. */
  readonly account: string;
  readonly region: string;
  /** `lambda.amazonaws.com` */
  readonly eventSource: string;
  /** `AddPermission20150331v2` */
  readonly eventName: string;
  readonly requestParameters: Readonly<Record<string, unknown>>;
}

/**
 * Has CloudTrail report a call to EventBridge, which it does by itself where there is a trail, and keep it
 * in its event history, which takes none.
 *
 * @param deliveries how often the same event comes: EventBridge delivers at least once.
 * @returns the event's id.
 */
export async function reportCall(
  { direct }: Pick<LocalCloud, 'direct'>,
  call: ReportedCall,
  deliveries = 1,
): Promise<string> {
  const response = await fetch(`${direct}/_local/calls`, {
    method: 'POST',
    body: JSON.stringify({ record: recordOf(call), deliveries }),
  });
  if (!response.ok) throw new Error(`the local cloud answers ${response.status}`);

  const { id } = (await response.json()) as { readonly id: string };
  return id;
}

/** Has CloudTrail report that the code of a function was updated, by a session of the role `deploy`. */
export async function reportDeployment(
  { direct, account, region }: Pick<LocalCloud, 'direct' | 'account' | 'region'>,
  functionName: string,
): Promise<void> {
  await reportCall(
    { direct },
    {
      account,
      region,
      eventSource: 'lambda.amazonaws.com',
      eventName: 'UpdateFunctionCode20150331v2',
      requestParameters: { functionName },
    },
  );
}

/**
 * The fields of a management event, as CloudTrail writes them for calls on Lambda. Source: "CloudTrail record contents"
 * (CloudTrail User Guide).
 */
function recordOf({ account, region, eventSource, eventName, requestParameters }: ReportedCall) {
  return {
    eventVersion: '1.11',
    userIdentity: {
      type: 'AssumedRole',
      principalId: 'AROAEXAMPLE:deploy',
      arn: `arn:aws:sts::${account}:assumed-role/deploy/deploy`,
      accountId: account,
      sessionContext: {
        sessionIssuer: {
          type: 'Role',
          principalId: 'AROAEXAMPLE',
          arn: `arn:aws:iam::${account}:role/deploy`,
          accountId: account,
          userName: 'deploy',
        },
        attributes: { creationDate: new Date().toISOString(), mfaAuthenticated: 'false' },
      },
    },
    eventTime: new Date().toISOString(),
    eventSource,
    eventName,
    awsRegion: region,
    sourceIPAddress: '198.51.100.7',
    userAgent: 'aws-cli/2.17',
    requestParameters,
    responseElements: null,
    requestID: crypto.randomUUID(),
    eventID: crypto.randomUUID(),
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: account,
    eventCategory: 'Management',
  };
}
