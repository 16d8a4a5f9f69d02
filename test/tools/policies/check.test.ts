import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import sarifSchema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { CATALOG } from '../../../policies/catalog';
import { policyNames } from '../../../policies/pack';
import { check, type CheckOptions, type CheckResult } from '../../../tools/policies/check';
import { REPORTS } from '../../../tools/policies/report';
import * as monitor from '../../../tools/monitor';
import { withDefaultProvider } from '../../../tools/policies/default-provider';
import { startPack, type PackProcess } from '../../policies/pack-process';

/** A program registers the same for the same configuration, so each is run once for all that is asked of it. */
jest.mock('../../../tools/monitor', () => {
  const actual = jest.requireActual<typeof monitor>('../../../tools/monitor');
  const runs = new Map<string, ReturnType<typeof monitor.runProgram>>();
  const runProgram: typeof monitor.runProgram = (options) => {
    const key = JSON.stringify(options);
    const run = runs.get(key) ?? actual.runProgram(options);
    runs.set(key, run);
    return run;
  };
  return { ...actual, runProgram };
});

const root = path.join(__dirname, '..', '..', '..');
const program = path.join(root, 'test', 'fixtures', 'programs', 'baseline');
const of = (control?: string): CheckOptions => ({
  directory: program,
  stack: 'eu',
  config: control === undefined ? {} : { 'weakened-stack:control': control },
});
const counts = ({ coverage }: CheckResult, id: string) =>
  coverage.controls.find(({ control }) => control === id)!.counts;
const short = ({ findings }: Pick<CheckResult, 'findings'>): string[] =>
  findings.map(({ control, verdict, level, urn }) => `${control} ${verdict} ${level} ${urn.split('::').at(-1)}`);

/** A stack that makes its key in the same `up`: what hangs on the key is not known before. */
const ofOwnKey: CheckOptions = {
  directory: root,
  stack: 'eu-west-1',
  config: { 'gl-artifacts:encryption': 'sse-kms' },
};

/** Names of the resources that have to be refused when a control's weakness is in the stack. */
const EXPECTED: Record<string, string[]> = {
  's3-public-access-block': ['home-public'],
  's3-bucket-tls-required': ['home-policy'],
  's3-bucket-upload-encryption': ['home-policy'],
  's3-bucket-versioning-enabled': ['home-versioning'],
  's3-object-lock-default-retention': ['home-lock'],
  's3-replica-parity': ['home-replication'],
};

