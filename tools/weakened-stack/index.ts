import { registerWeakness } from './weaken';

// Before the program registers anything.
registerWeakness();

export * from '../../components/program';
