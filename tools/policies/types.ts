import type { RecordedResource } from '../monitor';
import type { Judgement } from '../../policies/control';
import type { Exemption } from '../../policies/exemptions/exemption';

/** A resource as a program registered it, with what an analyzer is sent: unknowns as the SDK's sentinels. */
export type AnalyzedResource = Omit<RecordedResource, 'custom' | 'id' | 'operation'>;

export type Level = 'advisory' | 'mandatory' | 'disabled' | 'remediate';

/** What the pack reports, as the engine would show it. */
export interface Finding {
  control: string;
  policy: string;
  urn: string;
  verdict: 'fail' | 'unverifiable';
  level: Level;
  message: string;
}

/** Which policy judged which resource, and how: so that nothing found can be told from nothing looked at. */
export interface Covered extends Judgement {
  control: string;
  policy: string;
  /** There when it would be refused and is let off. */
  exemption?: Exemption;
}

export interface Analysis {
  findings: Finding[];
  words: Covered[];
}

/** Levels and parameters by policy, in the form of `--policy-pack-config`. */
export type PackConfig = Record<string, Level | ({ enforcementLevel?: Level } & Record<string, unknown>)>;
