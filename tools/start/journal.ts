import type { Terminal } from './terminal';

/** One task of a start, as the report has it. */
export interface TaskRecord {
  name: string;
  passed: boolean;
  /** Milliseconds from the beginning of the start. */
  atMs: number;
  elapsedMs: number;
  summary: string;
}

/** What a task gives: its value, one line about it, and whether it showed what it should. */
export interface TaskOutcome<T> {
  value: T;
  summary: string;
  passed?: boolean;
}

/** Runs tasks one after the other, shows them and keeps their times. */
export class Journal {
  readonly tasks: TaskRecord[] = [];
  private readonly begun = performance.now();

  constructor(
    private readonly terminal: Terminal,
    private readonly signal: AbortSignal,
  ) {}

  get elapsedMs(): number {
    return performance.now() - this.begun;
  }

  /** Runs one task, unless the start was stopped. A task that throws is recorded as failed, and the error goes on. */
  async task<T>(name: string, work: () => Promise<TaskOutcome<T>>): Promise<T> {
    this.signal.throwIfAborted();
    return this.cleanUp(name, work);
  }

  /** Runs a task that a stopped start still owes. */
  async cleanUp<T>(name: string, work: () => Promise<TaskOutcome<T>>): Promise<T> {
    const atMs = this.elapsedMs;
    const record = (passed: boolean, summary: string) => {
      const elapsedMs = this.elapsedMs - atMs;
      this.tasks.push({ name, passed, atMs, elapsedMs, summary });
      this.terminal.end(passed, name, elapsedMs, summary);
    };
    this.terminal.begin(name);
    try {
      const { value, summary, passed = true } = await work();
      record(passed, summary);
      return value;
    } catch (error) {
      const [first = ''] = (error as Error).message.split('\n');
      record(false, this.signal.aborted ? 'interrupted' : first);
      throw error;
    }
  }
}
