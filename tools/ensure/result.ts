import { isDeepStrictEqual } from 'node:util';
import { S3ServiceException } from '@aws-sdk/client-s3';

/** What ensuring a resource came to; `unsupported` only where the server says that it has no such thing. */
type Outcome = 'created' | 'updated' | 'unchanged' | 'unsupported';

/** One ensured resource, by the token that the Pulumi provider has for it. */
export interface EnsureResult {
  token: string;
  name: string;
  outcome: Outcome;
  detail?: string;
}

/** How one kind of resource is read and changed. */
export interface Resource<State> {
  /** The current state, or undefined when there is none. */
  read(): Promise<State | undefined>;
  desired: State;
  apply(current: State | undefined): Promise<void>;
}

const isNotImplemented = (error: unknown): boolean =>
  error instanceof S3ServiceException && (error.$metadata.httpStatusCode === 501 || error.name === 'NotImplemented');

/** Brings one resource to its desired state: reads, compares, and changes only what differs. */
export async function ensureResource<State>(
  token: string,
  name: string,
  resource: Resource<State>,
): Promise<EnsureResult> {
  try {
    const current = await resource.read();
    if (isDeepStrictEqual(current, resource.desired)) return { token, name, outcome: 'unchanged' };
    await resource.apply(current);
    return { token, name, outcome: current === undefined ? 'created' : 'updated' };
  } catch (error) {
    if (!isNotImplemented(error)) throw error;
    return { token, name, outcome: 'unsupported', detail: 'the server does not implement it (501)' };
  }
}