describe('policies:check', () => {
  let folder: string;
  let pack: PackProcess;
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'policies-'));
    pack = await startPack();
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await pack.stop();
  });

  const run = (...args: string[]) => {
    const script = path.join(root, 'scripts', 'policies-check.ts');
    const register = path.join(root, 'scripts', 'register.cjs');
    return spawnSync(process.execPath, ['-r', register, script, ...args], { cwd: root, encoding: 'utf8' });
  };

  test('has nothing to say of a stack that keeps the baseline, and says what it looked at', async () => {
    const result = await check(of());
    expect([result.exitCode, short(result), result.problems]).toEqual([0, [], []]);
    for (const id of Object.keys(EXPECTED)) {
      const { pass, fail, unverifiable } = counts(result, id);
      expect([id, pass >= 2, fail, unverifiable]).toEqual([id, true, 0, 0]);
    }
  });

  test.each(Object.keys(EXPECTED))(
    'names control and resource when %s is weakened, as the pack process does',
    async (control) => {
      const result = await check(of(control));
      expect(short(result)).toEqual(EXPECTED[control]!.map((name) => `${control} fail mandatory ${name}`));
      expect(result.exitCode).toBe(1);
      const { stack, directory, config } = of(control);
      const configFile = path.join(directory, `Pulumi.${stack}.yaml`);
      const { resources } = await monitor.runProgram({ directory, stack, configFile, config: config!, dryRun: true });
      const told = await pack.analyze(withDefaultProvider(resources, { 'aws:region': 'eu-west-1' }));
      expect(told).toEqual(
        result.findings.map(({ property: _, excerpt: __, inForce: ___, judgedLater: ____, ...finding }) => finding),
      );
    },
  );

  test('shows people the offending statement, why it matters and how it is fixed', async () => {
    const text = REPORTS.text(await check(of('s3-bucket-upload-encryption')));
    const facts = CATALOG.find(({ id }) => id === 's3-bucket-upload-encryption')!;
    for (const part of [facts.intent, facts.remediation[0]!, 'home-policy', 'exit code 1', 'PCI DSS 4.0.1 3.5.1'])
      expect(text).toContain(part);
  });

  test('writes SARIF that the published schema takes', async () => {
    const ajv = new Ajv({ strict: false, unicodeRegExp: false });
    addFormats(ajv);
    const { $schema: _, id: __, ...schema } = sarifSchema as Record<string, unknown>;
    const validate = ajv.compile(schema);
    for (const control of [undefined, 's3-bucket-tls-required', 's3-replica-parity']) {
      const log = JSON.parse(REPORTS.sarif(await check(of(control))));
      expect([validate(log), validate.errors]).toEqual([true, null]);
    }
    expect(validate({ version: '2.1.0', runs: [{ results: [{}] }] })).toBe(false);
  });

  test('counts in JUnit a failure for each violation, and skips with a reason what a control does not apply to', async () => {
    const result = await check(of('s3-replica-parity'));
    const xml = REPORTS.junit(result);
    const { pass, fail } = counts(result, 's3-replica-parity');
    expect(fail).toBe(1);
    expect(xml).toContain(
      `<testsuite name="s3-replica-parity" tests="${pass + fail}" failures="${fail}" errors="0" skipped="0">`,
    );
    expect(xml.match(/<failure type="s3-replica-parity">/g)).toHaveLength(fail);
    const { deferred, ...logged } = counts(result, 's3-access-logging-enabled');
    const skipped = logged['not applicable'] + deferred;
    expect(skipped).toBeGreaterThan(0);
    expect(xml).toContain(
      `<testsuite name="s3-access-logging-enabled" tests="${logged.pass + skipped}" failures="0" errors="0" skipped="${skipped}">`,
    );
    expect(xml).toContain('<skipped message="not applicable: access logs are delivered to this bucket"/>');
  });

  test('nests in JUnit what the schema of Jenkins has, with the attributes that it demands and no other', async () => {
    // junit-10.xsd of the Jenkins xUnit plugin, as far as it allows what is written here.
    const SCHEMA: Record<string, { in: string; demands: string[]; allows: string[] }> = {
      testsuites: { in: '', demands: [], allows: ['name'] },
      testsuite: { in: 'testsuites', demands: ['name', 'tests', 'failures', 'errors'], allows: ['skipped'] },
      testcase: { in: 'testsuite', demands: ['name'], allows: ['classname'] },
      failure: { in: 'testcase', demands: [], allows: ['type', 'message'] },
      error: { in: 'testcase', demands: [], allows: ['type', 'message'] },
      skipped: { in: 'testcase', demands: [], allows: ['type', 'message'] },
      'system-out': { in: 'testcase', demands: [], allows: [] },
    };
    const missing = await check({ ...of(), stack: 'nowhere' });
    const lenient = await check({ ...of('data-residency'), packConfig: { 'data-residency': 'advisory' } });
    for (const result of [await check(of()), await check(of('data-residency')), lenient, missing]) {
      const open: string[] = [];
      const [declaration, ...tags] = REPORTS.junit(result).match(/<[^>]*>/g)!;
      expect(declaration).toBe('<?xml version="1.0" encoding="UTF-8"?>');
      for (const tag of tags) {
        const [, end, name, attributes, empty] = /^<(\/?)([a-z-]+)((?: [a-z]+="[^"<]*")*)(\/?)>$/.exec(tag)!;
        if (end === '/') expect(open.pop()).toBe(name);
        else {
          const { in: parent, demands, allows } = SCHEMA[name!]!;
          const given = Array.from(attributes!.matchAll(/ ([a-z]+)=/g), ([, attribute]) => attribute!);
          expect([tag, open.at(-1) ?? '']).toEqual([tag, parent]);
          expect([tag, demands.filter((one) => !given.includes(one))]).toEqual([tag, []]);
          expect([tag, given.filter((one) => ![...demands, ...allows].includes(one))]).toEqual([tag, []]);
          if (empty === '') open.push(name!);
        }
      }
      expect(open).toEqual([]);
    }
  });

  test('writes JUnit that is XML whatever a text holds', () => {
    const urn = 'urn:pulumi:eu::p::aws:s3/bucket:Bucket::a"<&>';
    const finding = { control: 'exemptions', policy: 'exemptions', urn, verdict: 'fail', level: 'mandatory' } as const;
    const message = ']]>\u0000\uD800</failure>\u001b[31m 🙂';
    const given = { exitCode: 1, findings: [{ ...finding, message }], coverage: { controls: [], withoutControl: [] } };
    const xml = REPORTS.junit({ ...given, stack: 'eu', words: [], problems: ['a < b'] } as unknown as CheckResult);
    expect(xml).toContain('name="urn:pulumi:eu::p::aws:s3/bucket:Bucket::a&quot;&lt;&amp;&gt;"');
    expect(xml).toContain('<failure type="exemptions">]]&gt;??&lt;/failure&gt;?[31m 🙂</failure>');
    expect(xml).toContain('<error type="program">a &lt; b</error>');
  });

  test('ends with 0 and 1 as a command, and writes the report where it is told', () => {
    const out = path.join(folder, 'deep', 'report.json');
    const clean = run('eu', '--program', program, '--format', 'json', '--out', out);
    const { findings, coverage } = JSON.parse(readFileSync(out, 'utf8')) as Pick<CheckResult, 'findings' | 'coverage'>;
    expect([clean.status, findings]).toEqual([0, []]);
    const [block] = coverage.controls;
    expect(block).toMatchObject({ control: 's3-public-access-block', level: 'mandatory', counts: { fail: 0 } });
    const judged = {
      urn: expect.stringContaining('urn:pulumi:eu::'),
      verdict: 'pass',
      policy: 's3-public-access-block',
    };
    expect(block!.resources.at(-1)).toEqual(judged);
    writeFileSync(
      path.join(folder, 'weak.yaml'),
      'config:\n  aws:region: eu-west-1\n  weakened-stack:control: s3-public-access-block\n',
    );
    const weak = run('eu', '--program', program, '--stack-config', path.join(folder, 'weak.yaml'));
    expect(weak.status).toBe(1);
    expect(weak.stdout).toContain('restrictPublicBuckets is not true');
  });

  test('ends with 2 when it could not judge, and says why', async () => {
    const broken = path.join(folder, 'broken.yaml');
    writeFileSync(broken, 'config:\n  aws:region: eu-west-1\n  weakened-stack:control: no-such-control\n');
    const failing = await check({ ...of(), configFile: broken });
    expect([failing.exitCode, failing.problems.join(' ')]).toEqual([2, expect.stringContaining('it has to be one of')]);
    const missing = await check({ ...of(), stack: 'nowhere' });
    expect([missing.exitCode, missing.problems.join(' ')]).toEqual([2, expect.stringContaining('Pulumi.nowhere.yaml')]);
    const config = { 's3-no-such-policy': 'mandatory', 's3-public-access-block': 'severe' } as never;
    const refused = await check({ ...of(), packConfig: config });
    expect([refused.exitCode, refused.problems.length]).toEqual([2, 2]);
    expect(REPORTS.text(failing)).toContain('could not judge: see above; this is no pass (exit code 2)');
    for (const args of [[], ['eu', 'us'], ['eu', '--format', 'pdf'], ['eu', '--no-such-option']])
      expect(run(...args).status).toBe(2);
    const usage = run('eu', '--unverifiable', 'ignore');
    expect([usage.status, usage.stderr]).toEqual([2, expect.stringContaining('it is one of refuse, report')]);
    expect(run('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('Exit code 0') });
  });

  test('ends with 2 for what only `pulumi up` can judge, says so, and lets it pass where it is told to', async () => {
    const refused = await check(ofOwnKey);
    const reported = await check({ ...ofOwnKey, unverifiable: 'report' });
    expect([refused.exitCode, refused.problems, reported.exitCode]).toEqual([2, [], 0]);
    expect(new Set(reported.findings)).toEqual(new Set(refused.findings));
    const count = refused.findings.length;
    expect(
      refused.findings.filter(({ verdict, judgedLater }) => verdict === 'unverifiable' && judgedLater),
    ).toHaveLength(count);
    expect(REPORTS.text(refused)).toContain(
      `nothing to refuse yet, and no pass: ${count} findings are judged by \`pulumi up\`; --unverifiable report lets the job pass (exit code 2)`,
    );
    expect(REPORTS.text(reported)).toContain(
      `nothing to refuse; ${count} findings are judged by \`pulumi up\` (exit code 0)`,
    );
    expect(REPORTS.junit(refused).match(/<error /g)).toHaveLength(count);
    expect(REPORTS.junit(reported)).not.toMatch(/<(error|failure) /);
    expect(REPORTS.junit(reported).match(/<system-out>[^<]*unverifiable: /g)).toHaveLength(count);
  });

  test('prints of what is not known yet the level of its control, not that of the report', async () => {
    const result = await check({ ...ofOwnKey, packConfig: { 'iam-no-admin': 'advisory' } });
    expect(new Set(result.findings.map(({ level }) => level))).toEqual(new Set(['advisory']));
    const heads = [...REPORTS.text(result).matchAll(/^UNVERIFIABLE {2}(\S+) {2}\(\w+, (\w+)\)/gm)];
    const levels = new Map(heads.map(([, policy, level]) => [policy!, level!]));
    const byCatalogue = (policy: string) => CATALOG.find((control) => policyNames(control).includes(policy))!.level;
    expect([levels.get('iam-no-admin'), byCatalogue('iam-no-admin')]).toEqual(['advisory', 'mandatory']);
    levels.delete('iam-no-admin');
    expect([...levels.values()]).toContain('mandatory');
    expect(levels).toEqual(new Map([...levels.keys()].map((policy) => [policy, byCatalogue(policy)])));
  });

  test('names in SARIF the file of the stack that it read, as it is found from the root of the repository', async () => {
    const uris = async (options: CheckOptions): Promise<Set<string>> => {
      const { runs } = JSON.parse(REPORTS.sarif(await check(options))) as {
        runs: { results: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }[] }[];
      };
      return new Set(
        runs.flatMap(({ results }) => results.map(({ locations: [at] }) => at!.physicalLocation.artifactLocation.uri)),
      );
    };
    const weak = of('s3-public-access-block');
    expect(await uris(ofOwnKey)).toEqual(new Set(['Pulumi.eu-west-1.yaml']));
    expect(await uris(weak)).toEqual(new Set(['test/fixtures/programs/baseline/Pulumi.eu.yaml']));
    const elsewhere = path.join(folder, 'stack #1.yaml');
    copyFileSync(path.join(program, 'Pulumi.eu.yaml'), elsewhere);
    expect(await uris({ ...weak, configFile: elsewhere })).toEqual(new Set([pathToFileURL(elsewhere).href]));
    expect((await check({ ...weak, stack: 'nowhere' })).stackFile).toBe(
      'test/fixtures/programs/baseline/Pulumi.nowhere.yaml',
    );
  });

  test('takes as a command that what `pulumi up` judges is reported', () => {
    const file = path.join(folder, 'own-key.yaml');
    const own = readFileSync(path.join(root, 'Pulumi.eu-west-1.yaml'), 'utf8');
    writeFileSync(file, own.replace('config:\n', 'config:\n  gl-artifacts:encryption: sse-kms\n'));
    const { status, stdout } = run('eu-west-1', '--stack-config', file, '--unverifiable', 'report');
    expect([status, stdout]).toEqual([0, expect.stringContaining('nothing to refuse; ')]);
  });

  test('shows in every report what an exemption lets off, and by whose word', async () => {
    const file = path.join(folder, 'exemptions.json');
    const exemption = {
      policy: 's3-public-access-block',
      urn: 'urn:pulumi:eu::*::*aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock::home-public',
      owner: 'platform@example.com',
      reason: 'The import runs in a closed network until March',
      ticket: 'PLAT-1201',
      expires: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10),
    };
    writeFileSync(file, JSON.stringify([exemption]));
    const refused = await check({ ...of('s3-public-access-block'), exemptionsFile: file });
    expect([refused.exitCode, refused.problems.join(' ')]).toEqual([2, expect.stringContaining('project')]);
    const project = (await check(of())).registered[0]!.urn.split('::')[1]!;
    writeFileSync(file, JSON.stringify([{ ...exemption, urn: exemption.urn.replace('::*::', `::${project}::`) }]));
    const result = await check({ ...of('s3-public-access-block'), exemptionsFile: file });
    expect([result.exitCode, short(result)]).toEqual([0, []]);
    expect(counts(result, 's3-public-access-block')).toMatchObject({ pass: 5, fail: 0, exempt: 1 });
    for (const report of Object.values(REPORTS)) {
      expect(report(result)).toContain('PLAT-1201');
      expect(report(result)).toContain('platform@example.com');
    }
    const unused = await check({ ...of(), exemptionsFile: file });
    expect([unused.exitCode, short(unused)]).toEqual([1, [expect.stringMatching(/^exemptions fail mandatory/)]]);
    expect(REPORTS.junit(unused)).toContain('is used by nothing in this stack');
  });

  test('takes a level from the configuration of the pack', async () => {
    const result = await check({
      ...of('s3-public-access-block'),
      packConfig: { 's3-public-access-block': 'advisory' },
    });
    expect([result.exitCode, short(result)]).toEqual([0, ['s3-public-access-block fail advisory home-public']]);
  });
});
