import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileLiteral, withDuck } from '../../../../tools/start/csv/duckdb';
import { checkQuality } from '../../../../tools/start/csv/quality';
import { snapshotCsv } from '../../../../tools/start/csv/snapshot';
import { csvToParquet } from '../../../../tools/start/csv/to-parquet';
import { transformDataset } from '../../../../tools/start/csv/transform';

let directory: string;
const at = (name: string) => path.join(directory, name);

beforeEach(async () => {
  directory = await mkdtemp(path.join(os.tmpdir(), 'start [csv]-'));
});
afterEach(() => rm(directory, { recursive: true }));

const convert = async (bytes: string | Buffer) => {
  await writeFile(at('user.csv'), bytes);
  const dialect = await snapshotCsv(at('user.csv'), at('source.csv'));
  await withDuck(directory, (duck) =>
    csvToParquet(duck, at('source.csv'), dialect, at('dataset.parquet'), at('user.csv')),
  );
};
const quality = () => withDuck(directory, (duck) => checkQuality(duck, at('dataset.parquet'), 'dataset.parquet'));
const rowsOf = (name: string) =>
  withDuck(directory, (duck) => duck.rows(`SELECT * FROM read_parquet(${fileLiteral(at(name))})`));

describe('ingest', () => {
  it('gives every column the type that all its rows allow', async () => {
    await convert('day,n,x,mixed\n2020-01-01,1,1.5,7\n2020-01-02,2,,seven\n');
    expect((await quality()).columns.map((c) => c.type)).toEqual(['DATE', 'BIGINT', 'DOUBLE', 'VARCHAR']);
  });

  it('makes a column text when its 50 001st row is no number', async () => {
    await convert(`n\n${Array.from({ length: 50_000 }, (_, i) => i).join('\n')}\noops\n`);
    expect(await quality()).toMatchObject({ rows: 50_001, columns: [{ type: 'VARCHAR', max: 'oops' }] });
  });

  it('keeps a row that begins with a hash', async () => {
    await convert('a,b\n#1,2\n3,4\n');
    expect(await rowsOf('dataset.parquet')).toEqual([
      { a: '#1', b: '2' },
      { a: '3', b: '4' },
    ]);
  });

  it('takes a file that has only a header', async () => {
    await convert('a,b\n');
    expect(await quality()).toMatchObject({ rows: 0, duplicateRows: 0, columns: [{ min: null }, { min: null }] });
  });

  it.each([
    ['a short line', 'a,b\n1,2\n3\n', /line 3/],
    ['a long line', 'a,b\n1,2\n3,4\n5,6,7\n', /line 4/],
    ['an unclosed quote', 'a;b\n"x;1";2\n"open;3\n', /line 3/],
    [
      'bytes that are not UTF-8 far into the file',
      Buffer.concat([Buffer.from(`a,b\n${'1,2\n'.repeat(20_000)}`), Buffer.from([0xe9, 0x2c, 0x32, 0x0a])]),
      /unicode|utf-?8/i,
    ],
  ])('refuses %s and says where', async (_, bytes, where) => {
    const error = await convert(bytes).catch((e: unknown) => e);
    expect(error).toMatchObject({
      code: 'NOT_A_CSV',
      explanation: { what: at('user.csv'), value: expect.stringMatching(where) },
    });
  });

  it.each([
    ['an empty file', async () => writeFile(at('f'), ''), /empty/],
    ['a missing file', async () => undefined, /no such file/],
    ['a binary file', async () => writeFile(at('f'), Buffer.from([0x50, 0x4b, 3, 4, 0, 0])), /binary/],
    ['a Latin-1 file', async () => writeFile(at('f'), Buffer.from('caf\xe9,b\n1,2\n', 'latin1')), /not UTF-8/],
  ])('refuses %s before anything is read from it', async (_, make, value) => {
    await make();
    await expect(snapshotCsv(at('f'), at('copy'))).rejects.toMatchObject({
      explanation: { value: expect.stringMatching(value) },
    });
  });

  it('refuses a directory', async () => {
    await expect(snapshotCsv(directory, at('copy'))).rejects.toMatchObject({
      explanation: { what: directory, value: 'a directory' },
    });
  });
});

describe('quality check', () => {
  it('counts rows, nulls, distinct values and duplicates, and finds each range', async () => {
    await convert('city,t\nOslo,1\nRome,\nOslo,1\nOslo,1\n');
    expect(await quality()).toEqual({
      dataset: 'dataset.parquet',
      rows: 4,
      duplicateRows: 2,
      columns: [
        { name: 'city', type: 'VARCHAR', nulls: 0, distinct: 2, min: 'Oslo', max: 'Rome' },
        { name: 't', type: 'BIGINT', nulls: 1, distinct: 1, min: '1', max: '1' },
      ],
    });
  });
});

describe('transform', () => {
  const transform = () =>
    withDuck(directory, (duck) => transformDataset(duck, at('dataset.parquet'), at('transformed.parquet')));

  it('cleans names and text, and drops duplicates and empty rows without changing the order', async () => {
    await convert('Site Name,adjusted CO2,row_position\n Oslo ,2,1\nRome,1,2\nOslo,2,1\n"  ",,\n');
    expect(await transform()).toEqual({
      rowsIn: 4,
      rowsOut: 2,
      columns: ['site_name', 'adjusted_co2', 'row_position'],
    });
    expect(await rowsOf('transformed.parquet')).toEqual([
      { site_name: 'Oslo', adjusted_co2: '2', row_position: '1' },
      { site_name: 'Rome', adjusted_co2: '1', row_position: '2' },
    ]);
  });

  it('works for names that are SQL, not ASCII, or fall together', async () => {
    await convert('"a"" ""b",drop table;--,größe,A B\n1,2,3,4\n');
    expect((await transform()).columns).toEqual(['a_b', 'drop_table', 'größe', 'a_b_2']);
  });

  it('makes the same bytes from the same rows', async () => {
    await convert('a,b\n2,x\n1,y\n2,x\n');
    const digest = async () => {
      await transform();
      return (await import('node:fs')).readFileSync(at('transformed.parquet')).toString('base64');
    };
    expect(await digest()).toBe(await digest());
  });
});
