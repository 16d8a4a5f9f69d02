import { bucketArnOf } from '../bucket-arn';
import type { StackResource } from '../control';
import { BUCKET_POLICY, isPartlyUnknown } from '../document/parse';
import { truth, type Truth } from '../document/truth';
import { denialOf, documentOf } from '../documents';
import { lockMode } from '../reading/lock';
import { asText, read } from '../reading/read';
import { says } from '../reading/truths';
import type { Graph } from './graph';
import { LOCK, POLICY, settingOf, settingsOf, type Places, type Setting } from './settings';

const OBJECT_ACTIONS = ['s3:DeleteObject', 's3:DeleteObjectVersion'];

/** What is so of a setting; unknown only where one was given: what the provider computes, nobody wrote. */
function ofSetting(graph: Graph, bucket: StackResource, places: Places, judge: (setting: Setting) => Truth): Truth {
  const setting = settingOf(graph, bucket, places);
  if (setting.state === 'known') return judge(setting.value);
  const found = settingsOf(graph, places).ofBucket.get(bucket.urn) ?? [];
  const given = found.some((one) => (one.kind === 'setting' ? !one.computed : !one.final));
  return given ? 'unknown' : 'no';
}

function letsNobodyDelete(graph: Graph, bucket: StackResource, { props }: Setting): Truth {
  const parsed = documentOf(read(props, 'policy'), BUCKET_POLICY);
  const name = asText(graph.nameOf(bucket));
  if (parsed.state === 'malformed') return 'no';
  if (parsed.state === 'unknown' || name.state !== 'known') return 'unknown';
  const { document } = parsed;
  const bucketArn = bucketArnOf(name.value, document);
  const { verdict } = denialOf(document, {
    bucketArn,
    objectActions: OBJECT_ACTIONS,
    everyAction: false,
    context: {},
  });
  if (verdict === 'unverifiable') return isPartlyUnknown(document) ? 'unknown' : 'no';
  return truth.of(verdict === 'denied');
}

/** Whether a bucket is locked in COMPLIANCE mode, and its policy lets nobody delete. */
export const isVault = (graph: Graph, bucket: StackResource): Truth =>
  truth.every(
    [
      () => ofSetting(graph, bucket, LOCK, (lock) => says(lockMode(lock), (mode) => mode === 'COMPLIANCE')),
      () => ofSetting(graph, bucket, POLICY, (policy) => letsNobodyDelete(graph, bucket, policy)),
    ],
    (part) => part(),
  );
