import {
  CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
} from '@aws-sdk/client-cloudtrail';
import * as z from 'zod/mini';
import type { Diagnosis } from './diagnosis.ts';

/**
 * Whether a trail records who changes what in the region. Nothing here depends on one: it is what
 * someone needs who follows a finding up, and EventBridge has no event of a change without it.
 *
 * @throws when CloudTrail does not say which trails there are, or of none of them what it records.
 */
export async function trailsDiagnosis(region: string): Promise<Omit<Diagnosis, 'about'>> {
  const [recording] = await recordingTrails(new CloudTrailClient({}));
  if (recording) {
    return { state: 'ok', detail: `trail ${recording.Name} records management events` };
  }

  return {
    state: 'not ok',
    detail: `no trail records management events of ${region}: who has changed a function is known for 90 days, and no event says that it was changed`,
    toDo: creation,
  };
}

/** Makes one where there is none. */
export const creation: readonly string[] = [
  'aws cloudtrail create-trail --name management-events --s3-bucket-name BUCKET --is-multi-region-trail',
  'aws cloudtrail start-logging --name management-events',
];

/**
 * Those that record what is changed in the client's account and region, with those of other regions and
 * of the organization, which record it as well. Of several, one that may not be read hides nothing.
 *
 * @throws when it is not known which trails there are, or of none of them what it records.
 *
 * Source: "DescribeTrails", "GetTrailStatus" and "GetEventSelectors" (AWS CloudTrail API Reference),
 * and "AWS service events delivered via AWS CloudTrail" (Amazon EventBridge User Guide).
 */
export async function recordingTrails(client: CloudTrailClient): Promise<readonly Trail[]> {
  const { trailList } = await client.send(new DescribeTrailsCommand({}));
  const trails = z.array(trail).parse(trailList ?? []);
  const answers = await Promise.allSettled(
    trails.map(({ TrailARN }) => recordsChanges(TrailARN, client)),
  );

  const recording = trails.filter((_, index) => isYes(answers[index]));
  const unanswered = answers.find((answer) => answer.status === 'rejected');
  if (recording.length === 0 && unanswered) throw unanswered.reason;
  return recording;
}

type Trail = z.infer<typeof trail>;

const trail = z.object({
  TrailARN: z.string(),
  Name: z.string(),
  IsOrganizationTrail: z.optional(z.boolean()),
});

async function recordsChanges(TrailName: string, client: CloudTrailClient): Promise<boolean> {
  const { IsLogging } = await client.send(new GetTrailStatusCommand({ Name: TrailName }));
  if (IsLogging !== true) return false;

  const answer = await client.send(new GetEventSelectorsCommand({ TrailName }));
  const { EventSelectors, AdvancedEventSelectors } = selectors.parse(answer);
  return (
    (EventSelectors ?? []).some(isOfWrites) ||
    (AdvancedEventSelectors ?? []).some(({ FieldSelectors }) => isOfChanges(FieldSelectors))
  );
}

const selector = z.object({
  IncludeManagementEvents: z.optional(z.boolean()),
  ReadWriteType: z.optional(z.string()),
});
const field = z.object({ Field: z.string(), Equals: z.optional(z.array(z.string())) });
const selectors = z.object({
  EventSelectors: z.optional(z.array(selector)),
  AdvancedEventSelectors: z.optional(z.array(z.object({ FieldSelectors: z.array(field) }))),
});

function isOfWrites({ IncludeManagementEvents, ReadWriteType }: z.infer<typeof selector>): boolean {
  return IncludeManagementEvents !== false && ReadWriteType !== 'ReadOnly';
}

/** `eventCategory` is Management, and `readOnly`, where it is given, is not true alone. */
function isOfChanges(fields: readonly z.infer<typeof field>[]): boolean {
  const valuesOf = (name: string) => fields.find(({ Field }) => Field === name)?.Equals;

  return (
    valuesOf('eventCategory')?.includes('Management') === true &&
    valuesOf('readOnly')?.includes('false') !== false
  );
}

function isYes(answer: PromiseSettledResult<boolean> | undefined): boolean {
  return answer?.status === 'fulfilled' && answer.value;
}
