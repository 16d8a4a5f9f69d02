import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { ArtifactDocumentSchema, stepId } from '../../../runtime/artifacts/document';
import example from '../../fixtures/adr-004-artifact.json';

const ajv = new Ajv2020({ strict: true });
addFormats(ajv);
const validate = ajv.compile(ArtifactDocumentSchema);

describe('artifact metadata document', () => {
  test('has a schema that the example of the decision record validates against', () => {
    expect(validate(example) || validate.errors).toBe(true);
  });

  test.each([
    'artifact_id',
    'uri',
    'sha256',
    'size_bytes',
    'media_type',
    'created_at',
    'producer',
    'lineage',
    'retention',
  ])('is invalid without %s', (field) => {
    const rest = Object.fromEntries(Object.entries(example).filter(([name]) => name !== field));
    expect(validate(rest)).toBe(false);
  });

  test('names an attempt as the decision record does', () => {
    expect(stepId('ingest', 1)).toBe(example.producer.step_id);
    expect(stepId('ingest', 1234)).toBe('stp_ingest_1234');
  });
});
