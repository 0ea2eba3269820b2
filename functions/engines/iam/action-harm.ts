import { escalationPaths } from '../../data/escalation-paths.ts';
import type { CatalogueAction } from './action-catalogue.ts';
import { matches } from './wildcard.ts';

/** The worst that a call can do where it may be about anything. Evidence has these words. */
export type Harm =
  | 'can change permissions'
  | 'can run code of a caller'
  | 'can take over credentials'
  | 'can destroy data'
  | 'can switch off monitoring'
  | 'can change the account';

/**
 * What an action can do harm with, by its access level and its name; undefined where it is an
 * ordinary read or write: to publish, to send, to start what is there already, to make something
 * new, to delete what can be deployed again. What is not known harms no more than that.
 */
export function harmOf(action: CatalogueAction): Harm | undefined {
  const known = found.get(action.name);
  if (known) return known.harm;

  const harm = judged(action);
  found.set(action.name, { harm });
  return harm;
}

/** At most one for each action of the catalogue. */
const found = new Map<string, { readonly harm: Harm | undefined }>();

function judged({ name, access }: CatalogueAction): Harm | undefined {
  if (access === 'list' || access === 'tagging') return undefined;
  if (ordinary.some((pattern) => matches(pattern, name))) return undefined;

  const named = harms.find(([, patterns]) => patterns.some((pattern) => matches(pattern, name)));
  if (named) return named[0];
  if (access === 'read') return undefined;
  if (access === 'permissions management')
    return looks(name) ? undefined : 'can change permissions';
  if (runsCode.has(name)) return 'can run code of a caller';
  return destroys(name) ? 'can destroy data' : undefined;
}

/**
 * Though their names or their access level say otherwise: to let a service write its logs, to make
 * the role that a service has by design, to give a function's network interface back.
 */
const ordinary: readonly string[] = [
  '*:AllowVendedLogDeliveryForResource',
  'ec2:CreateNetworkInterfacePermission',
  'iam:CreateServiceLinkedRole',
  'iam:DeleteServiceLinkedRole',
  'logs:DeleteResourcePolicy',
  'logs:PutResourcePolicy',
  'secretsmanager:CancelRotateSecret',
];

