/** Behaviours the put path depends on; each was asked for by a request that must be refused, or by what came back. */
export type CheckName =
  | 'refuses-wrong-checksum'
  | 'refuses-wrong-part-checksum'
  | 'creates-once'
  | 'replaces-only-what-was-seen'
  | 'completes-once'
  | 'locks-versions';

/** One probe and the server's answer. */
export interface BackendCheck {
  name: CheckName;
  passed: boolean;
  answer: string;
}

/** What one server does with one bucket. */
export interface BackendProfile {
  probeVersion: number;
  endpoint: string;
  bucket: string;
  checks: BackendCheck[];
  /** Completing or aborting a multipart upload is judged by the bucket policy as an upload. */
  multipartNeedsUploadHeaders: boolean;
}

/** Raised when probes change, so that older profiles are not trusted. */
export const PROBE_VERSION = 2;

const DESCRIPTIONS: Record<CheckName, string> = {
  'refuses-wrong-checksum': 'refuse bytes that do not have the SHA-256 they were sent with',
  'refuses-wrong-part-checksum': 'refuse a part that does not have the SHA-256 it was sent with',
  'creates-once': 'refuse a second create of a key (If-None-Match)',
  'replaces-only-what-was-seen': 'refuse to replace a version that was not named (If-Match)',
  'completes-once': 'refuse to complete a multipart upload over an existing key',
  'locks-versions': 'keep a locked version',
};

/** What a backend lacks, in words; empty when it is fit for the store. Fail-closed: a check that is not there failed. */
export function missingBehaviours(profile: BackendProfile): string[] {
  return (Object.keys(DESCRIPTIONS) as CheckName[])
    .filter((name) => !profile.checks.some((check) => check.name === name && check.passed))
    .map((name) => DESCRIPTIONS[name]);
}
