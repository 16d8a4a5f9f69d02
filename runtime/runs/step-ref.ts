/** One attempt of one step of one run: who writes. */
export interface StepRef {
  runId: string;
  step: string;
  attempt: number;
}
