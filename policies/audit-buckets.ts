import type { BucketRoles } from './graph/roles';

/** Why a bucket is none of artifacts: what points at it, or what it forbids, says so. */
export function notOfArtifacts({
  logTarget,
  inventoryTarget,
  trail,
  configTarget,
  vault,
}: BucketRoles): string | undefined {
  if (logTarget) return 'access logs are delivered to this bucket';
  if (inventoryTarget) return 'an inventory is delivered to this bucket';
  if (trail) return 'a trail is delivered to this bucket';
  if (configTarget) return 'AWS Config delivers to this bucket';
  return vault ? 'it keeps evidence: locked in COMPLIANCE mode, and nobody may delete' : undefined;
}

/** The same, as the documents have it. */
export const NOT_OF_ARTIFACTS =
  'Targets of access logs, of inventories, of trails and of AWS Config, and buckets of evidence (locked in COMPLIANCE mode by default, with a policy that lets nobody delete), by what the graph says, not by a name or a tag.';
