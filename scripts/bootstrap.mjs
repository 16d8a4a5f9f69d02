// Placeholder until the real one lands: runs a TypeScript entry.
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
require('./register.cjs');
const [, , entry, ...rest] = process.argv;
process.argv = [process.argv[0], entry, ...rest];
require('../' + entry);
