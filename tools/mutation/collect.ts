import { expect } from 'expect';

/** A test of a file, with what has to run before it. */
export interface CollectedTest {
  name: string;
  run: () => unknown;
}

type Body = (...args: never[]) => unknown;

/** Tables as jest takes them: a row that is no list is one argument. */
const each =
  (register: (name: string, body: () => unknown) => void) =>
  (rows: readonly unknown[]) =>
  (name: string, body: Body): void =>
    rows.forEach((row, i) => {
      const args = (Array.isArray(row) ? row : [row]) as never[];
      register(`${name} [${i}]`, () => body(...args));
    });

/**
 * Loads a test file and gives its tests, without running them: of jest it knows describe, test, their tables, hooks and
 * expect, which is all that pure tests here use; a test that needs more fails to load, and is no witness.
 */
export function collect(load: () => void): CollectedTest[] {
  const tests: CollectedTest[] = [];
  const path: string[] = [];
  const before: (() => unknown)[][] = [[]];
  const test = (name: string, run: () => unknown): void => {
    const hooks = before.flat();
    let ready: Promise<void> | undefined;
    const prepare = async (): Promise<void> => {
      for (const hook of hooks) await hook();
    };
    tests.push({
      name: [...path, name].join(' › '),
      run: async () => {
        await (ready ??= prepare());
        await run();
      },
    });
  };
  const describe = (name: string, body: () => unknown): void => {
    path.push(name);
    before.push([]);
    try {
      body();
    } finally {
      path.pop();
      before.pop();
    }
  };
  Object.assign(globalThis, {
    expect,
    test: Object.assign(test, { each: each(test) }),
    it: Object.assign(test, { each: each(test) }),
    describe: Object.assign(describe, { each: each(describe) }),
    beforeAll: (hook: () => unknown) => before.at(-1)!.push(once(hook)),
    afterAll: () => undefined,
  });
  load();
  return tests;
}

const once = (hook: () => unknown): (() => unknown) => {
  let done: { result: unknown } | undefined;
  return () => (done ??= { result: hook() }).result;
};
