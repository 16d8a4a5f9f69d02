import type { CheckResult } from '../check';
import { jsonReport } from './json';
import { junitReport } from './junit';
import { sarifReport } from './sarif';
import { textReport } from './text';

/** A result in each of the forms that it is wanted in. */
export const REPORTS = {
  text: textReport,
  json: jsonReport,
  sarif: sarifReport,
  junit: junitReport,
} satisfies Record<string, (result: CheckResult) => string>;

export type ReportFormat = keyof typeof REPORTS;
export const isReportFormat = (name: string): name is ReportFormat => Object.hasOwn(REPORTS, name);
