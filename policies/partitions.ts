import type { ParsedDocument } from './document/parse';
import { resourcesOf } from './resource-policy';

/** ARNs in the partition of AWS that most accounts are in, and in each that the resources of a document name. */
export function inPartitions(document: ParsedDocument, arns: readonly string[]): string[] {
  const named = resourcesOf(document, []).flatMap((arn) => arn.split(':')[1] ?? []);
  const partitions = [...new Set(['aws', ...named])];
  return partitions.flatMap((partition) => arns.map((arn) => arn.replace(/^arn:[^:]*:/, `arn:${partition}:`)));
}
