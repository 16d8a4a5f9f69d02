import type { Configuration } from './configuration';
import { UNKNOWN } from './document/leaf';
import type { ParsedDocument } from './document/parse';

export interface SourcelessServices {
  services: string[];
}

/**
 * The configuration of a control that asks services for whom they act.
 *
 * @param when - what they do when they say nothing of it
 */
export const sourcelessServices = (when: string, defaults: string[]): Configuration<SourcelessServices> => ({
  properties: {
    services: {
      type: 'array',
      items: { type: 'string' },
      description: `Services that say nothing of whom they act for when they ${when}.`,
    },
  },
  defaults: { services: defaults },
  check: () => [],
});

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
