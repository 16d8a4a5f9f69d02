import { PolicyPack } from '@pulumi/policy';
import { CATALOG } from './catalog';
import { readRequestsOnce } from './decoded-once';
import { EXEMPTIONS_FILE, readExemptions } from './exemptions/read';
import { policiesOf } from './pack';

readRequestsOnce();
new PolicyPack('gl-baseline', {
  displayName: 'Artifact store baseline',
  description: 'Refuses a baseline weaker than ADR-004 on S3.',
  enforcementLevel: 'mandatory',
  policies: policiesOf(CATALOG, {
    exemptions: readExemptions(process.env['GL_ARTIFACTS_EXEMPTIONS'] ?? EXEMPTIONS_FILE),
  }),
});
