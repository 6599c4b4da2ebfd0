// A schema in the few words a reader needs: TypeScript's notation, limits in place. Reads JSON Schema, so that it says what is really checked.
import * as z from "zod";

type Json = {
  type?: string | string[];
  properties?: Record<string, Json>;
  required?: string[];
  additionalProperties?: Json | boolean;
  propertyNames?: Json;
  items?: Json;
  maxItems?: number;
  minItems?: number;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Json[];
  oneOf?: Json[];
  pattern?: string;
  format?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
};

export const jsonOf = (schema: z.ZodType): Json => z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Json;
export const shapeOf = (schema: z.ZodType): string => shape(jsonOf(schema));

const ID = "^[A-Za-z0-9_-]{1,64}$";
const largest = Number.MAX_SAFE_INTEGER;

export function shape(json: Json): string {
  if (json.const !== undefined) return JSON.stringify(json.const);
  if (json.enum) return json.enum.map((one) => JSON.stringify(one)).join(" | ");
  const choices = json.anyOf ?? json.oneOf;
  if (choices) return [...new Set(choices.map(shape))].join(" | ");
  switch (json.type) {
    case "string":
      if (json.pattern === ID) return "id";
      if (json.format === "date") return "date";
      if (json.format === "uri") return "url";
      if (json.pattern?.includes("[0-5]")) return '"mm:ss"';
      return json.maxLength === undefined ? "string" : `string ≤ ${json.maxLength}`;
    case "integer":
    case "number": {
      const low = json.minimum ?? json.exclusiveMinimum;
      const bounded = low !== undefined && low > -largest;
      const word = json.type === "integer" ? "integer" : "number";
      if (bounded && json.maximum !== undefined && json.maximum < largest) return `${word} ${low}–${json.maximum}`;
      return bounded ? `${word} ≥ ${low}` : word;
    }
    case "boolean":
      return "true | false";
    case "null":
      return "null";
    case "array":
      return `[${shape(json.items ?? {})}]${json.maxItems === undefined ? "" : ` ≤ ${json.maxItems}`}`;
    case "object": {
      const required = new Set(json.required ?? []);
      const fields = Object.entries(json.properties ?? {}).map(
        ([name, field]) => `${name}${required.has(name) ? "" : "?"}: ${shape(field)}`,
      );
      if (fields.length > 0) return `{ ${fields.join(", ")} }`;
      if (typeof json.additionalProperties === "object")
        return `{ [${shape(json.propertyNames ?? { type: "string" })}]: ${shape(json.additionalProperties)} }`;
      return "{}";
    }
    default:
      return "any";
  }
}

/** The members of a union that is told apart by its `type`. */
export function members(schema: z.ZodType): { name: string; fields: string }[] {
  const json = jsonOf(schema);
  return (json.oneOf ?? json.anyOf ?? []).map((member) => {
    const { type, ...fields } = member.properties ?? {};
    return { name: String(type?.const), fields: shape({ ...member, properties: fields }) };
  });
}
