/**
 * The controls and the policies made of them, for a pack of one's own. Importing it registers no pack, reads no file and
 * opens no connection; the pack that the engine runs is `index.ts`.
 *
 * @example
 * ```ts
 * import { PolicyPack } from '@pulumi/policy';
 * import { CATALOG, policiesOf } from 'gl-artifacts/policies';
 *
 * new PolicyPack('ours', { policies: policiesOf(CATALOG.filter(({ severity }) => severity === 'critical')) });
 * ```
 */
export { CATALOG } from './catalog';
export type { Configuration } from './configuration';
export type { Control, ControlFacts, Judgement, Mapping, Outcome, Place, ResourceView } from './control';
export { ExemptionError, type Exemption, type ExemptionProblem } from './exemptions/exemption';
export { parseExemptions } from './exemptions/parse';
export { policiesOf, policyNames, type PackOptions } from './pack';
