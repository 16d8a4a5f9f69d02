import { BUCKET_POLICY, parseDocument, type DocumentKind } from '../../policies/document/parse';
import { grantToStranger, type Strangers } from '../../policies/strangers';
import { unknownCheckingProxy } from './unknown';

export const OWN = '111122223333';
const BUCKET = 'arn:aws:s3:::gl';
const WANTED = { actions: ['s3:ListBucket'], resources: [BUCKET] };
export const ALLOW = { Effect: 'Allow', Action: 's3:ListBucket', Resource: BUCKET };

export function documentOf(kind: DocumentKind, Statement: object[]) {
  const parsed = parseDocument(
    { state: 'known', value: unknownCheckingProxy({ Version: '2012-10-17', Statement }) },
    kind,
  );
  if (parsed.state !== 'document') throw new Error(JSON.stringify(parsed));
  return parsed.document;
}

/** What the policy of a bucket lets strangers do. */
export const grant = (strangers: Strangers, ...Statement: object[]) =>
  grantToStranger(documentOf(BUCKET_POLICY, Statement), strangers, WANTED);
export const anyone = (Condition: object) => ({ ...ALLOW, Principal: '*', Condition });
export const service = (Condition: object) => ({ ...ALLOW, Principal: { Service: 's3.amazonaws.com' }, Condition });
export const GRANTED = { verdict: 'granted', statement: 0 };
