import {
  type AwsSecurityFinding,
  BatchImportFindingsCommand,
  BatchUpdateFindingsCommand,
  type SecurityHubClient,
} from '@aws-sdk/client-securityhub';
import type { SecurityHub, WorkflowChange } from '../../app/import-findings.ts';
import type { Refused } from '../../app/refused.ts';
import type { Asff } from '../../domain/security-hub/asff.ts';
import { withRetry } from '../calls/with-retry.ts';
import { batchesOf } from './batches-of.ts';
import { mayPass } from './may-pass.ts';

export interface SecurityHubOptions {
  readonly productArn: string;
  /** Milliseconds. @default a timer */
  readonly sleep?: ((ms: number) => Promise<unknown>) | undefined;
}

/**
 * 100 findings a request, 6 MB together, ten requests a second. A finding has 240 KB at most, which
 * its format keeps it below by far.
 *
 * Sources: "BatchImportFindings" and "BatchUpdateFindings" (Security Hub API Reference), "Guidelines
 * for using the BatchImportFindings API" (Security Hub Partner Integration Guide).
 */
const MOST = 100;
const MOST_BYTES = 5_500_000;
const PAUSES_MS = [1_000, 2_000, 4_000, 8_000, 16_000] as const;
const SHORT_PAUSES_MS = [500, 2_000] as const;

/** In the region of the client. */
export function securityHub(
  client: Pick<SecurityHubClient, 'send'>,
  { productArn, sleep }: SecurityHubOptions,
): SecurityHub {
  const retry = { pausesMs: PAUSES_MS, mayPass, sleep };

  const importOnce = async (batch: readonly Asff[]): Promise<readonly Failed[]> => {
    const Findings: AwsSecurityFinding[] = [...batch];
    const { FailedFindings = [] } = await withRetry(
      () => client.send(new BatchImportFindingsCommand({ Findings })),
      retry,
    );

    return FailedFindings.map(({ Id = '', ErrorCode = '', ErrorMessage = '' }) => ({
      id: Id,
      code: ErrorCode,
      reason: `${ErrorCode}: ${ErrorMessage}`,
    }));
  };

  const updateOnce = async (
    ids: readonly string[],
    { status, note }: WorkflowChange,
  ): Promise<readonly Failed[]> => {
    const { UnprocessedFindings = [] } = await withRetry(
      () =>
        client.send(
          new BatchUpdateFindingsCommand({
            FindingIdentifiers: ids.map((Id) => ({ Id, ProductArn: productArn })),
            Workflow: { Status: status },
            ...(note && { Note: { Text: note.text, UpdatedBy: note.by } }),
          }),
        ),
      retry,
    );

    return UnprocessedFindings.map(({ FindingIdentifier, ErrorCode = '', ErrorMessage = '' }) => ({
      id: FindingIdentifier?.Id ?? '',
      code: ErrorCode,
      reason: `${ErrorCode}: ${ErrorMessage}`,
    }));
  };

  return {
    async import(findings) {
      const refused: Refused[] = [];

      for (const batch of batchesOf(findings, { most: MOST, mostBytes: MOST_BYTES })) {
        const byId = new Map(batch.map((finding) => [finding.Id, finding]));
        const again = (id: string) => importOnce([byId.get(id)].filter((one) => one !== undefined));
        refused.push(...(await oneByOne(await importOnce(batch), again, sleep)));
      }
      return refused;
    },

    async setWorkflow(ids, change) {
      const refused: Refused[] = [];

      for (let at = 0; at < ids.length; at += MOST) {
        const failed = await updateOnce(ids.slice(at, at + MOST), change);
        // It is only just imported, and has had its workflow with it.
        const known = failed.filter(({ code }) => code !== 'FindingNotFound');
        refused.push(...(await oneByOne(known, (id) => updateOnce([id], change), sleep)));
      }
      return refused;
    },
  };
}

interface Failed extends Refused {
  readonly code: string;
}

/** What failed among others is sent alone, a few times. @returns what fails then. */
async function oneByOne(
  failed: readonly Failed[],
  send: (id: string) => Promise<readonly Failed[]>,
  sleep: SecurityHubOptions['sleep'],
): Promise<readonly Refused[]> {
  const refused: Refused[] = [];

  for (const { id, reason } of failed) {
    const alone = async () => {
      const [still] = await send(id);
      if (still) throw new StillRefused(still.reason);
    };

    try {
      const isRefusal = (error: unknown) => error instanceof StillRefused;
      await withRetry(alone, { pausesMs: SHORT_PAUSES_MS, mayPass: isRefusal, sleep });
    } catch (error) {
      if (!(error instanceof StillRefused)) throw error;
      refused.push({ id, reason: error.message || reason });
    }
  }
  return refused;
}

/** Security Hub refuses one finding that was sent alone; it never leaves this file. */
export class StillRefused extends Error {
  override readonly name = 'StillRefused';
}
