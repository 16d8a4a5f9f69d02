import { isAsExpected, toExchange, toProof } from '../../../../tools/start/proofs/judge';
import type { PlannedProof, S3Answer, S3Request } from '../../../../tools/start/proofs/model';
import { compareListings } from '../../../../tools/start/proofs/residue';

const answer = (status: number | undefined, code: string): S3Answer => ({ status, code, message: '', requestId: 'r' });
const request: S3Request = { operation: 'GetObject', as: 'acme', over: 'TLS', key: 'acme/x' };

describe('the judgement of an answer', () => {
  it('takes only 403 AccessDenied for a refusal', () => {
    expect(isAsExpected('refused', answer(403, 'AccessDenied'))).toBe(true);
  });

  it.each([
    [200, 'OK'],
    [404, 'NoSuchKey'],
    [412, 'PreconditionFailed'],
    [501, 'NotImplemented'],
    [403, 'SignatureDoesNotMatch'],
    [403, 'InvalidAccessKeyId'],
    [undefined, 'ECONNREFUSED'],
  ])('does not take %s %s for a refusal', (status, code) => {
    expect(isAsExpected('refused', answer(status, code))).toBe(false);
  });

  it.each([
    [206, true],
    [204, true],
    [304, false],
    [412, false],
    [undefined, false],
  ])('takes %s for accepted: %s', (status, passed) => {
    expect(isAsExpected('accepted', answer(status, 'OK'))).toBe(passed);
  });

  it.each([
    [403, 200, true],
    [200, 200, false],
    [403, 403, false],
  ])('holds a proof only if one is refused and the other accepted: %d and %d', (first, second, passed) => {
    const plan: PlannedProof = { id: 'p', rule: 'r', refused: request, accepted: request };
    const code = (status: number) => (status === 403 ? 'AccessDenied' : 'OK');
    const refused = toExchange(request, 'refused', answer(first, code(first)));
    const accepted = toExchange(request, 'accepted', answer(second, code(second)));
    expect(toProof(plan, refused, accepted).passed).toBe(passed);
  });
});

describe('what proofs left behind', () => {
  it('is nothing when the listings are equal, in any order', () => {
    expect(compareListings(['a', 'b'], ['b', 'a'])).toEqual({ added: [], removed: [], compared: 2, passed: true });
  });

  it('names every version that came or went', () => {
    expect(compareListings(['a', 'b'], ['b', 'c'])).toMatchObject({ added: ['c'], removed: ['a'], passed: false });
  });
});
