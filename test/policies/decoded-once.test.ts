import {
  AnalyzerProviderResource,
  AnalyzerResource,
  AnalyzeRequest,
  AnalyzeStackRequest,
} from '@pulumi/pulumi/proto/analyzer_pb';
import { Struct } from 'google-protobuf/google/protobuf/struct_pb';
import { readAnalyzeRequest, readAnalyzeStackRequest } from '../../policies/decoded-once';

const PROPERTIES = { bucket: 'gl-home', tags: { owner: 'platform' } };
const provider = (): AnalyzerProviderResource =>
  new AnalyzerProviderResource().setProperties(Struct.fromJavaScript({ region: 'eu-west-1' }));

describe('a request', () => {
  /** A test that counts how often structs are decoded, without those inside others. */
  const counting = (body: (decoded: (ask: () => unknown) => number) => void) => (): void => {
    const { toJavaScript } = Struct.prototype;
    let count = 0;
    Struct.prototype.toJavaScript = function (this: Struct) {
      if (['bucket', 'region'].some((key) => this.getFieldsMap().has(key))) count += 1;
      return toJavaScript.call(this);
    };
    try {
      body((ask) => {
        count = 0;
        ask();
        return count;
      });
    } finally {
      Struct.prototype.toJavaScript = toJavaScript;
    }
  };

  test(
    'about a resource is decoded once, with its provider',
    counting((decoded) => {
      const message = new AnalyzeRequest().setProperties(Struct.fromJavaScript(PROPERTIES)).setProvider(provider());
      const request = readAnalyzeRequest(message.serializeBinary());
      const ask = () => [
        request.getProperties()?.toJavaScript(),
        request.getProvider()?.getProperties()?.toJavaScript(),
      ];
      expect(decoded(() => expect(ask()).toEqual([PROPERTIES, { region: 'eu-west-1' }]))).toBe(2);
      expect(decoded(ask)).toBe(0);
    }),
  );

  test(
    'about a stack has each of its resources decoded once',
    counting((decoded) => {
      const message = new AnalyzeStackRequest().setResourcesList(
        [1, 2].map(() =>
          new AnalyzerResource().setProperties(Struct.fromJavaScript(PROPERTIES)).setProvider(provider()),
        ),
      );
      const request = readAnalyzeStackRequest(message.serializeBinary());
      const ask = () =>
        request
          .getResourcesList()
          .map((one) => [one.getProperties()?.toJavaScript(), one.getProvider()?.getProperties()?.toJavaScript()]);
      expect(decoded(ask)).toBe(4);
      expect(decoded(ask)).toBe(0);
      expect(ask()[1]).toEqual([PROPERTIES, { region: 'eu-west-1' }]);
    }),
  );

  test('that has no properties has none', () => {
    expect(readAnalyzeRequest(new AnalyzeRequest().setUrn('urn').serializeBinary()).getProperties()).toBeUndefined();
  });
});