/** Of those whose names fit, the first decides. */
const harms: readonly (readonly [Harm, readonly string[]])[] = [
  [
    'can change permissions',
    [
      'cognito-idp:AdminAddUserToGroup',
      'iam:AddRoleToInstanceProfile',
      'iam:AddUserToGroup',
      'iam:PassRole',
      'organizations:AttachPolicy',
      'organizations:DetachPolicy',
    ],
  ],
  [
    'can take over credentials',
    [
      'cognito-idp:Admin*Password',
      'cognito-idp:AdminCreateUser',
      'cognito-idp:AdminUpdateUserAttributes',
      'iam:Create*Key*',
      'iam:CreateLoginProfile',
      'iam:CreateServiceSpecificCredential',
      'iam:Deactivate*',
      'iam:Reset*Credential',
      'iam:Update*Key*',
      'iam:UpdateLoginProfile',
      'iam:UploadSSHPublicKey',
      'iam:UploadSigningCertificate',
      // A new master password is all it takes.
      'rds:ModifyDBCluster',
      'rds:ModifyDBInstance',
      'redshift:ModifyCluster',
      'redshift:GetClusterCredentials*',
      'redshift-serverless:GetCredentials',
      // Changing a name diverts what is sent there, certificates included.
      'route53:ChangeResourceRecordSets',
      'secretsmanager:PutSecretValue',
      'secretsmanager:RotateSecret',
      'secretsmanager:UpdateSecret',
      'secretsmanager:UpdateSecretVersionStage',
      'ssm:PutParameter',
      'sts:AssumeRole*',
      'sts:GetFederationToken',
      'transfer:ImportSshPublicKey',
    ],
  ],
  [
    'can run code of a caller',
    [
      'amplify:StartDeployment',
      'appsync:UpdateFunction',
      'appsync:UpdateResolver',
      'cloudformation:CreateStack*',
      'cloudformation:ExecuteChangeSet',
      'cloudformation:UpdateStack*',
      'cloudfront:UpdateFunction',
      'codebuild:CreateProject',
      'codebuild:StartBuild*',
      'codebuild:UpdateProject',
      'codecommit:CreateCommit',
      'codecommit:GitPush',
      'codecommit:Merge*',
      'codecommit:PutFile',
      'codepipeline:UpdatePipeline',
      'ec2:ModifyInstanceAttribute',
      'ec2-instance-connect:Send*',
      'ecr:PutImage',
      'ecs:ExecuteCommand',
      // By itself ecs:UpdateService starts what others have registered, and ExecuteCommand is asked for each time.
      'ecs:RegisterTaskDefinition',
      'eks:UpdateAddon',
      'elasticbeanstalk:CreateApplicationVersion',
      'elasticbeanstalk:UpdateEnvironment',
      'elasticmapreduce:AddJobFlowSteps',
      'glue:CreateJob',
      'glue:RunStatement',
      'glue:UpdateJob',
      'lambda:CreateFunction',
      'lambda:PublishLayerVersion',
      'lambda:UpdateAlias',
      'lambda:UpdateFunctionCode',
      'lambda:UpdateFunctionConfiguration',
      'sagemaker:CreatePresigned*',
      'sagemaker:UpdateNotebookInstance*',
      'ssm:CreateAssociation*',
      'ssm:ResumeSession',
      'ssm:SendCommand',
      'ssm:StartAutomationExecution',
      'ssm:StartSession',
      'ssm:UpdateAssociation',
      'ssm:UpdateDocument*',
      'states:UpdateStateMachine',
      'synthetics:UpdateCanary',
    ],
  ],
  [
    'can switch off monitoring',
    [
      'access-analyzer:DeleteAnalyzer',
      'bedrock:DeleteModelInvocationLoggingConfiguration',
      'bedrock:PutModelInvocationLoggingConfiguration',
      'cloudtrail:DeleteEventDataStore',
      'cloudtrail:DeleteTrail',
      'cloudtrail:PutEventSelectors',
      'cloudtrail:StopEventDataStoreIngestion',
      'cloudtrail:StopLogging',
      'cloudtrail:UpdateTrail',
      'cloudwatch:DeleteAlarms',
      'cloudwatch:DisableAlarmActions',
      'config:DeleteConfigurationRecorder',
      'config:DeleteDeliveryChannel',
      'config:StopConfigurationRecorder',
      'ec2:DeleteFlowLogs',
      'guardduty:CreateFilter',
      'guardduty:DeleteDetector',
      'guardduty:Disassociate*',
      'guardduty:StopMonitoringMembers',
      'guardduty:UpdateDetector',
      'inspector2:Disable',
      'logs:DeleteLogGroup',
      'logs:DeleteLogStream',
      'macie2:DisableMacie',
      'securityhub:BatchDisableStandards',
      'securityhub:DisableSecurityHub*',
      'wafv2:DeleteWebACL',
      'wafv2:DisassociateWebACL',
    ],
  ],
  [
    'can change the account',
    [
      'account:AcceptPrimaryEmailUpdate',
      'account:CloseAccount',
      'account:Delete*',
      'account:DisableRegion',
      'account:EnableRegion',
      'account:Put*',
      'account:StartPrimaryEmailUpdate',
      // A contract with the model's vendor, in the account's name.
      'aws-marketplace:AcceptAgreement*',
      'aws-marketplace:Subscribe',
      'aws-marketplace:Unsubscribe',
      'bedrock:CreateFoundationModelAgreement',
      'bedrock:DeleteFoundationModelAgreement',
      'bedrock:PutFoundationModelEntitlement',
      'bedrock:PutUseCaseForModelAccess',
      'billing:Update*',
      'ec2:DisableEbsEncryptionByDefault',
      'ec2:DisableImageBlockPublicAccess',
      'ec2:DisableSnapshotBlockPublicAccess',
      'ec2:EnableSerialConsoleAccess',
      'ec2:ModifyInstanceMetadataDefaults',
      'iam:DeleteAccountPasswordPolicy',
      'iam:UpdateAccountPasswordPolicy',
      'organizations:CloseAccount',
      'organizations:CreateAccount',
      'organizations:DeleteOrganization',
      'organizations:LeaveOrganization',
      'organizations:RemoveAccountFromOrganization',
      'payments:Update*',
      'route53domains:DeleteDomain',
      'route53domains:DisableDomainTransferLock',
      'route53domains:RegisterDomain',
      'route53domains:TransferDomain*',
      'route53domains:UpdateDomain*',
      's3:PutAccountPublicAccessBlock',
      'savingsplans:CreateSavingsPlan',
      'ses:PutAccount*',
      'sns:SetSMSAttributes',
      'ssm:UpdateServiceSetting',
      'sms-voice:SetAccountDefault*',
      '*:Purchase*',
    ],
  ],
  [
    'can destroy data',
    [
      'backup:PutBackupVaultLockConfiguration',
      'backup:UpdateRecoveryPointLifecycle',
      'cassandra:Alter',
      'cassandra:Drop',
      'cassandra:Modify',
      'dynamodb:BatchWriteItem',
      'dynamodb:PartiQLDelete',
      'dynamodb:PartiQLInsert',
      'dynamodb:PartiQLUpdate',
      'dynamodb:PutItem',
      'dynamodb:UpdateContinuousBackups',
      'dynamodb:UpdateItem',
      'dynamodb:UpdateTimeToLive',
      'ec2:TerminateInstances',
      'elasticfilesystem:ClientRootAccess',
      'elasticfilesystem:ClientWrite',
      'es:ESHttpDelete',
      'es:ESHttpPatch',
      'es:ESHttpPost',
      'es:ESHttpPut',
      'kms:DeleteImportedKeyMaterial',
      'kms:DisableKey',
      'kms:ScheduleKeyDeletion',
      'neptune-db:*ViaQuery',
      'rds-data:*Execute*',
      // To sign in as a user of the database, though AWS counts it as permissions management.
      'rds-db:connect',
      'redshift-data:*ExecuteStatement',
      's3:PutLifecycleConfiguration',
      's3:PutBucketVersioning',
      's3:PutObject',
      's3:PutReplicationConfiguration',
      'sqs:PurgeQueue',
    ],
  ],
];

