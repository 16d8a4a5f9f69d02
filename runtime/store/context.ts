import type { RuntimeConfig } from '../config/schema';
import type { TenantId } from '../keys/names';
import type { Database } from '../metadata/database';
import type { StoreCounters } from './counters';
import type { ObjectStore } from './object-store';

/** Everything that works for one tenant in one process. */
export interface TenantContext {
  config: RuntimeConfig;
  tenant: TenantId;
  db: Database;
  store: ObjectStore;
  counters: StoreCounters;
  /** This process; an intent of ours whose operation is not in `activeOps` was given up. */
  ownerId: string;
  activeOps: Set<string>;
  /** Class of what is stored without naming one. */
  defaultRetentionClass: string;
}

/** Defaults of `limits`, in one place. */
export function limitsOf(config: RuntimeConfig): Required<NonNullable<RuntimeConfig['limits']>> {
  return {
    multipartThresholdBytes: 16_777_216,
    partBytes: 8_388_608,
    uploadTimeoutSeconds: 3600,
    idleTimeoutSeconds: 30,
    intentLeaseSeconds: 60,
    intentSettleSeconds: 300,
    ...config.limits,
  };
}
