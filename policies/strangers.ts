import type { ParsedDocument } from './document/parse';
import type { Principal } from './document/principal';
import { principalsOf } from './document/witnesses';
import { grantOf, speaksFor, type Grant, type Wanted } from './grants';
import { isShared } from './shared-issuers';
import { contextsOf } from './strangers-contexts';

/**
 * Who is asked for: anybody at all, AWS services that the document names on behalf of somebody else's account, or whoever
 * has a token of an issuer that it names and everybody shares.
 */
export type Strangers = 'anybody' | 'named services' | 'shared issuers';

const isAsked = (strangers: Strangers, principal: Principal): boolean =>
  strangers === 'named services'
    ? principal.kind === 'service'
    : principal.kind === 'federated' && isShared(principal.provider);

/** More than any policy of AWS's size needs unless it is made to: each pattern of each key is one more to combine. */
const MOST_CONTEXTS = 5_000;

const firstAllow = ({ statements }: ParsedDocument): number =>
  statements.find(({ effect }) => effect !== 'Deny')?.index ?? 0;

/** Looks for a request that a resource's policy allows to somebody with whom the account has nothing to do. */
export function grantToStranger(
  document: ParsedDocument,
  strangers: Strangers,
  wanted: Pick<Wanted, 'actions' | 'resources'>,
): Grant | undefined {
  const anybody = principalsOf([]);
  const principals =
    strangers === 'anybody'
      ? anybody
      : principalsOf(document.statements.filter(({ principals: named }) => named?.negated === false))
          .slice(anybody.length)
          .filter((principal) => isAsked(strangers, principal));
  let open: Grant | undefined;
  let contexts = 0;
  for (const principal of principals.filter((one) => speaksFor(document, one)))
    for (const context of contextsOf(document, principal)) {
      contexts += 1;
      if (contexts > MOST_CONTEXTS) return { verdict: 'unverifiable', statement: firstAllow(document), final: true };
      const grant = grantOf(document, { principal, context, ...wanted });
      if (grant?.verdict === 'granted') return grant;
      open ??= grant;
    }
  return open;
}
