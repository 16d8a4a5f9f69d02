import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { COMPONENT_EXCLUSIONS, excludedBy, POLICY_EXCLUSIONS } from '../tools/mutation/exclusions';
import { mutantsOf } from '../tools/mutation/mutants';
import { runMutants, type Verdict } from '../tools/mutation/run';
import { componentSuite, policySuite } from '../tools/mutation/suites';

const HELP = `npm run mutate -- components|policies [--only PATTERN] [--workers N] [--json FILE]

Takes away every argument that the components give to a resource or write into a document, one at a time, and runs the
components' tests, or changes every operator, condition, constant and result of the policies and runs theirs: each has to
go red. What no test can notice is listed with its reason in tools/mutation/exclusions.ts.

  --only PATTERN  files whose path matches the regular expression
  --workers N     processes that run tests side by side (default 2)
  --json FILE     writes the figures and the survivors

Exit codes: 0 nothing survived · 1 something did, or a test fails without a mutant · 2 the command line is wrong`;

const root = path.join(__dirname, '..');
const SUITES = new Map([
  ['components', { suite: componentSuite, exclusions: COMPONENT_EXCLUSIONS }],
  ['policies', { suite: policySuite, exclusions: POLICY_EXCLUSIONS }],
]);
const option = (args: readonly string[], name: string): string | undefined => args[args.indexOf(name) + 1];

async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--help')) {
    console.log(HELP);
    return 0;
  }
  const chosen = SUITES.get(args[0] ?? '');
  if (chosen === undefined) {
    console.error(HELP);
    return 2;
  }
  const only = new RegExp(args.includes('--only') ? (option(args, '--only') ?? '') : '');
  const workers = args.includes('--workers') ? Number(option(args, '--workers')) : 2;
  if (!Number.isInteger(workers) || workers < 1) {
    console.error(HELP);
    return 2;
  }
  const suite = chosen.suite(root);
  const all = suite.files
    .filter((file) => only.test(file))
    .flatMap((file) => mutantsOf(file, readFileSync(path.join(root, file), 'utf8'), suite.operators, suite.skip));
  const excluded = all.filter((mutant) => excludedBy(mutant, chosen.exclusions) !== undefined);
  const mutants = all.filter((mutant) => !excluded.includes(mutant));
  console.log(`${mutants.length} mutants, ${excluded.length} excluded`);
  const begin = Date.now();
  const verdicts = await runMutants({
    mutants,
    testFilesOf: suite.testFilesOf,
    environmentOf: suite.environmentOf,
    workers,
    onVerdict: ({ mutant, killedBy }, done) => {
      if (killedBy === undefined) console.log(`survived  ${mutant.file}:${mutant.line}  ${mutant.what}`);
      if (done % 100 === 0) console.log(`${done}/${mutants.length} after ${Math.round((Date.now() - begin) / 1000)} s`);
    },
  });
  const survivors = verdicts.filter(({ killedBy }) => killedBy === undefined).map(({ mutant }) => mutant);
  console.log(`${verdicts.length - survivors.length} noticed, ${survivors.length} survived`);
  if (args.includes('--json')) writeFileSync(option(args, '--json')!, figures(verdicts, excluded.length));
  return survivors.length === 0 ? 0 : 1;
}

const counts = (verdicts: readonly Verdict[]) => ({
  mutants: verdicts.length,
  noticed: verdicts.filter(({ killedBy }) => killedBy !== undefined).length,
});

const figures = (verdicts: readonly Verdict[], excluded: number): string => {
  const survivors = verdicts.filter(({ killedBy }) => killedBy === undefined);
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
  const folders = [...new Set(verdicts.map(({ mutant }) => path.dirname(mutant.file)))].sort();
  const report = {
    commit,
    ...counts(verdicts),
    excluded,
    folders: Object.fromEntries(
      folders.map((folder) => [folder, counts(verdicts.filter(({ mutant }) => path.dirname(mutant.file) === folder))]),
    ),
    survivors: survivors.map(({ mutant: { file, line, what } }) => ({ file, line, what })),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
};

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
