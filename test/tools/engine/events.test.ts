import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { readEvents } from '../../../tools/engine';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'gl-test-events-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const log = async (...events: unknown[]): Promise<string> => {
  const file = path.join(folder, 'events.json');
  await writeFile(file, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  return file;
};
const step = (op: string, more: object = {}) => ({
  resourcePreEvent: { metadata: { op, urn: 'urn:a', type: 'aws:s3/bucket:Bucket', ...more } },
});

describe('the event log of the engine', () => {
  test('gives one step for each resource, and a replacement as one', async () => {
    const file = await log(
      { summaryEvent: {} },
      step('create-replacement'),
      step('replace', { detailedDiff: { bucket: { kind: 'update-replace' } } }),
      step('delete-replaced'),
    );
    const { steps } = await readEvents(file);
    expect(steps).toEqual([expect.objectContaining({ urn: 'urn:a', operation: 'replace', changed: ['bucket'] })]);
  });

  test('gives what policies found, without the marks for colours', async () => {
    const file = await log({
      policyEvent: {
        policyName: 'p',
        resourceUrn: 'urn:a',
        enforcementLevel: 'mandatory',
        message: '<{%fg 1%}>no<{%reset%}>',
      },
    });
    const { policy } = await readEvents(file);
    expect(policy).toEqual([{ policy: 'p', urn: 'urn:a', level: 'mandatory', message: 'no' }]);
  });

  test('that an engine never wrote is empty', async () => {
    expect(await readEvents(path.join(folder, 'none'))).toEqual({ steps: [], policy: [] });
  });
});
