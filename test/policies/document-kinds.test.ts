import { IDENTITY_POLICY, KEY_POLICY, QUEUE_POLICY, TRUST_POLICY } from '../../policies/document-kinds';
import { BUCKET_POLICY, parseDocument, type DocumentKind } from '../../policies/document/parse';

/** A document of so many bytes. */
function textOf({ principal, resource }: DocumentKind, bytes: number): string {
  const statement = {
    Effect: 'Allow',
    ...(principal ? { Principal: '*' } : {}),
    Action: 's3:GetObject',
    ...(resource ? { Resource: '*' } : {}),
  };
  const text = JSON.stringify({ Version: '2012-10-17', Id: '', Statement: [statement] });
  return text.replace('"Id":""', `"Id":"${'x'.repeat(bytes - text.length)}"`);
}
const stateOf = (kind: DocumentKind, bytes: number): string =>
  parseDocument({ state: 'known', value: textOf(kind, bytes) }, kind).state;

describe('a document', () => {
  test.each<[string, DocumentKind, number]>([
    ['bucket policy', BUCKET_POLICY, 20 * 1024],
    ['key policy', KEY_POLICY, 32 * 1024],
    ['identity policy', IDENTITY_POLICY, 10 * 1024],
    ['trust policy', TRUST_POLICY, 8 * 1024],
    ['queue policy', QUEUE_POLICY, 8 * 1024],
  ])('that is a %s is read up to the size that AWS takes, and refused above', (_what, kind, bytes) => {
    expect([stateOf(kind, bytes), stateOf(kind, bytes + 1)]).toEqual(['document', 'malformed']);
  });
});
