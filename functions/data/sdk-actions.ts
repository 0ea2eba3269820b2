/**
 * What IAM asks for an operation of an SDK, where no action has the operation's own name; written by
 * hand. Sources: AWS's Service Authorization Reference and the "Required permissions" of each API
 * reference. `scripts/update-sdk-operations.ts` lists operations that are neither here nor named like
 * an action. Actions are of the service's own prefix unless they have another.
 */
export const sdkActions: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  apigatewaymanagementapi: {
    DeleteConnection: 'ManageConnections',
    GetConnection: 'ManageConnections',
    PostToConnection: 'ManageConnections',
  },
  'bedrock-agent-runtime': { RetrieveAndGenerateStream: 'RetrieveAndGenerate' },
  'bedrock-runtime': {
    Converse: 'InvokeModel',
    ConverseStream: 'InvokeModelWithResponseStream',
    InvokeModelWithBidirectionalStream: 'InvokeModel',
    StartAsyncInvoke: 'InvokeModel',
  },
  budgets: {
    CreateBudget: 'ModifyBudget',
    CreateNotification: 'ModifyBudget',
    CreateSubscriber: 'ModifyBudget',
    DeleteBudget: 'ModifyBudget',
    DeleteNotification: 'ModifyBudget',
    DeleteSubscriber: 'ModifyBudget',
    DescribeBudget: 'ViewBudget',
    DescribeBudgetNotificationsForAccount: 'ViewBudget',
    DescribeBudgetPerformanceHistory: 'ViewBudget',
    DescribeBudgets: 'ViewBudget',
    DescribeNotificationsForBudget: 'ViewBudget',
    DescribeSubscribersForNotification: 'ViewBudget',
    UpdateBudget: 'ModifyBudget',
    UpdateNotification: 'ModifyBudget',
    UpdateSubscriber: 'ModifyBudget',
  },
  cloudfront: { CreateDistributionWithTags: 'CreateDistribution TagResource' },
  dynamodb: {
    BatchExecuteStatement: 'PartiQLSelect PartiQLInsert PartiQLUpdate PartiQLDelete',
    ExecuteStatement: 'PartiQLSelect PartiQLInsert PartiQLUpdate PartiQLDelete',
    ExecuteTransaction: 'PartiQLSelect PartiQLInsert PartiQLUpdate PartiQLDelete',
    TransactGetItems: 'GetItem',
    TransactWriteItems: 'PutItem UpdateItem DeleteItem ConditionCheckItem',
  },
  keyspaces: {
    CreateKeyspace: 'Create',
    CreateTable: 'Create',
    CreateType: 'Create',
    DeleteKeyspace: 'Drop',
    DeleteTable: 'Drop',
    DeleteType: 'Drop',
    GetKeyspace: 'Select',
    GetTable: 'Select',
    GetTableAutoScalingSettings: 'Select',
    GetType: 'Select',
    ListKeyspaces: 'Select',
    ListTables: 'Select',
    ListTagsForResource: 'Select',
    ListTypes: 'Select',
    RestoreTable: 'Restore',
    UpdateKeyspace: 'Alter',
    UpdateTable: 'Alter',
  },
  kms: { ReEncrypt: 'ReEncryptFrom ReEncryptTo' },
  lambda: {
    GetLayerVersionByArn: 'GetLayerVersion',
    Invoke: 'InvokeFunction',
    InvokeWithResponseStream: 'InvokeFunction',
  },
  neptunedata: {
    CancelGremlinQuery: 'CancelQuery',
    CancelOpenCypherQuery: 'CancelQuery',
    ExecuteGremlinExplainQuery: 'ReadDataViaQuery WriteDataViaQuery DeleteDataViaQuery',
    ExecuteGremlinProfileQuery: 'ReadDataViaQuery WriteDataViaQuery DeleteDataViaQuery',
    ExecuteGremlinQuery: 'ReadDataViaQuery WriteDataViaQuery DeleteDataViaQuery',
    ExecuteOpenCypherExplainQuery: 'ReadDataViaQuery WriteDataViaQuery DeleteDataViaQuery',
    ExecuteOpenCypherQuery: 'ReadDataViaQuery WriteDataViaQuery DeleteDataViaQuery',
    GetGremlinQueryStatus: 'GetQueryStatus',
    GetOpenCypherQueryStatus: 'GetQueryStatus',
    ListGremlinQueries: 'GetQueryStatus',
    ListOpenCypherQueries: 'GetQueryStatus',
  },
  s3: {
    CompleteMultipartUpload: 'PutObject',
    CopyObject: 'GetObject PutObject',
    CreateMultipartUpload: 'PutObject',
    CreateSession: 's3express:CreateSession',
    DeleteBucketAnalyticsConfiguration: 'PutAnalyticsConfiguration',
    DeleteBucketCors: 'PutBucketCORS',
    DeleteBucketEncryption: 'PutEncryptionConfiguration',
    DeleteBucketIntelligentTieringConfiguration: 'PutIntelligentTieringConfiguration',
    DeleteBucketInventoryConfiguration: 'PutInventoryConfiguration',
    DeleteBucketLifecycle: 'PutLifecycleConfiguration',
    DeleteBucketMetricsConfiguration: 'PutMetricsConfiguration',
    DeleteBucketOwnershipControls: 'PutBucketOwnershipControls',
    DeleteBucketReplication: 'PutReplicationConfiguration',
    DeleteBucketTagging: 'PutBucketTagging',
    DeleteObjects: 'DeleteObject',
    DeletePublicAccessBlock: 'PutBucketPublicAccessBlock',
    GetBucketAccelerateConfiguration: 'GetAccelerateConfiguration',
    GetBucketAnalyticsConfiguration: 'GetAnalyticsConfiguration',
    GetBucketCors: 'GetBucketCORS',
    GetBucketEncryption: 'GetEncryptionConfiguration',
    GetBucketIntelligentTieringConfiguration: 'GetIntelligentTieringConfiguration',
    GetBucketInventoryConfiguration: 'GetInventoryConfiguration',
    GetBucketLifecycle: 'GetLifecycleConfiguration',
    GetBucketLifecycleConfiguration: 'GetLifecycleConfiguration',
    GetBucketMetricsConfiguration: 'GetMetricsConfiguration',
    GetBucketNotificationConfiguration: 'GetBucketNotification',
    GetBucketReplication: 'GetReplicationConfiguration',
    GetObjectLockConfiguration: 'GetBucketObjectLockConfiguration',
    GetPublicAccessBlock: 'GetBucketPublicAccessBlock',
    HeadBucket: 'ListBucket',
    HeadObject: 'GetObject',
    ListBucketAnalyticsConfigurations: 'GetAnalyticsConfiguration',
    ListBucketIntelligentTieringConfigurations: 'GetIntelligentTieringConfiguration',
    ListBucketInventoryConfigurations: 'GetInventoryConfiguration',
    ListBucketMetricsConfigurations: 'GetMetricsConfiguration',
    ListBuckets: 'ListAllMyBuckets',
    ListDirectoryBuckets: 's3express:ListAllMyDirectoryBuckets',
    ListMultipartUploads: 'ListBucketMultipartUploads',
    ListObjectVersions: 'ListBucketVersions',
    ListObjects: 'ListBucket',
    ListObjectsV2: 'ListBucket',
    ListParts: 'ListMultipartUploadParts',
    PutBucketAccelerateConfiguration: 'PutAccelerateConfiguration',
    PutBucketAnalyticsConfiguration: 'PutAnalyticsConfiguration',
    PutBucketCors: 'PutBucketCORS',
    PutBucketEncryption: 'PutEncryptionConfiguration',
    PutBucketIntelligentTieringConfiguration: 'PutIntelligentTieringConfiguration',
    PutBucketInventoryConfiguration: 'PutInventoryConfiguration',
    PutBucketLifecycle: 'PutLifecycleConfiguration',
    PutBucketLifecycleConfiguration: 'PutLifecycleConfiguration',
    PutBucketMetricsConfiguration: 'PutMetricsConfiguration',
    PutBucketNotificationConfiguration: 'PutBucketNotification',
    PutBucketReplication: 'PutReplicationConfiguration',
    PutObjectLockConfiguration: 'PutBucketObjectLockConfiguration',
    PutPublicAccessBlock: 'PutBucketPublicAccessBlock',
    SelectObjectContent: 'GetObject',
    UploadPart: 'PutObject',
    UploadPartCopy: 'GetObject PutObject',
    WriteGetObjectResponse: 's3-object-lambda:WriteGetObjectResponse',
  },
  s3control: {
    DeleteBucketLifecycleConfiguration: 's3-outposts:PutLifecycleConfiguration',
    DeletePublicAccessBlock: 'PutAccountPublicAccessBlock',
    GetPublicAccessBlock: 'GetAccountPublicAccessBlock',
    PutPublicAccessBlock: 'PutAccountPublicAccessBlock',
  },
  sns: { PublishBatch: 'Publish' },
  sqs: {
    ChangeMessageVisibilityBatch: 'ChangeMessageVisibility',
    DeleteMessageBatch: 'DeleteMessage',
    SendMessageBatch: 'SendMessage',
  },
  'timestream-query': { Query: 'Select' },
  verifiedpermissions: {
    BatchIsAuthorized: 'IsAuthorized',
    BatchIsAuthorizedWithToken: 'IsAuthorizedWithToken',
  },
};

