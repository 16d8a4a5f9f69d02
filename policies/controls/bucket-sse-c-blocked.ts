import { bucketControl } from '../bucket-control';
import { NO_CONFIGURATION } from '../configuration';
import { notKnownYet, PASS } from '../control';
import { DEFAULT_ENCRYPTION } from '../graph/settings';
import { nist, pci } from '../mappings';
import { encryptionRules } from '../reading/encryption';
import { readList } from '../reading/read';

/** Advisory: S3 blocks it by itself for buckets that are made from 2026 on. */
export const bucketSseCBlocked = bucketControl({
  id: 's3-bucket-sse-c-blocked',
  title: 'Every bucket blocks encryption with keys of the caller',
  intent:
    'Who steals credentials could encrypt every object with a key of their own and sell it back. Without SSE-C there is no such key.',
  severity: 'medium',
  level: 'advisory',
  mappings: [...nist('own', 'SC-12', 'SC-28'), ...pci('own', '3.5.1')],
  remediation: ['add SSE-C to blockedEncryptionTypes of every rule of the default encryption.'],
  notApplicable: [],
  falsePositives: ['A new bucket without a word of it: S3 blocks SSE-C there, and the program does not say so.'],
  configuration: NO_CONFIGURATION,
  places: DEFAULT_ENCRYPTION,
  judge: (setting) => {
    const rules = encryptionRules(setting);
    if (rules === undefined) return notKnownYet('the rules of the default encryption');
    const lacks = rules.map((rule) => {
      const types = readList(setting.props, ...rule, 'blockedEncryptionTypes');
      if (types.state !== 'known') return types.state;
      if (types.value.some((one) => one.state === 'known' && one.value === 'SSE-C')) return undefined;
      return types.value.some(({ state }) => state === 'unknown') ? 'unknown' : 'absent';
    });
    const open = lacks.indexOf('absent');
    if (open >= 0 || rules.length === 0)
      return {
        verdict: 'fail',
        because: 'blockedEncryptionTypes does not have SSE-C',
        at: { property: rules[open] ?? setting.path },
      };
    return lacks.includes('unknown') ? notKnownYet('blockedEncryptionTypes') : PASS;
  },
  missing: () => ({ verdict: 'fail', because: 'No default encryption of this bucket blocks SSE-C' }),
});
