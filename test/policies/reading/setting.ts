import type { Setting } from '../../../policies/graph/settings';
import { unknownCheckingProxy } from '../unknown';

/** A setting as the SDK hands it to a policy: a property of a bucket, or a resource of its own. */
export const settingOf = (form: Setting['form'], props: object, path: string[] = []): Setting => ({
  form,
  props: unknownCheckingProxy(props) as Setting['props'],
  path,
  bucketName: { state: 'absent' },
});
export const known = (value: unknown) => ({ state: 'known', value });
export const unknown = (path: string) => ({ state: 'unknown', path });
export const ABSENT = { state: 'absent' };
