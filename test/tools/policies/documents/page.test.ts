import { CATALOG } from '../../../../policies/catalog';
import { pageOf } from '../../../../tools/policies/documents/page';

const EVIL = `</script><script>alert(1)</script><!--<img src=x onerror=alert(1)>&\u2028`;
const exemption = {
  policy: 's3-public-access-block',
  urn: `urn:pulumi:eu::p::aws:s3/bucket:Bucket::${EVIL}`,
  owner: 'platform@example.com',
  reason: EVIL,
  ticket: 'PLAT-1201',
  expires: '2027-01-31',
};
const dataOf = (page: string) =>
  JSON.parse(/<script type="application\/json" id="data">([^]*?)<\/script>/.exec(page)![1]!);

describe('the page', () => {
  test('has all of its data in one element, which no text of it can end', () => {
    const controls = [{ ...CATALOG[0]!, title: EVIL }, ...CATALOG.slice(1)];
    const page = pageOf(controls, [exemption]);
    expect(page).not.toContain(EVIL);
    expect(page.match(/<\/?script/g)).toHaveLength(4);
    const data = dataOf(page) as { controls: { title: string }[]; exemptions: unknown; stack?: unknown };
    expect(data.controls.map(({ title }) => title)).toEqual(controls.map(({ title }) => title));
    expect(data.exemptions).toEqual([exemption]);
    expect(data.stack).toBeUndefined();
  });

  test('fetches nothing, and takes no text of its data for markup', () => {
    const page = pageOf(CATALOG, []);
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"`);
    const markup = page.replace(/<script type="application\/json"[^]*?<\/script>/, '');
    expect(markup).not.toMatch(/\ssrc=|<link|@import|url\(|innerHTML|insertAdjacentHTML|fetch\(|document\.write/);
  });

  test('says of a stack what was found and what was looked at, without what an input holds', () => {
    const finding = {
      control: 's3-bucket-tls-required',
      policy: 's3-bucket-tls-required',
      urn: 'urn:pulumi:eu::p::aws:s3/bucket:Bucket::home',
      verdict: 'fail' as const,
      level: 'mandatory' as const,
      message: 'No Deny',
    };
    const coverage = { controls: [], withoutControl: [{ type: 'aws:ec2/vpc:Vpc', urns: ['urn'] }] };
    const weight = { inForce: 'mandatory', judgedLater: false } as const;
    const found = [{ ...finding, ...weight, property: 'policy.Statement[0]', excerpt: '{"Sid": "internal"}' }];
    const page = pageOf(CATALOG, [], { stack: 'eu', exitCode: 1, problems: [], coverage, findings: found });
    expect(dataOf(page).stack).toEqual({ stack: 'eu', exitCode: 1, problems: [], coverage, findings: [finding] });
    const open = [{ ...found[0]!, verdict: 'unverifiable' as const, level: 'advisory' as const, judgedLater: true }];
    const later = pageOf(CATALOG, [], { stack: 'eu', exitCode: 2, problems: [], coverage, findings: open });
    expect(dataOf(later).stack.findings).toEqual([expect.objectContaining({ level: 'mandatory' })]);
  });
});
