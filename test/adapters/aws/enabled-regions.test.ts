import { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { beforeEach, describe, expect, it } from 'vitest';
import { auditedRegions, enabledRegions } from '../../../functions/adapters/aws/enabled-regions.ts';
import { regionGrants } from '../../../functions/domain/grants.ts';
import { calledActions } from '../../builders/called-actions.ts';
import { mockClient } from '../../fakes/mock-client.ts';
import { accessDenied } from '../../fakes/targets.ts';

const ec2 = mockClient(EC2Client);

beforeEach(() => {
  ec2.reset();
  ec2.on(DescribeRegionsCommand).resolves({
    Regions: [{ RegionName: 'us-east-1' }, { RegionName: 'eu-west-1' }],
  });
});

describe('enabledRegions', () => {
  it('asks once, for those that are enabled, and calls exactly what that declares', async () => {
    const regions = enabledRegions(new EC2Client({}));

    expect(await regions()).toEqual(['eu-west-1', 'us-east-1']);
    await regions();
    expect(ec2.commandCalls(DescribeRegionsCommand, { AllRegions: false })).toHaveLength(1);
    expect(calledActions('ec2', ec2)).toEqual(regionGrants.map(({ action }) => action));
  });

  it.each([{}, { Regions: [] }, { Regions: [{}] }])('throws for %j', async (answer) => {
    ec2.on(DescribeRegionsCommand).resolves(answer);

    await expect(enabledRegions(new EC2Client({}))()).rejects.toThrow();
  });

  it('asks again after a failure', async () => {
    ec2
      .on(DescribeRegionsCommand)
      .rejectsOnce(accessDenied())
      .resolves({
        Regions: [{ RegionName: 'eu-west-1' }],
      });
    const regions = enabledRegions(new EC2Client({}));

    await expect(regions()).rejects.toThrow('not authorised');
    expect(await regions()).toEqual(['eu-west-1']);
  });
});

describe('auditedRegions', () => {
  it('takes those of the settings, without a call', async () => {
    const regions = auditedRegions({ regions: ['eu-west-1'] }, enabledRegions(new EC2Client({})));

    expect(await regions()).toEqual(['eu-west-1']);
    expect(ec2.calls()).toEqual([]);
  });

  it('takes all that are enabled when the settings name none', async () => {
    const regions = auditedRegions({ regions: [] }, enabledRegions(new EC2Client({})));

    expect(await regions()).toEqual(['eu-west-1', 'us-east-1']);
  });
});
