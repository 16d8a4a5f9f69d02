import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Exemption } from '../../../policies/exemptions/exemption';
import { EXEMPTIONS_FILE, readExemptions, today } from '../../../policies/exemptions/read';

const GOOD: Exemption = {
  policy: 's3-bucket-tls-required',
  urn: 'urn:pulumi:eu::gl-artifacts::aws:s3/bucketPolicy:BucketPolicy::home-ä',
  owner: 'platform@example.com',
  reason: 'The import runs in a closed network until March',
  ticket: 'PLAT-1',
  expires: today(),
};

/** What comes of a file that has a text. */
function reading(text: string): () => Exemption[] {
  return () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'exemptions-'));
    try {
      writeFileSync(path.join(folder, 'some.json'), text);
      return readExemptions(path.join(folder, 'some.json'));
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
}

describe('a file of exemptions', () => {
  test('is that of the pack, beside its code', () => {
    expect(path.relative(path.join(__dirname, '..', '..', '..'), EXEMPTIONS_FILE)).toBe('policies/exemptions.json');
    expect(() => readExemptions(EXEMPTIONS_FILE)).not.toThrow();
  });

  test('is read as UTF-8, with the controls of the pack', () => {
    expect(reading(JSON.stringify([GOOD]))()).toEqual([GOOD]);
  });

  test.each([
    ['{', 'some.json cannot hold:\n  (all): got what is no JSON, it has to be a file of JSON; write [] where'],
    ['{}', 'some.json cannot hold:\n  (all): got {}, it is no list'],
  ])('is refused where it is %s', (text, message) => {
    expect(reading(text)).toThrow(message);
    expect(reading(text)).toThrow(expect.objectContaining({ name: 'ExemptionError' }));
  });

  test('is refused where it is not there', () => {
    expect(() => readExemptions(path.join(os.tmpdir(), 'there-is-none.json'))).toThrow(
      'there-is-none.json cannot hold:\n  (all): got no such file',
    );
  });

  test('is judged by the day in UTC', () => {
    const days = [new Date().toISOString(), today(), new Date().toISOString()].map((time) => time.slice(0, 10));
    expect([days[0], days[2]]).toContain(days[1]);
    expect(today()).toMatch(/^\d{4}-\d\d-\d\d$/);
  });
});
