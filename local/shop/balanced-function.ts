import type { SampleFunction } from './sample-function.ts';

/** A function behind a load balancer on the internet, which forwards whatever comes. */
export function balancedFunction(name: string): SampleFunction {
  return {
    name,
    runtime: 'nodejs24.x',
    balancer: name,
    permissions: [
      {
        sid: 'Balancer',
        action: 'lambda:InvokeFunction',
        principal: 'elasticloadbalancing.amazonaws.com',
        sourceArn: `arn:aws:elasticloadbalancing:us-east-1:ACCOUNT:targetgroup/${name}/*`,
      },
    ],
    faults: [`permissions/open-load-balancer#${name}`],
  };
}
