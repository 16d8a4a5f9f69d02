import sdk from '@pulumi/pulumi/package.json';

/** The engine is of the version of the SDK, which `tools/pulumi/go.mod` pins too. */
export const ENGINE_VERSION: string = sdk.version;
