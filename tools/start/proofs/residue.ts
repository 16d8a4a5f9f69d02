import {
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3';

/** What proofs left behind, or took away; both empty when they were clean. */
export interface Residue {
  added: string[];
  removed: string[];
  /** How many versions, delete markers and open uploads were compared. */
  compared: number;
  passed: boolean;
}

/** Names every version, delete marker and open upload under a prefix. */
export async function listEverything(client: S3Client, bucket: string, prefix: string): Promise<string[]> {
  const found: string[] = [];
  let marker: { KeyMarker?: string; VersionIdMarker?: string } | undefined = {};
  while (marker !== undefined) {
    const page: ListObjectVersionsCommandOutput = await client.send(
      new ListObjectVersionsCommand({ Bucket: bucket, Prefix: prefix, ...marker }),
    );
    for (const v of page.Versions ?? []) found.push(`version ${v.Key} ${v.VersionId}`);
    for (const m of page.DeleteMarkers ?? []) found.push(`delete marker ${m.Key} ${m.VersionId}`);
    const { NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = page;
    marker =
      page.IsTruncated === true && KeyMarker !== undefined
        ? { KeyMarker, ...(VersionIdMarker === undefined ? {} : { VersionIdMarker }) }
        : undefined;
  }
  const uploads = await client.send(new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: prefix }));
  for (const upload of uploads.Uploads ?? []) found.push(`upload ${upload.Key} ${upload.UploadId}`);
  return found;
}

/** Compares two listings of the same prefixes. */
export function compareListings(before: readonly string[], after: readonly string[]): Residue {
  const added = after.filter((name) => !before.includes(name));
  const removed = before.filter((name) => !after.includes(name));
  return { added, removed, compared: before.length, passed: added.length === 0 && removed.length === 0 };
}
