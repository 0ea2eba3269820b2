/** What the emulator forgets by itself: a boundary, expiry and recovery, a Slack channel. */
export const template = {
  Resources: {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: 'bounded',
        AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] },
        PermissionsBoundary: 'arn:aws:iam::aws:policy/PowerUserAccess',
      },
    },
    Table: {
      Type: 'AWS::DynamoDB::GlobalTable',
      Properties: {
        TableName: 'kept',
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
        Replicas: [
          {
            Region: 'us-east-1',
            PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          },
        ],
      },
    },
    Channel: {
      Type: 'AWS::Chatbot::SlackChannelConfiguration',
      Properties: {
        ConfigurationName: 'alerts',
        IamRoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
        SlackChannelId: 'C0000000',
        SlackWorkspaceId: 'T0000000',
      },
    },
  },
};
