import { BUCKET_POLICY } from '../../policies/document/parse';
import { sourcelessServices, withoutServices } from '../../policies/sourceless-services';
import { ALLOW, documentOf } from './strangers-asked';
import { UNKNOWN_TEXT } from './stack';

const SERVICES = ['ec2.amazonaws.com'];
const leftOf = (principal: object) => {
  const { statements } = withoutServices(documentOf(BUCKET_POLICY, [{ ...ALLOW, ...principal }]), SERVICES);
  return statements[0]!.principals?.entries.map(({ kind, value }) => [kind, value]);
};

test.each<[principal: object, left: unknown[]]>([
  [{ Principal: { Service: 'ec2.amazonaws.com' } }, []],
  [{ Principal: { Service: 'ec2.amazonaws.com.cn' } }, []],
  [{ Principal: { Service: ['ec2.amazonaws.com', 's3.amazonaws.com'] } }, [['Service', 's3.amazonaws.com']]],
  [
    { Principal: { Service: ['ec2.amazonaws.com.cn.example', 'x-ec2.amazonaws.com'] } },
    [
      ['Service', 'ec2.amazonaws.com.cn.example'],
      ['Service', 'x-ec2.amazonaws.com'],
    ],
  ],
  [{ Principal: { AWS: '111122223333' } }, [['AWS', '111122223333']]],
  [{ Principal: { Federated: 'ec2.amazonaws.com' } }, [['Federated', 'ec2.amazonaws.com']]],
])('of %j is left %j', (principal, left) => {
  expect(leftOf(principal)).toEqual(left);
});

test('a service that is not known is left', () => {
  expect(leftOf({ Principal: { Service: UNKNOWN_TEXT } })).toHaveLength(1);
});

test('which they are is a list of texts of the configuration, and any list will do', () => {
  const { properties, defaults, check } = sourcelessServices('assume a role', SERVICES);
  expect(properties).toEqual({
    services: {
      type: 'array',
      items: { type: 'string' },
      description: 'Services that say nothing of whom they act for when they assume a role.',
    },
  });
  expect(defaults).toEqual({ services: SERVICES });
  expect(check({ services: [] })).toEqual([]);
});
