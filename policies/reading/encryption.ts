import type { Setting } from '../graph/settings';
import { read, readList } from './read';

/** The rules of a default encryption: the inline form has one, the other a list. */
export function encryptionRules({ form, props, path }: Setting): readonly (readonly (string | number)[])[] | undefined {
  if (form === 'inline') return read(props, ...path, 'rule').state === 'unknown' ? undefined : [[...path, 'rule']];
  const rules = readList(props, 'rules');
  if (rules.state === 'unknown' || (rules.state === 'known' && rules.value.some(({ state }) => state === 'unknown')))
    return undefined;
  return rules.state === 'known' ? rules.value.map((_, index) => ['rules', index]) : [];
}
