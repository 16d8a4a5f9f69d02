/** A type of the S3 module and its deprecated twin, which means the same. */
const twins = (module: string): string[] =>
  ['', 'V2'].map((suffix) => `aws:s3/${module}${suffix}:${module[0]!.toUpperCase()}${module.slice(1)}${suffix}`);

/** Types of AWS's provider that the controls read; those with a V2 are deprecated twins of one another. */
export const BUCKET = twins('bucket');
/** Buckets of other kinds, which share no settings with the general ones. */
export const OTHER_BUCKET = ['aws:s3/directoryBucket:DirectoryBucket', 'aws:s3tables/tableBucket:TableBucket'];
export const BUCKET_POLICY_TOKENS = ['aws:s3/bucketPolicy:BucketPolicy'];
export const PUBLIC_ACCESS_BLOCK = ['aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock'];
export const ACCOUNT_PUBLIC_ACCESS_BLOCK = ['aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock'];
export const VERSIONING = twins('bucketVersioning');
export const OBJECT_LOCK = twins('bucketObjectLockConfiguration');
export const ENCRYPTION = twins('bucketServerSideEncryptionConfiguration');
export const LIFECYCLE = twins('bucketLifecycleConfiguration');
export const LOGGING = twins('bucketLogging');
export const OWNERSHIP = ['aws:s3/bucketOwnershipControls:BucketOwnershipControls'];
export const REPLICATION = ['aws:s3/bucketReplicationConfig:BucketReplicationConfig'];
/** Settings of a bucket that name no other one beside it: who passes one of them means its bucket. */
export const OF_ONE_BUCKET = [
  ...BUCKET_POLICY_TOKENS,
  ...PUBLIC_ACCESS_BLOCK,
  ...VERSIONING,
  ...OBJECT_LOCK,
  ...ENCRYPTION,
  ...LIFECYCLE,
  ...OWNERSHIP,
];
export const DELIVERY_CHANNEL = ['aws:cfg/deliveryChannel:DeliveryChannel'];
export const TRAIL = ['aws:cloudtrail/trail:Trail'];

export const KMS_KEY = ['aws:kms/key:Key'];
export const KMS_KEY_POLICY = ['aws:kms/keyPolicy:KeyPolicy'];
export const KMS_REPLICA_KEY = ['aws:kms/replicaKey:ReplicaKey', 'aws:kms/replicaExternalKey:ReplicaExternalKey'];
export const KMS_EXTERNAL_KEY = ['aws:kms/externalKey:ExternalKey'];

export const ROLE = ['aws:iam/role:Role'];
export const USER = ['aws:iam/user:User'];
export const ROLE_POLICY = ['aws:iam/rolePolicy:RolePolicy'];
export const USER_POLICY = ['aws:iam/userPolicy:UserPolicy'];
export const GROUP_POLICY = ['aws:iam/groupPolicy:GroupPolicy'];
export const MANAGED_POLICY = ['aws:iam/policy:Policy'];
/** Each with all that is attached to one role, user or group. */
export const ALL_ATTACHMENTS = [
  'aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive',
  'aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive',
  'aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive',
];
export const POLICY_ATTACHMENT = [
  ...ALL_ATTACHMENTS,
  'aws:iam/rolePolicyAttachment:RolePolicyAttachment',
  'aws:iam/userPolicyAttachment:UserPolicyAttachment',
  'aws:iam/groupPolicyAttachment:GroupPolicyAttachment',
  'aws:iam/policyAttachment:PolicyAttachment',
];

export const DB_CLUSTER = ['aws:rds/cluster:Cluster'];
export const DB_CLUSTER_INSTANCE = ['aws:rds/clusterInstance:ClusterInstance'];
export const DB_INSTANCE = ['aws:rds/instance:Instance'];
export const GLOBAL_CLUSTER = ['aws:rds/globalCluster:GlobalCluster'];
export const DB_CLUSTER_PARAMETERS = ['aws:rds/clusterParameterGroup:ClusterParameterGroup'];
export const DB_INSTANCE_PARAMETERS = ['aws:rds/parameterGroup:ParameterGroup'];
export const TABLE = ['aws:dynamodb/table:Table'];
/** Databases of other services than RDS. */
export const OTHER_DATABASE = [...TABLE, 'aws:docdb/cluster:Cluster', 'aws:neptune/cluster:Cluster'];
export const DB_PROXY = ['aws:rds/proxy:Proxy'];

