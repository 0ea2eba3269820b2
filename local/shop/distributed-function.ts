import type { SampleFunction } from './sample-function.ts';

/** A function whose URL takes signed requests alone, which CloudFront signs for all viewers. */
export function distributedFunction(name: string): SampleFunction {
  return {
    name,
    runtime: 'nodejs24.x',
    url: { authType: 'AWS_IAM' },
    distributed: true,
  };
}