/**
 * What IAM asks besides for some calls of an operation, by what they carry: an ACL, tags, a version.
 * Of the same source, and of the same form.
 */
export const sdkFurtherActions: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  apigatewaymanagementapi: { PostToConnection: 'Invoke' },
  'bedrock-runtime': {
    Converse: 'ApplyGuardrail',
    ConverseStream: 'ApplyGuardrail',
    InvokeModel: 'ApplyGuardrail',
    InvokeModelWithResponseStream: 'ApplyGuardrail',
  },
  // Source: "Using identity-based policies for AWS Budgets", billing views.
  budgets: {
    CreateBudget: 'billing:GetBillingViewData',
    DescribeBudget: 'billing:GetBillingViewData',
    DescribeBudgetPerformanceHistory: 'billing:GetBillingViewData',
    DescribeBudgets: 'billing:GetBillingViewData',
    UpdateBudget: 'billing:GetBillingViewData',
  },
  dynamodb: {
    BatchWriteItem: 'PutItem DeleteItem',
    BatchGetItem: 'GetItem',
    PutItem: 'ConditionCheckItem',
  },
  ec2: { RunInstances: 'iam:PassRole CreateTags' },
  lambda: { Invoke: 'InvokeAsync', InvokeAsync: 'InvokeFunction' },
  'rds-data': {
    BatchExecuteStatement: 'secretsmanager:GetSecretValue',
    BeginTransaction: 'secretsmanager:GetSecretValue',
    CommitTransaction: 'secretsmanager:GetSecretValue',
    ExecuteStatement: 'secretsmanager:GetSecretValue',
    RollbackTransaction: 'secretsmanager:GetSecretValue',
  },
  'redshift-data': {
    BatchExecuteStatement:
      'secretsmanager:GetSecretValue redshift:GetClusterCredentials redshift:GetClusterCredentialsWithIAM redshift-serverless:GetCredentials',
    ExecuteStatement:
      'secretsmanager:GetSecretValue redshift:GetClusterCredentials redshift:GetClusterCredentialsWithIAM redshift-serverless:GetCredentials',
  },
  s3: {
    CompleteMultipartUpload: 'AbortMultipartUpload',
    CopyObject:
      'GetObjectVersion GetObjectTagging GetObjectVersionTagging PutObjectAcl PutObjectTagging PutObjectRetention PutObjectLegalHold',
    CreateMultipartUpload:
      'PutObjectAcl PutObjectTagging PutObjectRetention PutObjectLegalHold AbortMultipartUpload',
    DeleteObject: 'DeleteObjectVersion BypassGovernanceRetention',
    DeleteObjectTagging: 'DeleteObjectVersionTagging',
    DeleteObjects: 'DeleteObjectVersion BypassGovernanceRetention',
    GetObject: 'GetObjectVersion ListBucket',
    GetObjectAcl: 'GetObjectVersionAcl',
    GetObjectAttributes: 'GetObject GetObjectVersion GetObjectVersionAttributes ListBucket',
    GetObjectTagging: 'GetObjectVersionTagging',
    HeadObject: 'GetObjectVersion ListBucket',
    PutObject: 'PutObjectAcl PutObjectTagging PutObjectRetention PutObjectLegalHold',
    PutObjectAcl: 'PutObjectVersionAcl',
    PutObjectTagging: 'PutObjectVersionTagging',
    SelectObjectContent: 'GetObjectVersion',
    UploadPartCopy: 'GetObjectVersion',
  },
  secretsmanager: { RotateSecret: 'lambda:InvokeFunction' },
  ses: { SendEmail: 'SendRawEmail', SendRawEmail: 'SendEmail' },
  sesv2: {
    SendEmail: 'SendRawEmail SendTemplatedEmail',
    SendBulkEmail: 'SendBulkTemplatedEmail SendEmail',
  },
  // By names that begin with /aws/reference/secretsmanager.
  ssm: {
    GetParameter: 'secretsmanager:GetSecretValue',
    GetParameters: 'secretsmanager:GetSecretValue',
  },
  stepfunctions: { StartExecution: 'StartSyncExecution' },
};

