import { partitionOf } from '../common/regions';
import type { PolicyDocument } from './bucket-policy';

/** Where a queue or a rule is: part of its ARN. */
export interface InAccount {
  region: string;
  accountId: string;
}

/** ARN of a queue. */
export const queueArn = ({ region, accountId }: InAccount, queueName: string): string =>
  `arn:${partitionOf(region)}:sqs:${region}:${accountId}:${queueName}`;

/** ARN of a rule of the account's own bus, of events that AWS's services send. */
const ruleArn = ({ region, accountId }: InAccount, ruleName: string): string =>
  `arn:${partitionOf(region)}:events:${region}:${accountId}:rule/${ruleName}`;

export interface QueuePolicyArgs extends InAccount {
  queueName: string;
  /** The one rule that may send. */
  ruleName: string;
}

/**
 * Policy of a queue that one rule sends to: nobody comes without TLS, and EventBridge sends for this rule alone (without
 * the condition any account's rule could send). Who receives is a matter of the roles of the account.
 *
 * @example queuePolicy({ region: 'eu-west-1', accountId: '111122223333', queueName: 'gl-events', ruleName: 'gl-events' })
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
 */
export function queuePolicy({ queueName, ruleName, ...place }: QueuePolicyArgs): PolicyDocument {
  const arn = queueArn(place, queueName);
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'DenyInsecureTransport',
        Effect: 'Deny',
        Principal: '*',
        Action: 'sqs:*',
        Resource: arn,
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
      {
        Sid: 'TheRuleSends',
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: arn,
        Condition: { ArnEquals: { 'aws:SourceArn': ruleArn(place, ruleName) } },
      },
    ],
  };
}
