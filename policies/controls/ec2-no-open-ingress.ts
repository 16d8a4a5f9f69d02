import type { Configuration } from '../configuration';
import { notKnownYet, PASS, type Control, type Outcome } from '../control';
import { inCidr } from '../document/address';
import { SECURITY_GROUP, SECURITY_GROUP_INGRESS, SECURITY_GROUP_RULE } from '../graph/tokens';
import { cis, fsbp, nist, pci, securityHub } from '../mappings';
import { fail, unless, worstOf, type Exception } from '../outcomes';
import { read, readList, type Reading } from '../reading/read';

interface IngressConfig {
  publicPorts: number[];
}

const configuration: Configuration<IngressConfig> = {
  properties: {
    publicPorts: {
      type: 'array',
      items: { type: 'integer' },
      description: 'Ports that the internet may reach; a rule of TCP or UDP may open one of them and no range.',
    },
  },
  defaults: { publicPorts: [] },
  check: ({ publicPorts }) =>
    publicPorts.every((port) => port >= 1 && port <= 65_535) ? [] : ['publicPorts has what is no port'],
};

/** Networks that the internet does not reach, as far as they are wider than one that may be. Source: RFC 1918, RFC 6598, RFC 4193 */
const PRIVATE = [
  { network: '10.0.0.0/8', length: 8 },
  { network: '172.16.0.0/12', length: 12 },
  { network: '100.64.0.0/10', length: 10 },
  { network: 'fc00::/7', length: 7 },
];
/** The widest range elsewhere that may still be of somebody one knows; of IPv6 it is what a provider gets. */
const [WIDEST_V4, WIDEST_V6] = [16, 32];
const LENGTH = /^([0-9a-f.:]+)\/(\d{1,3})$/i;

function isOpen(range: unknown): boolean {
  const cidr = LENGTH.exec(String(range).trim());
  if (cidr === null) return false;
  const [base, length] = [cidr[1]!, Number(cidr[2])];
  const within = PRIVATE.some((one) => length >= one.length && inCidr(base, one.network));
  return !within && length < (base.includes(':') ? WIDEST_V6 : WIDEST_V4);
}

type Path = readonly (string | number)[];

const RANGES = ['cidrBlocks', 'ipv6CidrBlocks', 'cidrIpv4', 'cidrIpv6'];

/**
 * TCP and UDP by name and number. A range of ports says nothing of other protocols: it is types of ICMP, or is ignored.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
 */
const WITH_PORTS = ['tcp', '6', 'udp', '17'];

function judgePorts(rule: unknown, ports: readonly number[], path: Path): Outcome {
  const [from, to] = [read(rule, 'fromPort'), read(rule, 'toPort')];
  const protocol = ['protocol', 'ipProtocol'].map((name) => read(rule, name)).find(({ state }) => state !== 'absent');
  const open = fail('It lets in the internet', path);
  if (ports.length === 0 || protocol === undefined) return open;
  if (protocol.state === 'known' && !WITH_PORTS.includes(String(protocol.value).toLowerCase())) return open;
  if (from.state === 'unknown' || to.state === 'unknown') return notKnownYet('the ports', { property: path });
  const one = from.state === 'known' && to.state === 'known' && from.value === to.value;
  if (!one || !ports.includes(from.value as number)) return open;
  return protocol.state === 'unknown' ? notKnownYet('the protocol', { property: path }) : PASS;
}

function judgeRule(rule: Reading, { publicPorts }: IngressConfig, path: Path): Outcome {
  if (rule.state === 'unknown') return notKnownYet(path.join('.'), { property: path });
  return worstOf(
    RANGES.map((name): Outcome => {
      const list = readList(rule.value, name);
      const at = [...path, name];
      const items = list.state === 'known' ? list.value : [list];
      if (items.some((item) => item.state === 'known' && isOpen(item.value)))
        return judgePorts(rule.value, publicPorts, at);
      return items.some(({ state }) => state === 'unknown') ? notKnownYet(at.join('.'), { property: at }) : PASS;
    }),
  );
}

const EGRESS: Exception = { property: 'type', holds: (type) => type === 'egress', because: 'it lets out' };

/** Every rule that lets in is judged where it stands: in its group, or as a resource of its own. */
export const ec2NoOpenIngress: Control<IngressConfig> = {
  id: 'ec2-no-open-ingress',
  title: 'No security group lets the internet in',
  intent: 'What stands behind a group that is open is found by scanners within minutes, and needs one weakness.',
  severity: 'high',
  level: 'mandatory',
  mappings: [
    ...fsbp('partial', 'EC2.18', 'EC2.19'),
    ...securityHub('partial', 'EC2.53', 'EC2.54'),
    ...cis('partial', '5.3', '5.4'),
    ...nist('exact', 'AC-4', 'SC-7'),
    ...pci('exact', '1.3.1'),
  ],
  remediation: ['let in the security groups of the clients, or the ranges of your own networks.'],
  notApplicable: [
    'Rules that let out.',
    'Prefix lists are not looked into: the ranges are kept by AWS, or by a list that may as well be for what lets out.',
  ],
  falsePositives: [
    'A port that is meant for the internet: name it in publicPorts of this policy.',
    'A range of the internet that is wider than /16, or /32 of IPv6, and all of one owner: name its parts.',
  ],
  configuration,
  tokens: [...SECURITY_GROUP, ...SECURITY_GROUP_RULE, ...SECURITY_GROUP_INGRESS],
  content: ({ type, props }, config): Outcome => {
    if (SECURITY_GROUP.includes(type)) {
      const list = readList(props, 'ingress');
      if (list.state === 'unknown') return notKnownYet('ingress', { property: ['ingress'] });
      const rules = list.state === 'known' ? list.value : [];
      return worstOf(rules.map((rule, index) => judgeRule(rule, config, ['ingress', index])));
    }
    return unless(props, [EGRESS], judgeRule({ state: 'known', value: props }, config, []));
  },
};
