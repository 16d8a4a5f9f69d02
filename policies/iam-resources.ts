import type { ParsedDocument } from './document/parse';
import { NOBODYS_ACCOUNT } from './document/witnesses';
import { inPartitions } from './partitions';
import { resourcesOf } from './resource-policy';

const KINDS = ['group', 'policy', 'role', 'user'];

/** One of each kind that permissions are given to or by, in every account that the statements name, and elsewhere. */
export function iamResources(document: ParsedDocument): string[] {
  const named = resourcesOf(document, []).flatMap((arn) => arn.split(':')[4] ?? []);
  const resources = [...new Set([NOBODYS_ACCOUNT, ...named])].flatMap((account) =>
    KINDS.map((kind) => `arn:aws:iam::${account}:${kind}/whom-nobody-names`),
  );
  return inPartitions(document, resources);
}
