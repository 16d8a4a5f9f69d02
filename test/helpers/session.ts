import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import type { S3ClientConfig } from '@aws-sdk/client-s3';
import type { RolePolicyDocument } from '../../components/documents/replication';
import type { S3Service } from '../../tools/services';
import { trusting } from './s3-client';

/** A session of the administrator that may do what the policy says and no more, by `sts:AssumeRole` of the server. */
export const sessionOf = async (s3: S3Service, policy: RolePolicyDocument): Promise<S3ClientConfig['credentials']> =>
  fromTemporaryCredentials({
    masterCredentials: s3.admin,
    params: {
      // A parameter that AWS requires; MinIO opens a session of whoever asks.
      RoleArn: 'arn:aws:iam::111122223333:role/any',
      RoleSessionName: 'test',
      Policy: JSON.stringify(policy),
    },
    clientConfig: { endpoint: s3.tlsUrl, region: 'eu-west-1', requestHandler: await trusting(s3) },
  });
