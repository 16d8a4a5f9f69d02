import { InvalidInputError } from '../../../runtime';
import { checkRequest } from '../../../runtime/artifacts/put-rules';

const step = { runId: 'run_x', step: 'ingest', attempt: 1 };
const paths = (change: Record<string, unknown>): string[] => {
  try {
    checkRequest({ step, name: 'a.bin', body: Buffer.from('a'), ...change });
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidInputError);
    return (error as InvalidInputError).problems.map((p) => p.path);
  }
};

describe('what of a put is no name', () => {
  test.each([undefined, null, 'text', 7, {}, { file: 1 }, []])('refuses the body %p', (body) => {
    expect(paths({ body })).toEqual(['body']);
  });

  test.each(['', 'text', 'text/', '/csv', 'text/csv\r\nx: y', 'text/csé', 'a b/c', `text/${'x'.repeat(300)}`, 7])(
    'refuses the media type %j',
    (mediaType) => expect(paths({ mediaType })).toEqual(['mediaType']),
  );

  test.each(['text/csv', 'application/x-parquet', 'text/csv; charset=utf-8', 'application/vnd.apache.parquet+x'])(
    'takes the media type %j',
    (mediaType) => expect(paths({ mediaType })).toEqual([]),
  );

  test('refuses a call without arguments, without a step, and with an attempt that is none', () => {
    expect(() => checkRequest(undefined as never)).toThrow(InvalidInputError);
    expect(paths({ step: undefined })).toEqual(['runId', 'step', 'attempt']);
    for (const attempt of [1.5, 0, '1', NaN]) expect(paths({ step: { ...step, attempt } })).toEqual(['attempt']);
  });

  test('refuses callbacks, signals and flags that are none', () => {
    expect(paths({ onProgress: 'log', signal: {}, supersede: 'yes' })).toEqual(['supersede', 'onProgress', 'signal']);
    expect(paths({ onProgress: () => undefined, signal: new AbortController().signal, supersede: true })).toEqual([]);
  });

  test('never prints a body', () => {
    expect(() => checkRequest({ step, name: 'a.bin', body: 'my secret' as never })).toThrow(/^body: got string/);
  });

  test('refuses inputs that are no ids, each by its place, and says all that is wrong at once', () => {
    expect(paths({ inputs: 'art_1' })).toEqual(['inputs']);
    expect(paths({ name: '..', inputs: ['art_1', 'a\0b', 7, ''], mediaType: '', body: undefined })).toEqual([
      'name',
      'mediaType',
      'body',
      'inputs[1]',
      'inputs[2]',
      'inputs[3]',
    ]);
  });
});
