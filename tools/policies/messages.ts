import {
  AnalyzerProviderResource,
  AnalyzeRequest,
  AnalyzerResource,
  AnalyzerResourceOptions,
  AnalyzerPropertyDependencies,
  AnalyzeStackRequest,
} from '@pulumi/pulumi/proto/analyzer_pb';
import { Struct, type JavaScriptValue } from 'google-protobuf/google/protobuf/struct_pb';
import { readAnalyzeRequest, readAnalyzeStackRequest } from '../../policies/decoded-once';
import type { AnalyzedResource } from './types';

const structOf = (value: Record<string, unknown>): Struct =>
  Struct.fromJavaScript(value as Record<string, JavaScriptValue>);

function optionsOf({ options, parent }: AnalyzedResource): AnalyzerResourceOptions {
  const message = new AnalyzerResourceOptions();
  message.setProtect(options.protect);
  message.setIgnorechangesList(options.ignoreChanges);
  message.setAliasesList(options.aliases);
  message.setDeletebeforereplace(options.deleteBeforeReplace);
  message.setDeletebeforereplacedefined(options.deleteBeforeReplace);
  message.setAdditionalsecretoutputsList(options.additionalSecretOutputs);
  message.setParent(parent);
  return message;
}

const PROVIDER = /^(.*)::[^:]*$/;

function providerOf(resource: AnalyzedResource, all: ReadonlyMap<string, AnalyzedResource>) {
  const provider = all.get(PROVIDER.exec(resource.provider)?.[1] ?? '');
  if (provider === undefined) return undefined;
  const message = new AnalyzerProviderResource();
  message.setUrn(provider.urn);
  message.setType(provider.type);
  message.setName(provider.name);
  message.setProperties(structOf(provider.inputs));
  return message;
}

/** What the engine sends before a resource is touched: its inputs. */
export function analyzeRequest(resource: AnalyzedResource, all: ReadonlyMap<string, AnalyzedResource>): AnalyzeRequest {
  const message = new AnalyzeRequest();
  message.setUrn(resource.urn);
  message.setType(resource.type);
  message.setName(resource.name);
  message.setProperties(structOf(resource.inputs));
  message.setOptions(optionsOf(resource));
  message.setProvider(providerOf(resource, all));
  return readAnalyzeRequest(message.serializeBinary());
}

function stackResource(resource: AnalyzedResource, all: ReadonlyMap<string, AnalyzedResource>): AnalyzerResource {
  const message = new AnalyzerResource();
  message.setUrn(resource.urn);
  message.setType(resource.type);
  message.setName(resource.name);
  message.setParent(resource.parent);
  message.setProperties(structOf(resource.outputs));
  message.setOptions(optionsOf(resource));
  message.setProvider(providerOf(resource, all));
  message.setDependenciesList(resource.dependencies);
  for (const [property, urns] of Object.entries(resource.propertyDependencies)) {
    const dependencies = new AnalyzerPropertyDependencies();
    dependencies.setUrnsList(urns);
    message.getPropertydependenciesMap().set(property, dependencies);
  }
  return message;
}

/** What the engine sends after the last resource: all outputs. */
export function analyzeStackRequest(resources: readonly AnalyzedResource[]): AnalyzeStackRequest {
  const all = new Map(resources.map((resource) => [resource.urn, resource]));
  const message = new AnalyzeStackRequest();
  message.setResourcesList(resources.map((resource) => stackResource(resource, all)));
  return readAnalyzeStackRequest(message.serializeBinary());
}
