import * as sdk from '@pulumi/policy';

/** Gives a value as the SDK gives properties to a policy: what is not known throws when it is touched. Not declared. */
export const { unknownCheckingProxy } = sdk as unknown as { unknownCheckingProxy: <T>(value: T) => T };
