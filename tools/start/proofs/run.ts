import { planProofs, type Subject } from './catalogue';
import { ProofClients, type ProofTarget } from './clients';
import { toExchange, toProof } from './judge';
import { NEWEST_MARKER, type Exchange, type Expectation, type Proof, type S3Request } from './model';
import { compareListings, listEverything, type Residue } from './residue';
import { send } from './send';

/** The proofs of one run, and what they left behind. */
export interface ProofResults {
  proofs: Proof[];
  residue: Residue;
}

/**
 * Sends the requests of every proof to the real server and judges the answers. Delete markers that it made are gone
 * when it returns, and a listing before and after shows that nothing else changed.
 *
 * @param onProof - called after each proof
 * @param signal - stops between two proofs, and cleans up
 */
export async function runProofs(
  target: ProofTarget,
  own: Subject,
  neighbours: readonly Subject[],
  onProof: (proof: Proof) => void,
  signal: AbortSignal,
): Promise<ProofResults> {
  const clients = new ProofClients(target);
  const markers: string[] = [];
  const exchange = async (planned: S3Request, expected: Expectation): Promise<Exchange> => {
    const request = planned.versionId === NEWEST_MARKER ? { ...planned, versionId: markers.at(-1) ?? 'none' } : planned;
    const { answer, marker } = await send(clients.client(request.as, request.over), target.bucket, request);
    if (marker !== undefined && request.key === own.key) markers.push(marker);
    const judged = toExchange(request, expected, answer);
    if (planned.versionId === NEWEST_MARKER && judged.passed) markers.pop();
    return judged;
  };
  const listing = async () => {
    const names = [own, ...neighbours].map(({ tenant, key }) =>
      listEverything(clients.client(tenant, 'TLS'), target.bucket, key.split('/').slice(0, 3).join('/') + '/'),
    );
    return (await Promise.all(names)).flat();
  };
  try {
    const before = await listing();
    const proofs: Proof[] = [];
    try {
      for (const plan of planProofs(own, neighbours)) {
        signal.throwIfAborted();
        // One after the other: the marker that one makes, a later one removes.
        const proof = toProof(plan, await exchange(plan.refused, 'refused'), await exchange(plan.accepted, 'accepted'));
        proofs.push(proof);
        onProof(proof);
      }
    } finally {
      for (const versionId of markers.splice(0)) {
        const request: S3Request = { operation: 'DeleteObject', as: own.tenant, over: 'TLS', key: own.key, versionId };
        await send(clients.client(own.tenant, 'TLS'), target.bucket, request);
      }
    }
    return { proofs, residue: compareListings(before, await listing()) };
  } finally {
    clients.close();
  }
}
