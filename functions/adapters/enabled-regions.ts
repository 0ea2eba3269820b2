import { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import * as z from 'zod/mini';
import type { ScanSettings } from '../domain/scan-settings.ts';
import { type OnCall, overheard } from './overheard.ts';

/**
 * The regions to audit: those of the settings or, where they name none, every one that the account
 * has enabled, which is asked for once. @throws when it cannot be told.
 */
export function enabledRegions(
  { regions }: Pick<ScanSettings, 'regions'>,
  onCall?: OnCall,
): () => Promise<readonly string[]> {
  if (regions.length > 0) return async () => regions;

  let asked: Promise<readonly string[]> | undefined;
  return () => {
    asked ??= askForRegions(overheard(new EC2Client({}), onCall)).catch((error: unknown) => {
      // Whoever asks next may fare better.
      asked = undefined;
      throw error;
    });
    return asked;
  };
}

async function askForRegions(ec2: EC2Client): Promise<readonly string[]> {
  const { Regions } = await ec2.send(new DescribeRegionsCommand({ AllRegions: false }));
  const names = z.array(z.object({ RegionName: z.string() })).parse(Regions);
  if (names.length === 0) throw new Error('EC2 names no region that is enabled: set the regions');

  return names.map(({ RegionName }) => RegionName).sort();
}
