import type { LifecycleInputs, PolicyDocument } from '../../components/documents';
import type { Properties } from './check';

type Statement = PolicyDocument['Statement'][number];

/** Condition keys of S3 that MinIO refuses in a policy: "invalid condition key". */
const UNKNOWN_KEYS: readonly string[] = ['s3:TlsVersion'];
/** Values of S3's that it refuses there: "invalid value". */
const UNKNOWN_VALUES: readonly string[] = ['aws:kms:dsse'];

const namesUnknownKey = ({ Condition = {} }: Statement): boolean =>
  Object.values(Condition).some((keys) => Object.keys(keys).some((key) => UNKNOWN_KEYS.includes(key)));

const knownValues = <T extends string | string[]>(values: T): T =>
  Array.isArray(values) ? (values.filter((value) => !UNKNOWN_VALUES.includes(value)) as T) : values;

const mapValues = <A, B>(record: Record<string, A>, map: (value: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));

const withKnownValues = ({ Condition, ...statement }: Statement): Statement => ({
  ...statement,
  ...(Condition && { Condition: mapValues(Condition, (keys) => mapValues(keys, knownValues)) }),
});

const withoutAborts = ({ rules }: LifecycleInputs): LifecycleInputs['rules'] =>
  rules
    .map(({ abortIncompleteMultipartUpload: _, ...rule }) => rule)
    .filter((rule) => rule.expiration !== undefined || rule.noncurrentVersionExpiration !== undefined);

/** By type, what MinIO takes of its inputs; undefined for a type that it does not have. */
const TAKES: Readonly<Record<string, (inputs: Properties) => Properties | undefined>> = {
  'aws:s3/bucketOwnershipControls:BucketOwnershipControls': () => undefined,
  'aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration': (inputs) => ({
    ...inputs,
    rules: withoutAborts(inputs as unknown as LifecycleInputs),
  }),
  'aws:s3/bucketPolicy:BucketPolicy': (inputs) => {
    const document = JSON.parse(inputs['policy'] as string) as PolicyDocument;
    const Statement = document.Statement.filter((statement) => !namesUnknownKey(statement)).map(withKnownValues);
    return { ...inputs, policy: JSON.stringify({ ...document, Statement }) };
  },
};

/**
 * What MinIO takes of a resource of the local stack. What it leaves out is refused by the server: ACLs that could be
 * owned, the end of uploads that nobody completed, conditions on the version of TLS and on double encryption.
 *
 * @returns the inputs without it, or undefined where it has no such thing
 */
export const minioTakes = (token: string, inputs: Properties): Properties | undefined =>
  Object.hasOwn(TAKES, token) ? TAKES[token]!(inputs) : inputs;
