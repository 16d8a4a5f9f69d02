// `npm install` leaves a platform's packages out of the lockfile where the registry in reach does not carry them, and
// `npm ci` then refuses the lockfile. This adds them: name and exact version are in their parent's manifest. They have
// no integrity until an `npm install` that reaches them writes it.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const OS = [
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
  'aix',
  'wasm32',
  'wasi',
];
const CPU = ['arm64', 'arm', 'x64', 'ia32', 'ppc64', 's390x', 'riscv64', 'loong64', 'mips64el', 'wasm32'];

const file = process.argv[2] ?? path.join(path.dirname(fileURLToPath(import.meta.url)), '..', 'package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));

const platformOf = (name) => {
  const words = name.replace('windows', 'win32').split(/[^a-z0-9]+/);
  const os = words.find((word) => OS.includes(word));
  const cpu = words.find((word) => CPU.includes(word));
  return os === undefined && cpu === undefined ? undefined : { os: [os ?? 'none'], cpu: [cpu ?? 'none'] };
};

let added = 0;
for (const [parent, manifest] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(manifest.optionalDependencies ?? {})) {
    const nested = `${parent}/node_modules/${name}`.replace(/^\//, '');
    const hoisted = `node_modules/${name}`;
    const platform = platformOf(name);
    if (nested in lock.packages || hoisted in lock.packages || platform === undefined || !/^\d/.test(version)) continue;
    lock.packages[hoisted] = {
      version,
      ...(manifest.dev || parent === '' ? { dev: manifest.dev } : {}),
      ...platform,
      optional: true,
    };
    added++;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} packages of other platforms added`);
