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

/** A resource of a server as it should be: to be brought about, or only compared. */
export interface Ensurable {
  token: string;
  name: string;
  /** Reads, compares, and changes only what differs. */
  ensure(): Promise<EnsureResult>;
  /** The state on the server, undefined when there is none, and whether it is the desired one. */
  compare(): Promise<{ current: unknown; same: boolean }>;
}

/** Describes one resource; nothing happens yet. */
export const ensurable = <State>(token: string, name: string, resource: Resource<State>): Ensurable => ({
  token,
  name,
  ensure: async () => {
    try {
      const current = await resource.read();
      if (isDeepStrictEqual(current, resource.desired)) return { token, name, outcome: 'unchanged' };
      await resource.apply(current);
      return { token, name, outcome: current === undefined ? 'created' : 'updated' };
    } catch (error) {
      if (!isNotImplemented(error)) throw error;
      return { token, name, outcome: 'unsupported', detail: 'the server does not implement it (501)' };
    }
  },
  compare: async () => {
    const current = await resource.read();
    return { current, same: isDeepStrictEqual(current, resource.desired) };
  },
});

type Described = Record<string, (...args: never[]) => Ensurable>;
type Ensuring<T extends Described> = { [K in keyof T]: (...args: Parameters<T[K]>) => Promise<EnsureResult> };

/** The functions that do at once what these describe. */
export const ensuring = <T extends Described>(described: T): Ensuring<T> =>
  Object.fromEntries(
    Object.entries(described).map(([key, describe]) => [key, (...args: never[]) => describe(...args).ensure()]),
  ) as unknown as Ensuring<T>;
