import { CfnScheduleGroup, type IScheduleGroup, ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';

/** The schedules of the product, apart from all others. CloudFormation names it, and deletes it with the stack. */
export class NightGroup extends Construct {
  readonly group: IScheduleGroup;

  constructor(scope: Construct, id: string) {
    super(scope, id);

    const { ref } = new CfnScheduleGroup(this, 'Resource');
    this.group = ScheduleGroup.fromScheduleGroupName(this, 'Group', ref);
  }
}