const readsObjects = 's3:GetObject';
const writesObjects = 's3:PutObject s3:AbortMultipartUpload s3:ListMultipartUploadParts';
const asksAthena = `athena:GetDataCatalog athena:GetWorkGroup ${readsObjects} ${writesObjects} s3:ListBucket s3:GetBucketLocation s3:ListBucketMultipartUploads glue:GetDatabase glue:GetDatabases glue:GetTable glue:GetTables glue:GetPartition glue:GetPartitions glue:BatchGetPartition glue:CreateTable glue:UpdateTable glue:DeleteTable glue:BatchCreatePartition lakeformation:GetDataAccess`;

/**
 * What the service calls in the name of the caller, so that IAM asks whether the caller may: of
 * another service, on what the call leads to. Sources: "Forward access sessions" (IAM User Guide), and
 * what the guides of these services say of the permissions of their callers.
 */
export const sdkForwardedActions: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  athena: {
    GetQueryResults: readsObjects,
    GetQueryResultsStream: readsObjects,
    StartQueryExecution: asksAthena,
    StopQueryExecution: writesObjects,
  },
  'bedrock-agent-runtime': {
    RetrieveAndGenerate:
      'bedrock:Retrieve bedrock:InvokeModel bedrock:GetInferenceProfile bedrock:ApplyGuardrail',
    RetrieveAndGenerateStream:
      'bedrock:Retrieve bedrock:InvokeModel bedrock:GetInferenceProfile bedrock:ApplyGuardrail',
  },
  dynamodb: {
    ExportTableToPointInTime: `${writesObjects} s3:PutObjectAcl`,
    ImportTable: `${readsObjects} s3:ListBucket`,
  },
  lambda: {
    CreateFunction: `${readsObjects} lambda:GetLayerVersion`,
    PublishLayerVersion: readsObjects,
    UpdateFunctionCode: readsObjects,
    UpdateFunctionConfiguration: 'lambda:GetLayerVersion',
  },
  polly: { StartSpeechSynthesisTask: `${writesObjects} sns:Publish` },
  rekognition: {
    CompareFaces: readsObjects,
    DetectCustomLabels: readsObjects,
    DetectFaces: readsObjects,
    DetectLabels: readsObjects,
    DetectModerationLabels: readsObjects,
    DetectProtectiveEquipment: readsObjects,
    DetectText: readsObjects,
    IndexFaces: readsObjects,
    RecognizeCelebrities: readsObjects,
    SearchFacesByImage: readsObjects,
    SearchUsersByImage: readsObjects,
    StartCelebrityRecognition: readsObjects,
    StartContentModeration: readsObjects,
    StartFaceDetection: readsObjects,
    StartFaceSearch: readsObjects,
    StartLabelDetection: readsObjects,
    StartSegmentDetection: readsObjects,
    StartTextDetection: readsObjects,
  },
  textract: {
    AnalyzeDocument: readsObjects,
    AnalyzeExpense: readsObjects,
    AnalyzeID: readsObjects,
    DetectDocumentText: readsObjects,
    StartDocumentAnalysis: `${readsObjects} ${writesObjects}`,
    StartDocumentTextDetection: `${readsObjects} ${writesObjects}`,
    StartExpenseAnalysis: `${readsObjects} ${writesObjects}`,
    StartLendingAnalysis: `${readsObjects} ${writesObjects}`,
  },
  transcribe: {
    StartCallAnalyticsJob: `${readsObjects} ${writesObjects}`,
    StartMedicalTranscriptionJob: `${readsObjects} ${writesObjects}`,
    StartTranscriptionJob: `${readsObjects} ${writesObjects} s3:ListBucket`,
  },
};
