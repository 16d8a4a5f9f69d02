import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ArtifactDocument, TenantArtifacts } from '../../../runtime';

/** What reading one artifact back showed. */
export interface ReadBack {
  artifactId: string;
  passed: boolean;
  /** Digest of the file that was read, computed here and not by the runtime. */
  sha256: string;
  detail: string;
  elapsedMs: number;
}

/**
 * Reads an artifact into a file, hashes that file here, and has the runtime verify the stored version once more.
 * A failure is a result, so that the report shows every artifact.
 */
export async function readBack(
  tenant: TenantArtifacts,
  document: ArtifactDocument,
  directory: string,
  signal: AbortSignal,
): Promise<ReadBack> {
  const begun = performance.now();
  const { artifact_id: artifactId } = document;
  const result = (passed: boolean, sha256: string, detail: string): ReadBack => ({
    artifactId,
    passed,
    sha256,
    detail,
    elapsedMs: performance.now() - begun,
  });
  try {
    const toFile = path.join(directory, `read-back-${artifactId}`);
    await tenant.get(artifactId, { toFile, signal });
    const sha256 = await digestOf(toFile);
    if (sha256 !== document.sha256) return result(false, sha256, 'the file read back has another digest');
    await tenant.verify(artifactId, { signal });
    return result(true, sha256, 'read to a file, hashed and verified');
  } catch (error) {
    if (signal.aborted) throw error;
    return result(false, '', (error as Error).message);
  }
}

const digestOf = async (file: string): Promise<string> => {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
};
