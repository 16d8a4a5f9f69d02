import { alwaysDenied } from '../../policies/document/always-denied';
import { BUCKET_POLICY, parseDocument, type ParsedDocument } from '../../policies/document/parse';
import { KEY_POLICY, TRUST_POLICY } from '../../policies/document-kinds';
import { denialOf, documentOf } from '../../policies/documents';
import { policyOf } from './stack';

const POLICY = policyOf('gl-home');
const TEXT = JSON.stringify(POLICY);
const known = (value: unknown) => ({ state: 'known', value }) as const;

describe('a document', () => {
  test('is parsed once for each text and kind', () => {
    expect(documentOf(known(TEXT), BUCKET_POLICY)).toBe(documentOf(known(`${TEXT}`), BUCKET_POLICY));
    expect(documentOf(known(TEXT), KEY_POLICY)).not.toBe(documentOf(known(TEXT), BUCKET_POLICY));
    expect(documentOf(known(TEXT), TRUST_POLICY)).toMatchObject({ state: 'malformed' });
  });

  test('is what the parser reads, whatever form it is given in', () => {
    for (const given of [known(TEXT), known(POLICY), known('{'), { state: 'absent' } as const])
      expect(documentOf(given, BUCKET_POLICY)).toEqual(parseDocument(given, BUCKET_POLICY));
    const unknown = { state: 'unknown', path: 'policy' } as const;
    expect(documentOf(unknown, BUCKET_POLICY)).toEqual(unknown);
  });
});

describe('what a document denies', () => {
  const parsed = (): ParsedDocument => {
    const read = parseDocument(known(TEXT), BUCKET_POLICY);
    if (read.state !== 'document') throw new Error('the policy of the fixtures is malformed');
    return read.document;
  };
  const insecure = {
    bucketArn: 'arn:aws:s3:::gl-home',
    objectActions: ['s3:GetObject'],
    everyAction: false,
    context: { 'aws:securetransport': 'false' },
  };
  const QUESTIONS = [
    insecure,
    { ...insecure, bucketArn: 'arn:aws:s3:::gl-other' },
    { ...insecure, context: { 'aws:securetransport': 'true' } },
    { ...insecure, context: { 'aws:securetransport': undefined } },
    { ...insecure, context: {} },
  ];

  test('is worked out once for each question', () => {
    const document = parsed();
    for (const question of QUESTIONS) {
      expect(denialOf(document, question)).toBe(denialOf(document, structuredClone(question)));
      expect(denialOf(document, question)).toEqual(alwaysDenied(document, question));
    }
  });

  test('is kept apart for other questions and other documents', () => {
    const document = parsed();
    const said = new Set(QUESTIONS.map((question) => denialOf(document, question)));
    expect(said.size).toBe(QUESTIONS.length);
    expect(denialOf(parsed(), insecure)).not.toBe(denialOf(document, insecure));
  });
});
