import type { StackResource } from '../control';
import { truth, type Truth } from '../document/truth';
import { read, type Reading } from '../reading/read';
import type { Graph, Link } from './graph';

/** The buckets that something means, and those of which it is not known yet whether it does; by URN. */
export interface Meant {
  sure: readonly string[];
  possible: readonly string[];
}

export const NONE_MEANT: Meant = { sure: [], possible: [] };

/** Whether a bucket may yet turn out to have a name that is written somewhere; one that AWS makes up is written nowhere. */
function mayBeNamed(graph: Graph, urn: string): boolean {
  const { props, seen } = graph.inputsOf(graph.bucket(urn)!);
  return !seen || read(props, 'bucket').state === 'unknown';
}

/** The buckets that a link means, made by such a name. */
export function meantBy(graph: Graph, link: Link, name: Reading): Meant {
  if (link.kind === 'bucket') return { sure: [link.urn], possible: [] };
  if (link.kind === 'outside' || link.final) return NONE_MEANT;
  const { among } = link;
  return { sure: [], possible: name.state === 'unknown' ? among : among.filter((urn) => mayBeNamed(graph, urn)) };
}

/** The same by what is so only while a property does not switch it off. */
export function meantWhile(graph: Graph, resource: StackResource, property: string, meant: Meant): Meant {
  const given = read(graph.inputsOf(resource).props, property);
  const on: Truth = given.state === 'unknown' ? 'unknown' : truth.of(given.value !== false);
  if (on === 'no') return NONE_MEANT;
  return on === 'yes' ? meant : { sure: [], possible: [...meant.sure, ...meant.possible] };
}
