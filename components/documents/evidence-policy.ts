import { partitionOf } from '../common/regions';
import { bucketArn, bucketPolicy, type PolicyDocument, type PolicyStatement } from './bucket-policy';
import type { Encryption } from './encryption';

/** Denies every delete, for the time after the lock too: within it S3 refuses by itself. */
export const nobodyDeletes = (arn: string): PolicyStatement => ({
  Sid: 'NobodyDeletes',
  Effect: 'Deny',
  Principal: '*',
  Action: ['s3:DeleteObject', 's3:DeleteObjectVersion', 's3:BypassGovernanceRetention', 's3:DeleteBucket'],
  Resource: [arn, `${arn}/*`],
});

export interface EvidencePolicyArgs {
  bucketName: string;
  region: string;
  encryption: Encryption;
  /** ARN of the one role that writes, or a pattern of such ARNs. */
  sealerRoleArn: string;
}

/** Policy of a bucket of evidence: that of a bucket of artifacts, and nobody deletes, and only the sealer writes. */
export function evidencePolicy({ bucketName, region, encryption, sealerRoleArn }: EvidencePolicyArgs): PolicyDocument {
  const partition = partitionOf(region);
  const arn = bucketArn(bucketName, partition);
  return bucketPolicy({
    bucketName,
    encryption,
    partition,
    extraStatements: [
      nobodyDeletes(arn),
      {
        Sid: 'OnlyTheSealerWrites',
        Effect: 'Deny',
        Principal: '*',
        Action: ['s3:PutObject', 's3:PutObjectRetention', 's3:PutObjectLegalHold', 's3:PutObjectTagging'],
        Resource: `${arn}/*`,
        Condition: { ArnNotLike: { 'aws:PrincipalArn': sealerRoleArn } },
      },
    ],
  });
}
