import { planProofs, type Subject } from '../../../../tools/start/proofs/catalogue';
import { describeRequest } from '../../../../tools/start/proofs/judge';
import { NEWEST_MARKER } from '../../../../tools/start/proofs/model';

const own: Subject = { tenant: 'acme', key: 'acme/runs/r/steps/transform/outputs/t.parquet', versionId: 'v1' };
const others: Subject[] = ['globex', 'acme-evil'].map((tenant) => ({
  tenant,
  key: `${tenant}/runs/r/x`,
  versionId: 'v2',
}));
const plans = planProofs(own, others);

describe('the proofs', () => {
  it('cover transport, encryption, locks, and put, get, list and delete of every neighbour', () => {
    expect(plans.map((plan) => plan.id)).toEqual([
      'plain-http-get',
      'plain-http-list',
      'unencrypted-put',
      'unencrypted-multipart',
      'whole-bucket-list',
      ...['globex', 'acme-evil'].flatMap((t) => [`get-${t}`, `put-${t}`, `list-${t}`, `delete-${t}`]),
      'delete-locked-version',
      'delete-locked-version-bypass',
    ]);
  });

  it('are all signed with the own credentials, never with an administrator’s or the neighbour’s', () => {
    expect(new Set(plans.flatMap((plan) => [plan.refused.as, plan.accepted.as]))).toEqual(new Set(['acme']));
  });

  it('accept only requests within the own prefix, and none that stores an object', () => {
    for (const { accepted } of plans) {
      expect(accepted.key).toMatch(/^acme\//);
      expect(accepted.operation).not.toBe('PutObject');
      expect(accepted.over).toBe('TLS');
    }
  });

  it('make a delete marker for each locked delete that needs one, before it', () => {
    const markers = plans.map(({ accepted }) => {
      if (accepted.operation !== 'DeleteObject') return 0;
      return accepted.versionId === NEWEST_MARKER ? -1 : 1;
    });
    let standing = 0;
    for (const change of markers) expect((standing += change)).toBeGreaterThanOrEqual(0);
    expect(standing).toBe(0);
  });

  it.each([
    ['plain-http-get', /over plain HTTP as acme$/],
    ['unencrypted-put', /^PUT acme\/.* without x-amz-server-side-encryption$/],
    ['put-globex', /^PUT globex\/.* with x-amz-server-side-encryption$/],
    ['delete-locked-version-bypass', /^DELETE acme\/.*\?versionId=v1 .* with x-amz-bypass-governance-retention$/],
  ])('describe the request of %s by what makes it refusable', (id, text) => {
    expect(describeRequest(plans.find((plan) => plan.id === id)!.refused)).toMatch(text);
  });
});
