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
  let decode: jest.SpyInstance;
  beforeEach(() => {
    decode = jest.spyOn(Struct.prototype, 'toJavaScript');
  });
  afterEach(() => decode.mockRestore());
  /** Structs decoded, without those inside others. */
  const decoded = (ask: () => unknown): number => {
    decode.mockClear();
    ask();
    return decode.mock.contexts.filter(
      (one) => (one as Struct).getFieldsMap().has('bucket') || (one as Struct).getFieldsMap().has('region'),
    ).length;
  };

  test('about a resource is decoded once, with its provider', () => {
    const message = new AnalyzeRequest().setProperties(Struct.fromJavaScript(PROPERTIES)).setProvider(provider());
    const request = readAnalyzeRequest(message.serializeBinary());
    const ask = () => [request.getProperties()?.toJavaScript(), request.getProvider()?.getProperties()?.toJavaScript()];
    expect(decoded(() => expect(ask()).toEqual([PROPERTIES, { region: 'eu-west-1' }]))).toBe(2);
    expect(decoded(ask)).toBe(0);
  });

  test('about a stack has each of its resources decoded once', () => {
    const message = new AnalyzeStackRequest().setResourcesList(
      [1, 2].map(() => new AnalyzerResource().setProperties(Struct.fromJavaScript(PROPERTIES)).setProvider(provider())),
    );
    const request = readAnalyzeStackRequest(message.serializeBinary());
    const ask = () =>
      request
        .getResourcesList()
        .map((one) => [one.getProperties()?.toJavaScript(), one.getProvider()?.getProperties()?.toJavaScript()]);
    expect(decoded(ask)).toBe(4);
    expect(decoded(ask)).toBe(0);
    expect(ask()[1]).toEqual([PROPERTIES, { region: 'eu-west-1' }]);
  });

  test('that has no properties has none', () => {
    expect(readAnalyzeRequest(new AnalyzeRequest().setUrn('urn').serializeBinary()).getProperties()).toBeUndefined();
  });
});
