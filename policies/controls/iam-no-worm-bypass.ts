import type { Configuration } from '../configuration';
import { notKnownYet, PASS } from '../control';
import { matches } from '../document/pattern';
import { globOf } from '../document/variables';
import { nist, pci } from '../mappings';
import { identityControl, refuses } from '../identity-control';
import { worstOf } from '../outcomes';
import { resourcesOf } from '../resource-policy';

interface BypassConfig {
  actions: string[];
  exceptions: { holder: string; actions: string[] }[];
}

const configuration: Configuration<BypassConfig> = {
  properties: {
    actions: {
      type: 'array',
      items: { type: 'string' },
      description: 'What takes a lock off, makes it worthless or destroys what it locks.',
    },
    exceptions: {
      type: 'array',
      items: { type: 'object' },
      description:
        'Who may after all: holder (name of role, user or group, or of a managed policy; * is any text), actions.',
    },
  },
  defaults: {
    actions: [
      's3:BypassGovernanceRetention',
      's3:DeleteObjectVersion',
      's3:PutBucketObjectLockConfiguration',
      's3:PutBucketVersioning',
      's3:PutLifecycleConfiguration',
      's3:PutObjectLegalHold',
      'kms:DeleteImportedKeyMaterial',
      'kms:ScheduleKeyDeletion',
    ],
    exceptions: [
      { holder: '*-janitor', actions: ['s3:DeleteObjectVersion'] },
      { holder: '*-break-glass', actions: ['s3:BypassGovernanceRetention', 's3:DeleteObjectVersion'] },
    ],
  },
  check: ({ actions, exceptions }) => [
    ...(actions.length === 0 ? ['actions is empty'] : []),
    ...(exceptions.every(
      ({ holder, actions: own }) =>
        typeof holder === 'string' &&
        holder !== '*' &&
        Array.isArray(own) &&
        own.every((action) => actions.includes(action)),
    )
      ? []
      : ['every exception has a holder, not *, and actions that are among those of this policy']),
  ],
};

const RESOURCES = [
  'arn:aws:s3:::any-bucket',
  'arn:aws:s3:::any-bucket/any/key',
  'arn:aws:kms:eu-west-1:111122223333:key/any',
];

/** Asked action by action, since an exception is for one of them and no other. */
export const iamNoWormBypass = identityControl<BypassConfig>({
  id: 'iam-no-worm-bypass',
  title: 'Nobody may take a lock off or destroy what is locked, but those who are named for it',
  intent:
    'A lock holds against everyone who may not bypass it. Permission to do so is the first thing that an intruder looks for, and nothing of the daily work needs it.',
  severity: 'high',
  level: 'mandatory',
  mappings: [...nist('own', 'AU-9(4)', 'AC-6(9)'), ...pci('own', '10.3.2')],
  remediation: [
    'take the action out of the policy, or deny it there; a wildcard such as s3:Put* has it in it.',
    'where a role is made for it, name role and action in exceptions of this policy.',
  ],
  notApplicable: ['Roles without a policy of their own.'],
  falsePositives: ['Whoever deploys the buckets: name that role in exceptions, or keep it out of this stack.'],
  configuration,
  judge: (policy, { actions, exceptions }) => {
    const { holder, property } = policy;
    const all = resourcesOf(policy.document, RESOURCES);
    return worstOf(
      actions.map((action) => {
        const service = action.split(':')[0];
        const resources = all.filter((arn) => arn.split(':')[2] === service);
        const outcome = refuses(policy, { actions: [action], resources }, `It allows ${action}`);
        const able = exceptions.filter(({ actions: own }) => own.includes(action));
        if (outcome.verdict === 'pass' || able.length === 0) return outcome;
        if (holder.state === 'unknown') return notKnownYet(`whose policy it is, which allows ${action}`, { property });
        const named = (pattern: string): boolean => holder.state === 'known' && matches(globOf(pattern), holder.value);
        return able.some((one) => named(one.holder)) ? PASS : outcome;
      }),
    );
  },
});
