export { findEngine, type Engine, type EngineSearch } from './find';
export { engineHome, type EngineHome } from './home';
export { runCli, type CliResult } from './cli';
export { readEvents, type PolicyFinding, type Step } from './events';
export { ENGINE_VERSION } from './version';
