import { databaseFromEnvironment, EnvironmentError, s3FromEnvironment } from '../../../tools/services/environment';

const SECRET = 'do-not-print-me';

describe('services from the environment', () => {
  test('are none when nothing is named', () => {
    expect(databaseFromEnvironment({})).toBeUndefined();
    expect(s3FromEnvironment({})).toBeUndefined();
  });

  test('are what the variables say', () => {
    const url = 'postgresql://me:p%40ss@db.test:6000/postgres';
    expect(databaseFromEnvironment({ DATABASE_URL: url })).toEqual({
      host: 'db.test',
      port: 6000,
      superuser: { user: 'me', password: 'p@ss' },
    });
    const env = { GL_S3_ENDPOINT: 'https://s3.test', GL_S3_ACCESS_KEY_ID: 'AK', GL_S3_SECRET_ACCESS_KEY: SECRET };
    expect(s3FromEnvironment(env)).toMatchObject({
      tlsUrl: 'https://s3.test',
      admin: { accessKeyId: 'AK', secretAccessKey: SECRET },
    });
  });

  test('that are named by half are refused with every problem, and no secret is printed', () => {
    const env = { GL_S3_ENDPOINT: 'nowhere', GL_S3_SECRET_ACCESS_KEY: SECRET };
    const error = (() => {
      try {
        s3FromEnvironment(env);
      } catch (e) {
        return e as Error;
      }
    })()!;
    expect(error).toBeInstanceOf(EnvironmentError);
    expect(error.message).toMatch(/GL_S3_ENDPOINT.*\n.*GL_S3_ACCESS_KEY_ID/);
    expect(error.message).not.toContain(SECRET);
    expect(() => databaseFromEnvironment({ DATABASE_URL: `mysql://:${SECRET}@x/` })).toThrow(
      /begins with postgresql[^]*names a user/,
    );
  });
});
