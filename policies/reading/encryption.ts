import type { Setting } from '../graph/settings';
import { asText, read, readList, type Reading } from './read';

/** Those that take a key. */
export const KMS_ALGORITHMS = ['aws:kms', 'aws:kms:dsse'];
/** From the one that anybody with access to the bucket reads to the one that encrypts twice. */
export const SSE_ALGORITHMS = ['AES256', ...KMS_ALGORITHMS];

/** The algorithm that an upload asks for, and the key: its headers, as keys of conditions. */
export const SSE_HEADER = 's3:x-amz-server-side-encryption';
export const SSE_KEY_HEADER = `${SSE_HEADER}-aws-kms-key-id`;

/** The rules of a default encryption: the inline form has one, the other a list. */
export function encryptionRules({ form, props, path }: Setting): readonly (readonly (string | number)[])[] | undefined {
  if (form === 'inline') return read(props, ...path, 'rule').state === 'unknown' ? undefined : [[...path, 'rule']];
  const rules = readList(props, 'rules');
  if (rules.state === 'unknown' || (rules.state === 'known' && rules.value.some(({ state }) => state === 'unknown')))
    return undefined;
  return rules.state === 'known' ? rules.value.map((_, index) => ['rules', index]) : [];
}

/** A text of a default encryption, of which S3 takes one rule. */
function defaultOf(setting: Setting, name: 'sseAlgorithm' | 'kmsMasterKeyId'): Reading<string> {
  const rules = encryptionRules(setting);
  if (rules === undefined) return { state: 'unknown', path: [...setting.path, 'rules'].join('.') };
  const [rule] = rules;
  if (rule === undefined) return { state: 'absent' };
  return asText(read(setting.props, ...rule, 'applyServerSideEncryptionByDefault', name));
}

/** The algorithm of a default encryption. */
export const defaultAlgorithm = (setting: Setting): Reading<string> => defaultOf(setting, 'sseAlgorithm');

/** The key of KMS that a default encryption names. */
export const defaultKey = (setting: Setting): Reading<string> => defaultOf(setting, 'kmsMasterKeyId');

const OF_AWS = /^$|(^|:)alias\/aws\//;

/** Whether a key is named that the account manages: an alias that begins so is of a service's own. */
export const isKeyOfAccount = (key: unknown): boolean => typeof key === 'string' && !OF_AWS.test(key);
