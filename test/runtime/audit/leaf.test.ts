import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { encodeLeaf, type AuditEvent } from '../../../runtime/audit/leaf';

const event = (detail: Record<string, unknown>): AuditEvent => ({
  type: 'run.closed',
  at: new Date('2026-01-27T10:30:00Z'),
  runId: 'run_xyz',
  detail,
});

describe('audit leaf', () => {
  test('is the canonical JSON of RFC 8785: sorted keys, no blanks, UTF-8', () => {
    expect(encodeLeaf('leaf_1', 'acme', event({ state: 'SUCCEEDED', ä: 1e21 })).body.toString('utf8')).toBe(
      '{"at":"2026-01-27T10:30:00.000Z","leaf_id":"leaf_1","run_id":"run_xyz","state":"SUCCEEDED",' +
        '"tenant":"acme","type":"run.closed","v":1,"ä":1e+21}',
    );
  });

  test('has the leaf hash of RFC 6962: SHA-256 over a zero byte and the bytes', () => {
    const { body, leafHash } = encodeLeaf('leaf_1', 'acme', event({}));
    expect(leafHash).toEqual(createHash('sha256').update('\0').update(body).digest());
  });

  test('does not depend on the order in which the detail was written', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (detail) => {
        const reversed = Object.fromEntries(Object.entries(detail).reverse());
        expect(encodeLeaf('l', 'acme', event(reversed))).toEqual(encodeLeaf('l', 'acme', event(detail)));
      }),
    );
  });
});
