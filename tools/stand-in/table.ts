import table from './resource-inputs.json';

/** What one input does. */
export interface InputRule {
  required?: true;
  /** The provider gives it a value when it is left out; at preview that value is unknown. */
  computed?: true;
  secret?: true;
  /** The provider's own value for an input that is left out. */
  default?: string | number | boolean;
  /** Whether a change replaces the resource; left out means never. Sometimes: only the provider can tell. */
  replaces?: 'always' | 'sometimes';
}

/** What a provider knows of one resource type. */
export interface TypeRule {
  inputs: Record<string, InputRule>;
  /** Outputs that are no inputs. */
  outputs: string[];
  secretOutputs?: string[];
  /** Inputs of the SDK that the provider's sources did not have when the table was made. */
  unjudged?: string[];
}

const rules = table.resources as unknown as Record<string, TypeRule>;

/** The rule of a type token, or undefined for a type that the table does not have. */
export const ruleOf = (token: string): TypeRule | undefined => (Object.hasOwn(rules, token) ? rules[token] : undefined);
