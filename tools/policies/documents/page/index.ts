import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Control } from '../../../../policies/control';
import type { Exemption } from '../../../../policies/exemptions/exemption';
import { pageData, type StackOfPage } from './data';

const part = (name: string): string => readFileSync(path.join(__dirname, name), 'utf8');

/** JSON that cannot end the element it stands in, whatever a text of it holds. */
const embedded = (data: unknown): string =>
  JSON.stringify(data, null, 2).replace(/[<>&\u2028\u2029]/g, (character) => {
    const code = character.charCodeAt(0).toString(16).padStart(4, '0');
    return `\\u${code}`;
  });

/**
 * The catalogue as one page that opens without a network: search and filters, conflicts, exemptions and, where a stack
 * was judged, what was looked at in it.
 */
export function pageOf(controls: readonly Control[], exemptions: readonly Exemption[], stack?: StackOfPage): string {
  const parts: Record<string, string> = {
    STYLE: part('style.css'),
    DATA: embedded(pageData(controls, exemptions, stack)),
    SCRIPT: part('script.js'),
  };
  return part('template.html').replace(/\/\* (STYLE|DATA|SCRIPT) \*\//g, (_, name: string) => parts[name]!);
}
