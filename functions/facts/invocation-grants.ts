import type { Grant } from '../domain/grants.ts';
import { readsStored } from './table-grants.ts';

/** To count how often functions were invoked, and to measure their runs. */
export const invocationGrants = [
  { action: 'cloudwatch:GetMetricData', on: 'everything' },
  // A function at the edge runs, and is counted, in regions that are not among those to audit.
  { action: 'ec2:DescribeRegions', on: 'everything' },
  { action: 'lambda:ListFunctions', on: 'everything' },
  // Whether its role lets CloudFront run it.
  ...readsStored,
] as const satisfies readonly Grant[];
