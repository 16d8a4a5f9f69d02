import * as aws from '@pulumi/aws';

const classes = Object.values(aws).flatMap((module): unknown[] =>
  typeof module === 'object' ? Object.values(module as object) : [],
);

/** Every type of resource that the installed provider has. */
export const PROVIDER_TYPES: ReadonlySet<unknown> = new Set(
  classes.map((one) => (one as { __pulumiType?: string } | undefined)?.__pulumiType),
);
