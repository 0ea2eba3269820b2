import { EC2Client, paginateDescribeSnapshots, DeleteSnapshotCommand } from '@aws-sdk/client-ec2';

const ec2 = new EC2Client({});
const DAYS = Number(process.env.RETENTION_DAYS ?? 30);

export const handler = async () => {
  const before = Date.now() - DAYS * 86_400_000;
  for await (const page of paginateDescribeSnapshots({ client: ec2 }, { OwnerIds: ['self'] })) {
    for (const { SnapshotId, StartTime } of page.Snapshots ?? []) {
      if (StartTime.getTime() < before) await ec2.send(new DeleteSnapshotCommand({ SnapshotId }));
    }
  }
};
