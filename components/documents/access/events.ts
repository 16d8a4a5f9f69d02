import { queueArn } from '../queue-policy';
import type { AccessScope, RoleStatement } from './scope';

/**
 * Receiving what happens to artifacts: taking a message, having longer for it, and removing it once it is worked on. The
 * queue is encrypted by SQS's own key, which asks for no right of its own.
 *
 * Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-api-permissions-reference.html
 */
export const receiveStatements = (scope: AccessScope): RoleStatement[] =>
  scope.events === undefined
    ? []
    : [
        {
          Sid: 'ReceiveEvents',
          Effect: 'Allow',
          Action: ['sqs:ReceiveMessage', 'sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
          Resource: queueArn(scope, scope.events.queueName),
        },
      ];
