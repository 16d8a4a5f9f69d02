import { accountLike, arnsLike } from '../../policies/arns-like';

const [OWN, NOBODY] = ['111122223333', 'no-ones-acct'];

test.each([
  ['*', NOBODY],
  ['????????????', NOBODY],
  ['no-*', NOBODY],
  ['1*', '1xxxxxxxxxxx'],
  ['*3', 'xxxxxxxxxxx3'],
  ['1*2*3', '1xxxxxxxxx23'],
  ['11112222333?', '11112222333x'],
  ['1111*222?', '1111xxxx222x'],
  ['1111222233?4*', '1111222233x4'],
  [OWN, undefined],
  [`${OWN}*`, undefined],
  [`*${OWN}`, undefined],
  [`${OWN}0*`, undefined],
  ['1?', undefined],
])('somebody has an account that %s means: %s', (pattern, account) => {
  expect(accountLike(pattern, NOBODY)).toBe(account);
});

const MIDDLES = [`:${NOBODY}`, `eu-west-1:${NOBODY}`, `${NOBODY}:role`, `${NOBODY}:`];

test.each([
  ['*', ['x']],
  ['vpc-?*', ['vpc-xx']],
  ['*:role/deploy', ['x:role/deploy']],
  [`*::${OWN}:user/*`, [`x::${NOBODY}:user/x`]],
  ['arn:aws:iam::*:role/deploy', [`arn:aws:iam::${NOBODY}:role/deploy`]],
  ['arn:aws:sns:*:*:gl', [`arn:aws:sns:x:${NOBODY}:gl`]],
  [`arn:aws:sns:*:${OWN}:gl-?`, [`arn:aws:sns:x:${NOBODY}:gl-x`]],
  ['arn:aws:iam::1*:role/a', ['arn:aws:iam::1xxxxxxxxxxx:role/a']],
  [`arn:aws:iam::${OWN}*:role/a`, []],
  ['arn:aws:iam::${aws:PrincipalAccount}:role/a', [`arn:aws:iam::${NOBODY}:role/a`]],
  ['arn:aws:sns:*:${ aws:sourceaccount }:gl', [`arn:aws:sns:x:${NOBODY}:gl`]],
  [`arn:aws:iam::*:role/a-${OWN}`, [`arn:aws:iam::${NOBODY}:role/a-${OWN}`]],
  ['arn:aws:s3:::*', ['arn:aws:s3:::x']],
  ['arn:aws:s3:::gl-*', ['arn:aws:s3:::gl-x']],
  ['arn:aws:s3:::gl', []],
  ['arn:aws:s3:*:*:gl', []],
  ['arn:*:s3:::gl', []],
  ['arn:aws:s3:*:*:gl/*', [`arn:aws:s3:x:${NOBODY}:gl/x`]],
  ['arn:aws:s3:*:*:accesspoint/gl', [`arn:aws:s3:x:${NOBODY}:accesspoint/gl`]],
  ['arn:aws:sns:*:gl', MIDDLES.map((middle) => `arn:aws:sns:${middle}:gl`)],
  ['arn:aws:iam::*/deploy', MIDDLES.map((middle) => `arn:aws:iam::${middle}/deploy`)],
  ['arn:aws:iam:*:role/?', MIDDLES.map((middle) => `arn:aws:iam:${middle}:role/x`)],
  ['arn:aws:iam::*role/deploy', MIDDLES.map((middle) => `arn:aws:iam::${middle}role/deploy`)],
  ['arn:*', MIDDLES.map((middle) => `arn:${middle}`)],
  ['arn:aws:sns:gl', ['arn:aws:sns:gl']],
])('somebody has an ARN that %s means: %j', (pattern, arns) => {
  expect(arnsLike(pattern, NOBODY)).toEqual(arns);
});
