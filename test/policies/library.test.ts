import { spawnSync } from 'node:child_process';
import path from 'node:path';
import manifest from '../../package.json';
import { CATALOG, policiesOf, policyNames } from '../../policies/library';

const root = path.join(__dirname, '../..');

/** Imports a file in a process of its own, and says whether that serves or connects; who serves is ended there. */
const imported = (file: string) => {
  const script = `
    const net = require('node:net');
    const opened = [];
    net.Server.prototype.listen = () => process.exit(opened.push('listen') - 1);
    net.Socket.prototype.connect = () => process.exit(opened.push('connect') - 1);
    process.on('exit', () => process.stdout.write(JSON.stringify({ opened, names })));
    let names = [];
    names = Object.keys(require(${JSON.stringify(file)}));`;
  const register = path.join(root, 'scripts', 'register.cjs');
  const ran = spawnSync(process.execPath, ['-r', register, '-e', script], {
    cwd: root,
    encoding: 'utf8',
    timeout: 45_000,
  });
  return { ...ran, ...(JSON.parse(ran.stdout) as { opened: string[]; names: string[] }) };
};

describe('the policies as a library', () => {
  test('register no pack, print nothing and open nothing when they are imported', () => {
    const { status, stderr, opened, names } = imported('./policies/library');
    expect([status, stderr, opened]).toEqual([0, '', []]);
    expect(names.sort()).toEqual(['CATALOG', 'ExemptionError', 'parseExemptions', 'policiesOf', 'policyNames']);
    expect(imported('./policies/index').opened).toEqual(['listen']);
  });

  test('make the policies of any choice of controls', () => {
    const chosen = CATALOG.filter(({ severity }) => severity === 'critical');
    const names = policiesOf(chosen).map(({ name }) => name);
    expect(names).toEqual([...chosen.flatMap(policyNames), 'exemptions']);
  });

  test('are a subpath of the package beside the other two, and what is behind it a dependency', () => {
    expect(manifest.exports['./policies']).toEqual({
      types: './dist/policies/library.d.ts',
      default: './dist/policies/library.js',
    });
    expect(Object.keys(manifest.dependencies)).toEqual(expect.arrayContaining(['@pulumi/policy', '@pulumi/pulumi']));
  });
});
