'use strict';
// Lets Node run the TypeScript sources as they are: transpiled by swc, never type-checked (`npm run check` does that).
const path = require('node:path');

process.env.SWC_NODE_PROJECT ??= path.join(__dirname, '..', 'tsconfig.json');
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
require('@swc-node/register');
