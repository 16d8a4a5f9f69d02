import { notOfArtifacts } from '../../policies/audit-buckets';
import { NO_ROLES } from '../../policies/graph/roles';

describe('a bucket', () => {
  test.each([
    [{}, undefined],
    [{ replica: true }, undefined],
    [{ logTarget: true }, 'access logs are delivered to this bucket'],
    [{ inventoryTarget: true }, 'an inventory is delivered to this bucket'],
    [{ configTarget: true }, 'AWS Config delivers to this bucket'],
    [{ trail: true }, 'a trail is delivered to this bucket'],
    [{ vault: true }, 'it keeps evidence: locked in COMPLIANCE mode, and nobody may delete'],
  ])('is of artifacts unless its roles say otherwise: %j', (roles, because) => {
    expect(notOfArtifacts({ ...NO_ROLES, ...roles })).toBe(because);
  });
});
