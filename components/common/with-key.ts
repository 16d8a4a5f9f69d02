import * as pulumi from '@pulumi/pulumi';
import type { Encryption } from '../documents/encryption';

/**
 * Renders what names the key of an encryption. Without a key, or with one whose ARN is plain, the rendered is plain too,
 * so that it can be judged at preview; a key that is not there yet makes it an output.
 */
export function withKey<T>(
  encryption: Encryption<pulumi.Input<string>>,
  render: (encryption: Encryption) => T,
): T | pulumi.Output<T> {
  if (encryption.mode === 'sse-s3') return render(encryption);
  const { mode, kmsKeyArn } = encryption;
  if (typeof kmsKeyArn === 'string') return render({ mode, kmsKeyArn });
  return pulumi.output(kmsKeyArn).apply<T>((known) => render({ mode, kmsKeyArn: known }));
}
