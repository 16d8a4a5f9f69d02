import { cis, fsbp, nist, pci, securityHub, tagsOf } from '../../policies/mappings';

test('a mapping names the version of the standard that the catalogue is pinned to', () => {
  expect([
    ...fsbp('exact', 'S3.5'),
    ...securityHub('partial', 'S3.25'),
    ...cis('own', '2.1.1'),
    ...nist('exact', 'AC-4', 'SC-28'),
    ...pci('partial', '8.6.2'),
  ]).toEqual([
    { framework: 'AWS FSBP', version: '1.0.0', id: 'S3.5', match: 'exact' },
    { framework: 'AWS Security Hub', version: '2026', id: 'S3.25', match: 'partial' },
    { framework: 'CIS AWS Foundations', version: '5.0.0', id: '2.1.1', match: 'own' },
    { framework: 'NIST SP 800-53', version: 'r5', id: 'AC-4', match: 'exact' },
    { framework: 'NIST SP 800-53', version: 'r5', id: 'SC-28', match: 'exact' },
    { framework: 'PCI DSS', version: '4.0.1', id: '8.6.2', match: 'partial' },
  ]);
  expect(fsbp('exact')).toEqual([]);
});

test('a policy is tagged with its mappings, each by framework, version and id', () => {
  const mappings = [fsbp, securityHub, cis, nist, pci].flatMap((of) => of('exact', 'X.1'));
  expect(tagsOf(mappings)).toEqual([
    'fsbp-1.0.0:X.1',
    'securityhub-2026:X.1',
    'cis-aws-5.0.0:X.1',
    'nist-800-53-r5:X.1',
    'pci-dss-4.0.1:X.1',
  ]);
});
