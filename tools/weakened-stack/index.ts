import { registerWeakness } from './weaken';

// Before the program is loaded: it registers its resources while it is.
registerWeakness();

import program = require('../../components/program');

export = program;
