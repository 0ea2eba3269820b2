import { RemovalPolicy } from 'aws-cdk-lib';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

/** Logs of a function of the product: kept for a month, and deleted with the stack. */
export class OwnLogs extends LogGroup {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }
}
