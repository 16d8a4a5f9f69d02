import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CATALOG } from '../../policies/catalog';
import type { Mapping } from '../../policies/control';

/** The ids of one version of a standard, several to a line. */
interface Standard {
  framework: string;
  version: string;
  source: string;
  ids: readonly string[];
}

const folder = path.join(__dirname, 'standards');
const standards = readdirSync(folder).map(
  (file) => JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Standard,
);
const idsOf = ({ ids }: Standard): string[] => ids.flatMap((line) => line.split(' '));
const pinned = new Map(standards.map((one) => [`${one.framework} ${one.version}`, new Set(idsOf(one))]));

const foreign = (mappings: readonly Mapping[]): string[] =>
  mappings
    .filter(({ framework, version, id }) => pinned.get(`${framework} ${version}`)?.has(id) !== true)
    .map(({ framework, version, id }) => `${framework} ${version} ${id}`);

describe('the standards that the catalogue maps to', () => {
  test.each(CATALOG.map(({ id, mappings }) => ({ id, mappings })))('have every id that $id maps to', ({ mappings }) => {
    expect(foreign(mappings)).toEqual([]);
  });

  test('do not have an id that is another version’s, another standard’s, withdrawn or made up', () => {
    const wrong: Mapping[] = [
      { framework: 'AWS FSBP', version: '1.0.0', id: 'S3.14', match: 'exact' },
      { framework: 'AWS Security Hub', version: '2026', id: 'S3.5', match: 'exact' },
      { framework: 'CIS AWS Foundations', version: '5.0.0', id: '3.1.1', match: 'exact' },
      { framework: 'CIS AWS Foundations', version: '7.0.0', id: '2.1.1', match: 'exact' },
      { framework: 'NIST SP 800-53', version: 'r5', id: 'AC-3(1)', match: 'exact' },
      { framework: 'NIST SP 800-53', version: 'r5', id: 'SC-8(6)', match: 'exact' },
      { framework: 'PCI DSS', version: '4.0.1', id: '3.4.3', match: 'exact' },
    ];
    expect(foreign(wrong)).toHaveLength(wrong.length);
  });

  test('are pinned with their source, each id once', () => {
    expect(standards).toHaveLength(5);
    for (const standard of standards) {
      const ids = idsOf(standard);
      expect(standard.source.length).toBeGreaterThan(40);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.filter((id) => !/^[A-Za-z]*[-.]?[A-Z]?\d+(\.\d+)*(\(\d+\))?$/.test(id))).toEqual([]);
    }
  });
});
