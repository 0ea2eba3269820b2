import { DescribeRegionsCommand, type EC2Client } from '@aws-sdk/client-ec2';
import * as z from 'zod/mini';
import type { ScanSettings } from '../../domain/settings/settings.ts';
import { memoizedOnSuccess } from '../calls/memoized-on-success.ts';

/** Every region that the account has enabled, asked for once. @throws when they are not known. */
export function enabledRegions(client: EC2Client): () => Promise<readonly string[]> {
  return memoizedOnSuccess(() => askForRegions(client));
}

/** The regions to audit: those of the settings or, where they name none, every enabled one. */
export function auditedRegions(
  { regions }: Pick<ScanSettings, 'regions'>,
  enabled: () => Promise<readonly string[]>,
): () => Promise<readonly string[]> {
  return regions.length > 0 ? async () => regions : enabled;
}

async function askForRegions(ec2: EC2Client): Promise<readonly string[]> {
  const { Regions } = await ec2.send(new DescribeRegionsCommand({ AllRegions: false }));
  const names = z.array(z.object({ RegionName: z.string() })).parse(Regions);
  if (names.length === 0) throw new Error('EC2 names no region that is enabled: set the regions');

  return names.map(({ RegionName }) => RegionName).sort();
}
