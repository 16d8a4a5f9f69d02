import type { Place } from './control';
import { ALL_ATTACHMENTS, POLICY_ATTACHMENT, ROLE } from './graph/tokens';
import { read, readList, type Reading } from './reading/read';

/** Property of what attaches several at once. */
const LISTS: readonly [tokens: readonly string[], property: string][] = [
  [ROLE, 'managedPolicyArns'],
  [ALL_ATTACHMENTS, 'policyArns'],
];

/** The policies that a resource attaches, by their ARNs. */
export function attachedBy(type: string, props: object): { given: Reading; property: Place['property'] }[] {
  const [, several] = LISTS.find(([tokens]) => tokens.includes(type)) ?? [];
  if (several === undefined)
    return POLICY_ATTACHMENT.includes(type) ? [{ given: read(props, 'policyArn'), property: ['policyArn'] }] : [];
  const list = readList(props, several);
  if (list.state === 'unknown') return [{ given: list, property: [several] }];
  const items = list.state === 'known' ? list.value : [];
  return items.map((given, index) => ({ given, property: [several, index] }));
}