export const SECURITY_GROUP = [
  'aws:ec2/securityGroup:SecurityGroup',
  'aws:ec2/defaultSecurityGroup:DefaultSecurityGroup',
];
export const SECURITY_GROUP_RULE = ['aws:ec2/securityGroupRule:SecurityGroupRule'];
export const SECURITY_GROUP_INGRESS = ['aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule'];

export const EVENT_TARGET = ['aws:cloudwatch/eventTarget:EventTarget'];
export const QUEUE = ['aws:sqs/queue:Queue'];
export const QUEUE_POLICY_TOKENS = ['aws:sqs/queuePolicy:QueuePolicy'];
export const REDRIVE_POLICY = ['aws:sqs/redrivePolicy:RedrivePolicy'];

/** What sends to a queue what it could not work on or deliver. */
export const LAMBDA_FUNCTION = ['aws:lambda/function:Function'];
export const LAMBDA_INVOKE_CONFIG = ['aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig'];
export const LAMBDA_EVENT_SOURCE = ['aws:lambda/eventSourceMapping:EventSourceMapping'];
export const TOPIC_SUBSCRIPTION = ['aws:sns/topicSubscription:TopicSubscription'];
export const EVENT_BUS = ['aws:cloudwatch/eventBus:EventBus'];
export const PIPE = ['aws:pipes/pipe:Pipe'];
export const TOPIC_RULE = ['aws:iot/topicRule:TopicRule'];
export const SCHEDULE = ['aws:scheduler/schedule:Schedule'];

/** What keeps, copies or moves data beside the types above; read for its region alone. */
export const INVENTORY = ['aws:s3/inventory:Inventory'];
export const ANALYTICS = ['aws:s3/analyticsConfiguration:AnalyticsConfiguration'];
export const LOG_GROUP = ['aws:cloudwatch/logGroup:LogGroup'];
export const LOG_SUBSCRIPTION = ['aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter'];
export const SECRET = ['aws:secretsmanager/secret:Secret'];
export const AUTOMATED_BACKUPS_REPLICATION = [
  'aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication',
];
export const DB_CLUSTER_SNAPSHOT_COPY = ['aws:rds/clusterSnapshotCopy:ClusterSnapshotCopy'];
export const DB_SNAPSHOT_COPY = ['aws:rds/snapshotCopy:SnapshotCopy'];
export const VOLUME_SNAPSHOT_COPY = ['aws:ebs/snapshotCopy:SnapshotCopy'];
export const VOLUME_SNAPSHOT_PERMISSION = ['aws:ec2/snapshotCreateVolumePermission:SnapshotCreateVolumePermission'];
export const LOG_DESTINATION = ['aws:cloudwatch/logDestination:LogDestination'];
export const GLOBAL_TABLE = ['aws:dynamodb/globalTable:GlobalTable'];
export const TABLE_REPLICA = ['aws:dynamodb/tableReplica:TableReplica'];
export const FILE_REPLICATION = ['aws:efs/replicationConfiguration:ReplicationConfiguration'];
export const IMAGE_COPY = ['aws:ec2/amiCopy:AmiCopy'];
export const CONTAINER_REPLICATION = ['aws:ecr/replicationConfiguration:ReplicationConfiguration'];
export const DB_SNAPSHOT = ['aws:rds/snapshot:Snapshot', 'aws:rds/clusterSnapshot:ClusterSnapshot'];
export const FILE_SYSTEM = ['aws:efs/fileSystem:FileSystem'];
export const VOLUME = ['aws:ebs/volume:Volume', 'aws:ebs/snapshot:Snapshot'];
export const STREAM = ['aws:kinesis/stream:Stream', 'aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream'];
export const BACKUP_PLAN = ['aws:backup/plan:Plan'];
export const BACKUP_VAULT = ['aws:backup/vault:Vault', 'aws:backup/logicallyAirGappedVault:LogicallyAirGappedVault'];
