import { edited } from './fixtures/fixture';
import { saidBy } from './said';
import { siblingStack, type Given } from './stack';

const BUCKET = 'arn:aws:s3:::gl-home';
const NAMED = { set: ['home-policy', 'bucket'], to: 'gl-home' } as const;

/** What is denied to everybody on a bucket and its objects; a statement may say all of it otherwise. */
export const denial = (statement: object): object => ({
  Effect: 'Deny',
  ...('NotPrincipal' in statement ? {} : { Principal: '*' }),
  ...('NotAction' in statement ? {} : { Action: 's3:*' }),
  ...('NotResource' in statement ? {} : { Resource: [BUCKET, `${BUCKET}/*`] }),
  ...statement,
});

/** What a control says of a bucket of a known name whose policy has these statements and no others. */
export async function saidOfPolicy(
  control: string,
  statements: readonly object[],
  parameters: Record<string, unknown> = {},
): Promise<string> {
  const policy = { set: ['home-policy', 'policy', 'Statement'], to: statements } as const;
  const given = [NAMED, policy].reduce<readonly Given[]>(edited, siblingStack());
  const lines = await saidBy(control, given, parameters);
  const said = lines.find((line) => line.startsWith('home-policy '));
  if (said === undefined) throw new Error(`${control} says nothing of the policy: ${lines.join('; ')}`);
  return said;
}
