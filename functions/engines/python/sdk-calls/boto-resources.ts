/** What boto3's resources call, by service, type and method. Source: boto3's `resources-1.json`. */
export interface ResourceCall {
  readonly operation: string;
  /** The parameter that the first argument of the type is, for `Table(name)`. */
  readonly named?: string;
}

/**
 * Undefined for what is not listed. `Table` of `boto3.resource('dynamodb').Table()`, and the path of
 * what is called: `put_item`, `objects.filter`.
 */
export function resourceCall(
  service: string,
  type: string,
  path: string,
): ResourceCall | undefined {
  const operation = table.get(`${service} ${type} ${path}`);
  const named = names.get(`${service} ${type}`);

  return operation === undefined ? undefined : { operation, ...(named !== undefined && { named }) };
}

/** The parameter that the first argument of a type is. */
const names: ReadonlyMap<string, string> = new Map([
  ['dynamodb Table', 'TableName'],
  ['s3 Bucket', 'Bucket'],
  ['s3 Object', 'Bucket'],
  ['s3 ObjectSummary', 'Bucket'],
  ['sqs Queue', 'QueueUrl'],
  ['sqs Message', 'QueueUrl'],
  ['sns Topic', 'TopicArn'],
  ['sns PlatformEndpoint', 'TargetArn'],
]);

const table: ReadonlyMap<string, string> = new Map([
  ...rows('dynamodb Table', 'load=DescribeTable reload=DescribeTable delete=DeleteTable'),
  ...rows('dynamodb Table', 'update=UpdateTable batch_writer=BatchWriteItem query=Query scan=Scan'),
  ...rows('dynamodb Table', 'get_item=GetItem put_item=PutItem update_item=UpdateItem'),
  ...rows('dynamodb Table', 'delete_item=DeleteItem wait_until_exists=DescribeTable'),
  ...rows('dynamodb Table', 'wait_until_not_exists=DescribeTable'),
  ...rows('dynamodb ', 'batch_get_item=BatchGetItem batch_write_item=BatchWriteItem'),
  ...rows('dynamodb ', 'create_table=CreateTable tables.all=ListTables tables.limit=ListTables'),
  ...rows(
    's3 Bucket',
    'objects.all=ListObjects objects.filter=ListObjects objects.limit=ListObjects',
  ),
  ...rows('s3 Bucket', 'objects.pages=ListObjects objects.page_size=ListObjects'),
  ...rows('s3 Bucket', 'objects.delete=DeleteObjects objects.all().delete=DeleteObjects'),
  ...rows('s3 Bucket', 'objects.filter().delete=DeleteObjects delete_objects=DeleteObjects'),
  ...rows(
    's3 Bucket',
    'object_versions.all=ListObjectVersions object_versions.filter=ListObjectVersions',
  ),
  ...rows(
    's3 Bucket',
    'object_versions.delete=DeleteObjects object_versions.all().delete=DeleteObjects',
  ),
  ...rows('s3 Bucket', 'upload_file=PutObject upload_fileobj=PutObject put_object=PutObject'),
  ...rows('s3 Bucket', 'download_file=GetObject download_fileobj=GetObject copy=CopyObject'),
  ...rows('s3 Bucket', 'create=CreateBucket delete=DeleteBucket load=ListBuckets'),
  ...rows('s3 Bucket', 'wait_until_exists=HeadBucket wait_until_not_exists=HeadBucket'),
  ...objects('Object'),
  ...objects('ObjectSummary'),
  ...rows(
    's3 Object',
    'copy_from=CopyObject copy=CopyObject Acl().put=PutObjectAcl Acl().load=GetObjectAcl',
  ),
  ...rows('s3 ', 'buckets.all=ListBuckets create_bucket=CreateBucket'),
  ...rows('sqs Queue', 'send_message=SendMessage send_messages=SendMessageBatch purge=PurgeQueue'),
  ...rows('sqs Queue', 'receive_messages=ReceiveMessage delete_messages=DeleteMessageBatch'),
  ...rows(
    'sqs Queue',
    'change_message_visibility_batch=ChangeMessageVisibilityBatch delete=DeleteQueue',
  ),
  ...rows('sqs Queue', 'load=GetQueueAttributes set_attributes=SetQueueAttributes'),
  ...rows('sqs Message', 'delete=DeleteMessage change_visibility=ChangeMessageVisibility'),
  ...rows('sqs ', 'get_queue_by_name=GetQueueUrl create_queue=CreateQueue queues.all=ListQueues'),
  ...rows('sqs ', 'queues.filter=ListQueues'),
  ...rows(
    'sns Topic',
    'publish=Publish subscribe=Subscribe delete=DeleteTopic load=GetTopicAttributes',
  ),
  ...rows('sns PlatformEndpoint', 'publish=Publish delete=DeleteEndpoint'),
  ...rows('sns ', 'create_topic=CreateTopic topics.all=ListTopics'),
]);

function objects(type: string) {
  return [
    ...rows(`s3 ${type}`, 'get=GetObject put=PutObject delete=DeleteObject load=HeadObject'),
    ...rows(`s3 ${type}`, 'upload_file=PutObject upload_fileobj=PutObject reload=HeadObject'),
    ...rows(`s3 ${type}`, 'download_file=GetObject download_fileobj=GetObject'),
    ...rows(`s3 ${type}`, 'wait_until_exists=HeadObject wait_until_not_exists=HeadObject'),
  ];
}

function rows(type: string, cells: string): readonly (readonly [string, string])[] {
  return cells.split(' ').map((cell) => {
    const [path = '', operation = ''] = cell.split('=');
    return [`${type} ${path}`, operation];
  });
}
