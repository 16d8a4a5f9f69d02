#!/usr/bin/env node
'use strict';
// A published package runs its build; a checkout runs its sources, so that they can never be behind.
const { existsSync } = require('node:fs');
const path = require('node:path');

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
const root = path.join(__dirname, '..');
const isCheckout = existsSync(path.join(root, 'tsconfig.json'));
if (isCheckout) require('./register.cjs');
const { main } = require(path.join(root, isCheckout ? 'runtime/cli/main' : 'dist/runtime/cli/main.js'));

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    process.stderr.write(`gl-artifacts: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
