import { Journal } from '../../../tools/start/journal';
import { Terminal } from '../../../tools/start/terminal';

const printed = (isTTY: boolean, env: NodeJS.ProcessEnv = {}) => {
  let text = '';
  const terminal = new Terminal({ isTTY, write: (part) => (text += part) }, env);
  return { terminal, text: () => text };
};

describe('the terminal', () => {
  it('has colours on a TTY', () => {
    expect(printed(true).terminal.paint('red', 'x')).toBe('\u001b[31mx\u001b[39m');
  });

  it.each<[string, boolean, NodeJS.ProcessEnv]>([
    ['in a pipe', false, {}],
    ['with NO_COLOR', true, { NO_COLOR: '1' }],
  ])('has none %s', (_, isTTY, env) => {
    expect(printed(isTTY, env).terminal.paint('red', 'x')).toBe('x');
  });

  it('writes no control character into a pipe', async () => {
    const { terminal, text } = printed(false);
    const journal = new Journal(terminal, new AbortController().signal);
    await journal.task('ingest', () => Promise.resolve({ value: 1, summary: 'done' }));
    expect(text()).toMatch(/^✓ +\d+ ms {2}ingest +done\n$/);
  });
});

describe('the journal', () => {
  it('records a task that throws as failed, and lets the error through', async () => {
    const { terminal, text } = printed(false);
    const journal = new Journal(terminal, new AbortController().signal);
    await expect(journal.task('ingest', () => Promise.reject(new Error('broken\nmore')))).rejects.toThrow('broken');
    expect(journal.tasks).toEqual([expect.objectContaining({ name: 'ingest', passed: false, summary: 'broken' })]);
    expect(text()).toMatch(/^✗/);
  });

  it('records a task that did not show what it should as failed', async () => {
    const journal = new Journal(printed(false).terminal, new AbortController().signal);
    await journal.task('proofs', () => Promise.resolve({ value: 1, summary: '1 of 2', passed: false }));
    expect(journal.tasks[0]?.passed).toBe(false);
  });

  it('begins nothing after an interrupt but what has to be cleaned up', async () => {
    const stop = new AbortController();
    const journal = new Journal(printed(false).terminal, stop.signal);
    stop.abort(new Error('stopped'));
    const work = jest.fn(() => Promise.resolve({ value: 1, summary: '' }));
    await expect(journal.task('ingest', work)).rejects.toThrow('stopped');
    expect(work).not.toHaveBeenCalled();
    await expect(journal.cleanUp('stop services', work)).resolves.toBe(1);
  });
});
