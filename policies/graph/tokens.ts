/** Types of AWS's provider that the controls read; those with a V2 are deprecated twins of one another. */
export const BUCKET = ['aws:s3/bucket:Bucket', 'aws:s3/bucketV2:BucketV2'];
export const BUCKET_POLICY_TOKENS = ['aws:s3/bucketPolicy:BucketPolicy'];
export const PUBLIC_ACCESS_BLOCK = ['aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock'];
export const VERSIONING = ['aws:s3/bucketVersioning:BucketVersioning', 'aws:s3/bucketVersioningV2:BucketVersioningV2'];
export const OBJECT_LOCK = [
  'aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration',
  'aws:s3/bucketObjectLockConfigurationV2:BucketObjectLockConfigurationV2',
];
export const REPLICATION = ['aws:s3/bucketReplicationConfig:BucketReplicationConfig'];
export const LOGGING = ['aws:s3/bucketLogging:BucketLogging', 'aws:s3/bucketLoggingV2:BucketLoggingV2'];
export const TRAIL = ['aws:cloudtrail/trail:Trail'];

export const KMS_KEY = ['aws:kms/key:Key'];
export const KMS_KEY_POLICY = ['aws:kms/keyPolicy:KeyPolicy'];
export const KMS_REPLICA_KEY = ['aws:kms/replicaKey:ReplicaKey', 'aws:kms/replicaExternalKey:ReplicaExternalKey'];
export const KMS_EXTERNAL_KEY = ['aws:kms/externalKey:ExternalKey'];

export const ROLE = ['aws:iam/role:Role'];
export const ROLE_POLICY = ['aws:iam/rolePolicy:RolePolicy'];
export const USER_POLICY = ['aws:iam/userPolicy:UserPolicy'];
export const GROUP_POLICY = ['aws:iam/groupPolicy:GroupPolicy'];
export const MANAGED_POLICY = ['aws:iam/policy:Policy'];
export const POLICY_ATTACHMENT = [
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
export const DB_PROXY = ['aws:rds/proxy:Proxy'];
export const BACKUP_VAULT = ['aws:backup/vault:Vault'];

export const SECURITY_GROUP = [
  'aws:ec2/securityGroup:SecurityGroup',
  'aws:ec2/defaultSecurityGroup:DefaultSecurityGroup',
];
export const SECURITY_GROUP_RULE = ['aws:ec2/securityGroupRule:SecurityGroupRule'];
export const SECURITY_GROUP_INGRESS = ['aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule'];

export const QUEUE = ['aws:sqs/queue:Queue'];
export const QUEUE_POLICY_TOKENS = ['aws:sqs/queuePolicy:QueuePolicy'];
export const REDRIVE_POLICY = ['aws:sqs/redrivePolicy:RedrivePolicy'];
