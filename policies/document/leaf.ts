import { readList } from '../reading/read';

/** A value of a document that is not known before `pulumi up`. */
export const UNKNOWN: unique symbol = Symbol('unknown');
export type Leaf = string | typeof UNKNOWN;

/** Takes note of what is wrong with a document, the place and the rule, never a value; nothing is read there. */
export type Complain = (problem: string) => never[];

/** The texts of a list; an unknown element stays one, anything else that is no text is a problem. */
export function leaves(from: unknown, key: string, where: string, complain: Complain): Leaf[] {
  const list = readList(from, key);
  if (list.state === 'unknown') return [UNKNOWN];
  if (list.state === 'absent' || list.value.length === 0) return complain(`${where}.${key} is empty`);
  return list.value.flatMap((element, index): Leaf | Leaf[] => {
    if (element.state === 'unknown') return UNKNOWN;
    if (typeof element.value === 'string') return element.value;
    return complain(`${where}.${key}[${index}] is no text`);
  });
}
