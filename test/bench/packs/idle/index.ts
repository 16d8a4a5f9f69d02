import { PolicyPack } from '@pulumi/policy';

const named = (kind: string) =>
  Array.from({ length: Number(process.env[`GL_BENCH_${kind.toUpperCase()}_POLICIES`]) }, (_, index) => ({
    name: `${kind}-${index}`,
    description: 'Does nothing',
    enforcementLevel: 'mandatory' as const,
  }));

new PolicyPack('idle', {
  policies: [
    ...named('resource').map((policy) => ({ ...policy, validateResource: () => undefined })),
    ...named('stack').map((policy) => ({ ...policy, validateStack: () => undefined })),
  ],
});
