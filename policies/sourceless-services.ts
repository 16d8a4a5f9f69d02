import { UNKNOWN } from './document/leaf';
import type { ParsedDocument } from './document/parse';

/** In China some services have another name, and mean the same. */
const OF_CHINA = /(\.amazonaws\.com)\.cn$/;

/** The document without services that could not say for whom they act. */
export const withoutServices = (document: ParsedDocument, services: readonly string[]): ParsedDocument => ({
  ...document,
  statements: document.statements.map((statement) => {
    const { principals } = statement;
    if (principals === undefined) return statement;
    const entries = principals.entries.filter(
      ({ kind, value }) => kind !== 'Service' || value === UNKNOWN || !services.includes(value.replace(OF_CHINA, '$1')),
    );
    return { ...statement, principals: { ...principals, entries } };
  }),
});
