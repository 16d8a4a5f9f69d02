import * as pulumi from '@pulumi/pulumi';
import { AccountBaseline } from './account-baseline';
import { ArgumentError } from './problems';
import { RegionalArtifactStack } from './regional-artifact-stack';
import { readStackConfig, type StackConfig } from './stack-config/read';

/** Problems of the configuration are the user's to mend: they are shown without the stack of calls. */
function configuration(): StackConfig {
  try {
    return readStackConfig(pulumi.runtime.allConfig());
  } catch (error) {
    if (error instanceof ArgumentError) throw new pulumi.RunError(error.message);
    throw error;
  }
}

const config = configuration();
const account = config.accountBaseline && new AccountBaseline('account', config.accountBaseline);
const stack = new RegionalArtifactStack('store', config);

/** Complete configuration of the runtime: `pulumi stack output runtimeConfig > runtime-config.json`. */
export const runtimeConfig = stack.runtimeConfig;
/** Headers that every upload must carry. */
export const uploadHeaders = stack.bucket.uploadHeaders;
/** What of the baseline this stack leaves out, and why. */
export const optOuts = config.optOuts;
/** What is left to do by hand. */
export const nextSteps = stack.nextSteps;
/** The trail of every change in the account; in one stack of it. */
export const accountTrailArn = account?.trailArn;
export const bucketName = stack.bucket.bucketName;
export const bucketArn = stack.bucket.bucketArn;
export const replicaBucketName = stack.replica?.bucketName;
/** Queue of what happens to the objects of the bucket, and the one of what nobody could work on. */
export const eventsQueueUrl = stack.events?.queueUrl;
export const eventsDeadLetterQueueUrl = stack.events?.deadLetterQueueUrl;
/** By edge of replication, what replicates the objects that were there before it: region and request of `CreateJob`. */
export const batchReplication = stack.batchReplication;
/** ARNs of the roles that are made, by role. */
export const accessRoleArns = stack.access?.roleArns;
export const databaseEndpoint = stack.database?.writerEndpoint;
export const databaseReaderEndpoint = stack.database?.readerEndpoint;
/** Of a global database: follows the writer into the other region. */
export const databaseGlobalWriterEndpoint = stack.database?.globalWriterEndpoint;
/** The master's login and password lie there; they are no output. */
export const databaseMasterSecretArn = stack.database?.masterSecretArn;
export const databaseSecurityGroupId = stack.database?.securityGroupId;
