import { AUDITOR } from './auditor';
import { BREAK_GLASS } from './break-glass';
import type { AccessCase } from './case';
import { JANITOR } from './janitor';
import { PUBLISHER } from './publisher';
import { READER } from './reader';
import { REGISTRY_ROLE } from './registry';
import { SEALER } from './sealer';
import { TENANT_BROKER } from './tenant-broker';

/** Every case, written before the first was judged. */
export const CASES: readonly AccessCase[] = [
  ...TENANT_BROKER,
  ...PUBLISHER,
  ...READER,
  ...REGISTRY_ROLE,
  ...JANITOR,
  ...SEALER,
  ...AUDITOR,
  ...BREAK_GLASS,
];
