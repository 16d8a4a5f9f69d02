import type { StackResource } from '../control';
import { BUCKET } from '../graph/tokens';

/** A property of `BucketV2`. */
interface Property {
  /** Its name in `Bucket`, where it is one object instead of a list of one. @default the same, and no such list */
  one?: string;
  /** What is in it, where names are other ones there. */
  inside?: Shape;
}
type Shape = Readonly<Record<string, Property>>;

/** Only what differs: S3 takes one element of each such list. */
const BUCKET_V2: Shape = {
  versionings: { one: 'versioning' },
  loggings: { one: 'logging' },
  websites: { one: 'website' },
  serverSideEncryptionConfigurations: {
    one: 'serverSideEncryptionConfiguration',
    inside: {
      rules: {
        one: 'rule',
        inside: { applyServerSideEncryptionByDefaults: { one: 'applyServerSideEncryptionByDefault' } },
      },
    },
  },
  objectLockConfiguration: {
    inside: { rules: { one: 'rule', inside: { defaultRetentions: { one: 'defaultRetention' } } } },
  },
  lifecycleRules: {
    inside: {
      expirations: { one: 'expiration' },
      noncurrentVersionExpirations: { one: 'noncurrentVersionExpiration' },
    },
  },
  replicationConfigurations: {
    one: 'replicationConfiguration',
    inside: {
      rules: {
        inside: {
          filters: { one: 'filter' },
          sourceSelectionCriterias: {
            one: 'sourceSelectionCriteria',
            inside: { sseKmsEncryptedObjects: { one: 'sseKmsEncryptedObjects' } },
          },
          destinations: {
            one: 'destination',
            inside: {
              accessControlTranslations: { one: 'accessControlTranslation' },
              metrics: { one: 'metrics' },
              replicationTimes: { one: 'replicationTime' },
            },
          },
        },
      },
    },
  },
};

const isBucketV2 = (type: string): boolean => type === BUCKET[1];

const first = (value: unknown): unknown => (Array.isArray(value) ? (value as unknown[])[0] : value);

/** A value in the shape of `Bucket`. Nothing in it is touched before somebody reads it: it may not be known. */
function shaped(value: unknown, shape: Shape): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const from = value as Record<string, unknown>;
  const isList = Array.isArray(value);
  const others = new Set(Object.values(shape).map(({ one }) => one));
  const properties = Object.keys(from)
    // A name of `Bucket` alone is none that the provider takes.
    .filter((key) => key in shape || !others.has(key))
    .map((key): [string, PropertyDescriptor] => {
      const { one, inside } = isList ? { inside: shape } : (shape[key] ?? {});
      const given = (): unknown => (one === undefined ? from[key] : first(from[key]));
      const get = (): unknown => (inside === undefined ? given() : shaped(given(), inside));
      return [one ?? key, { enumerable: true, get }];
    });
  return Object.defineProperties(isList ? [] : {}, Object.fromEntries(properties));
}

type Path = readonly (string | number)[];

function written([key, ...rest]: Path, shape: Shape): Path {
  if (key === undefined) return [];
  if (typeof key === 'number') return [key, ...written(rest, shape)];
  const [name, { one, inside = {} }] = Object.entries(shape).find(([, property]) => property.one === key) ?? [
    key,
    shape[key] ?? {},
  ];
  return [name, ...(one === undefined ? [] : [0]), ...written(rest, inside)];
}

/** Where a program wrote what is at a place of `likeBucket`. */
export const whereWritten = (type: string, place: Path): Path => (isBucketV2(type) ? written(place, BUCKET_V2) : place);

type Props = Readonly<Record<string, unknown>>;

/** The properties of a resource, those of a `BucketV2` as if they were written for its twin `Bucket`. */
export const likeBucket = (type: string, props: Props): Props =>
  isBucketV2(type) ? (shaped(props, BUCKET_V2) as Props) : props;

/** The same of a resource of a stack, with what the program passed to it. */
export function resourceLikeBucket(resource: StackResource): StackResource {
  if (!isBucketV2(resource.type)) return resource;
  const passed = Object.entries(resource.propertyDependencies);
  return {
    ...resource,
    props: likeBucket(resource.type, resource.props),
    propertyDependencies: Object.fromEntries(passed.map(([key, from]) => [BUCKET_V2[key]?.one ?? key, from])),
  };
}
