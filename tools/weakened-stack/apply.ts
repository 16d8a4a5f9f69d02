import { registerWeakness } from './weaken';

registerWeakness();
