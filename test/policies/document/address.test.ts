import { inCidr } from '../../../policies/document/address';

describe('a range of addresses', () => {
  test.each([
    ['10.0.0.1', '10.0.0.1', true],
    ['::1', '0:0:0:0:0:0:0:1', true],
    ['::', '0:0:0:0:0:0:0:0', true],
    ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8', true],
    ['1:2:3::8', '1:2:3:0:0:0:0:8/128', true],
    ['2001:db8::', '2001:db8:0:0:0:0:0:0', true],
    ['1:2:3:4:5:6:7', '::/0', false],
    ['1:2:3:4:5:6:7:8:9', '::/0', false],
    ['1:2:3:4::5:6:7:8', '::/0', false],
    ['1::2::3', '::/0', false],
    ['1::g', '::/0', false],
    ['1::00000', '::/0', false],
    ['10.0.0.256', '0.0.0.0/0', false],
    ['10.0.0', '0.0.0.0/0', false],
    ['nothing', 'nothing', false],
    ['10.0.0.1', '10.0.0.0/33', false],
    ['10.0.0.1', '10.0.0.1/', false],
    ['10.0.0.1', '10.0.0.1/1e1', false],
    ['10.0.0.1', '10.0.0.1/32/1', false],
    ['10.0.0.1', '', false],
  ])('has %s in %s: %s', (address, range, expected) => {
    expect(inCidr(address, range)).toBe(expected);
  });
});
