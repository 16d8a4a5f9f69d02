import type { DrawnResource } from '../../../tools/pictures/stack-graph';
import { CROSSING, ZONE_COLOURS } from '../../../tools/pictures/stack-graph';
import { stackSvg } from '../../../tools/pictures/stack-svg';

/** Graphviz writes hyphens as references. */
const draw = async (resources: readonly DrawnResource[]): Promise<string> =>
  (await stackSvg('eu-west-1', resources)).replaceAll('&#45;', '-');

const urn = (type: string, name: string): string => `urn:pulumi:t::p::${type}::${name}`;
const COMPONENT = 'gl-artifacts:s3:ArtifactBucket';
const EDGE = 'gl-artifacts:s3:BucketReplication';

const component = (type: string, name: string): DrawnResource => ({
  urn: urn(type, name),
  type,
  name,
  custom: false,
  parent: '',
  inputs: {},
});

const child = (type: string, name: string, parent: DrawnResource, inputs: Record<string, unknown>): DrawnResource => ({
  urn: urn(type, name),
  type,
  name,
  custom: true,
  parent: parent.urn,
  inputs,
});

function bucket(name: string, region: string): DrawnResource[] {
  const owner = component(COMPONENT, name);
  return [
    owner,
    child('aws:s3/bucket:Bucket', name, owner, { bucket: `gl-${name}`, region }),
    child('aws:s3/bucketPolicy:BucketPolicy', `${name}-policy`, owner, { bucket: `gl-${name}`, region }),
    child('aws:s3/bucketVersioning:BucketVersioning', `${name}-versions`, owner, { bucket: `gl-${name}`, region }),
  ];
}

function copy(from: string, to: string, region: string): DrawnResource[] {
  const owner = component(EDGE, `${from}-to-${to}`);
  const rules = [{ destination: { bucket: `arn:aws:s3:::gl-${to}` } }];
  return [
    owner,
    child('aws:iam/role:Role', `${from}-to-${to}-role`, owner, {}),
    child('aws:s3/bucketReplicationConfig:BucketReplicationConfig', `${from}-to-${to}-config`, owner, {
      bucket: `gl-${from}`,
      region,
      rules,
    }),
  ];
}

/** The elements of a class, as text. */
const groups = (svg: string, className: string): string[] =>
  [...svg.matchAll(/<g id="[^"]*" class="([^"]*)">[\s\S]*?<\/g>/g)]
    .filter(([, classes]) => classes!.split(' ').includes(className))
    .map(([text]) => text);

const PAIR = [...bucket('home', 'eu-west-1'), ...bucket('replica', 'eu-central-1')];

test('draws every component once, with what it consists of', async () => {
  const svg = await draw(PAIR);
  const boxes = groups(svg, 'component');
  expect(boxes).toHaveLength(2);
  for (const name of ['home', 'replica'])
    expect(boxes.filter((box) => box.includes(`>${name}<`) && box.includes(`>gl-${name}<`))).toHaveLength(1);
  expect(boxes[0]).toContain('>2 × bucket setting<');
});

test('puts components into their region, and says its residency zone', async () => {
  const svg = await draw(PAIR);
  expect(svg).toContain('>eu-west-1 · residency zone eu<');
  expect(svg).toContain('>eu-central-1 · residency zone eu<');
});

test('draws a replication as an arrow in the colour of its zone, and not as a box', async () => {
  const svg = await draw([
    ...PAIR,
    ...copy('home', 'replica', 'eu-west-1'),
    ...copy('replica', 'home', 'eu-central-1'),
  ]);
  const arrows = groups(svg, 'replication');
  expect(arrows).toHaveLength(2);
  for (const arrow of arrows) {
    expect(arrow).toContain(ZONE_COLOURS.eu);
    expect(arrow).toContain('stays in eu');
  }
  expect(groups(svg, 'component')).toHaveLength(2);
});

test('draws a replication that leaves its zone in a colour of its own, and says so', async () => {
  const resources = [
    ...bucket('home', 'eu-west-1'),
    ...bucket('abroad', 'us-east-1'),
    ...copy('home', 'abroad', 'eu-west-1'),
  ];
  const [arrow, ...more] = groups(await draw(resources), 'crossing');
  expect(more).toEqual([]);
  expect(arrow).toContain(CROSSING);
  expect(arrow).toContain('leaves eu');
});

test('shows the bucket of another stack that is copied to, and does not take its zone for granted', async () => {
  const svg = await draw([...bucket('home', 'eu-west-1'), ...copy('home', 'unseen', 'eu-west-1')]);
  expect(svg).toContain('not of this stack');
  expect(groups(svg, 'crossing')).toHaveLength(1);
});

test('stands by itself: a namespace, a description for those who cannot see it, and nothing from elsewhere', async () => {
  const svg = await draw(PAIR);
  expect(svg).toMatch(/^<svg role="img" aria-label="[^"]+" [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  expect(svg).toContain('<desc>');
  expect(svg).not.toMatch(/(?:href|src)="(?!#)/);
});