/** Actions by which, alone, a caller's code runs with the permissions of something else. */
const runsCode: ReadonlySet<string> = new Set(
  escalationPaths
    .filter(({ actions }) => actions.length === 1)
    .flatMap(({ actions }) => actions)
    .filter((action) => !action.startsWith('iam:')),
);

/** Of the actions that AWS counts as permissions management, some only look. */
function looks(name: string): boolean {
  return /:(?:BatchGet|Describe|Get|List)/.test(name);
}

/** Whether it takes away what no deployment brings back. */
function destroys(name: string): boolean {
  const [, operation = ''] = name.split(':');
  const [, noun] =
    /^(?:BatchDelete|Delete|Drop|Purge|Terminate|Truncate)(\w*)$/.exec(operation) ?? [];
  if (noun === undefined || settings.some((each) => noun.includes(each))) return false;

  return holdings.some((each) => noun.includes(each));
}

/** What is about data and holds none. */
const settings: readonly string[] = [
  'Attribute',
  'Configuration',
  'Connection',
  'Encryption',
  'Group',
  'Identity',
  'Job',
  'Optimizer',
  'Polic',
  'Preference',
  'Profile',
  'Provider',
  'Registration',
  'Request',
  'Route',
  'Setting',
  'Tag',
  'Template',
  'Theme',
];

/** What holds data, by the names that AWS's services give to it. */
const holdings: readonly string[] = [
  'Backup',
  'Bucket',
  'Cluster',
  'Collection',
  'DBInstance',
  'DataStore',
  'Database',
  'Dataset',
  'Directory',
  'Document',
  'Domain',
  'FileSystem',
  'Image',
  'Index',
  'Item',
  'Keyspace',
  'Namespace',
  'Object',
  'Record',
  'RecoveryPoint',
  'Repository',
  'Secret',
  'Snapshot',
  'Stack',
  'Table',
  'User',
  'Vault',
  'Vector',
  'Volume',
];
