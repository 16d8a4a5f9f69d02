/**
 * How closely CloudWatch Database Insights, which Performance Insights became in 2026, watches: `standard` keeps seven
 * days of load and costs nothing, `advanced` keeps fifteen months with locks and plans and costs by the capacity.
 *
 * Both are still asked for by the inputs of Performance Insights; what ended is its console, on 31 July 2026.
 *
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_DatabaseInsights.Considerations.html,
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_PerfInsights.Enabling.html
 */
export type InsightsMode = 'standard' | 'advanced';

const RETENTION_DAYS: Readonly<Record<InsightsMode, number>> = { standard: 7, advanced: 465 };

/** Inputs of a cluster or instance; queries are in what is kept, so that it is encrypted by the database's own key. */
export const insightsInputs = <T>(mode: InsightsMode, kmsKeyArn: T) => ({
  performanceInsightsEnabled: true,
  performanceInsightsKmsKeyId: kmsKeyArn,
  performanceInsightsRetentionPeriod: RETENTION_DAYS[mode],
});
