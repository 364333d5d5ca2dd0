// What the rules share. A "place" is a node of the contract with its location: { node, location }.

const pointerOfSchema = /^#\/components\/schemas\/([^/]+)$/;
const extension = /^x-/;

export const camelCase = /^[a-z][a-z0-9]*(?:[A-Z][a-z0-9]*)*$/;
export const pascalCase = /^[A-Z][A-Za-z0-9]*$/;

/** Name of the schema at a location, or undefined when it is written inline. */
export const nameOfSchema = (location) => location && pointerOfSchema.exec(location.pointer)?.[1];

/** The C# name that the templates make from a wire name. */
export const toPascalCase = (wireName) =>
  wireName.split(/[^A-Za-z0-9]+/).filter(Boolean).map((word) => word[0].toUpperCase() + word.slice(1)).join('');

/** Enums compare their values like this: case, space, hyphen and underscore do not matter. */
export const normalise = (value) => String(value).replace(/[\s_-]/g, '').toLowerCase();

export const isEmpty = (text) => typeof text !== 'string' || text.trim() === '';

export const extensionsOf = (node) => Object.keys(node ?? {}).filter((key) => extension.test(key));

/** Follows a $ref, if the place is one. A reference that leads nowhere gives undefined: Redocly reports it by itself. */
export function follow(ctx, place) {
  let { node, location } = place;
  for (let hops = 0; node?.$ref; hops++) {
    const target = ctx.resolve(node, location.source.absoluteRef);
    if (target.node === undefined || !target.location || hops > 20) return undefined;
    ({ node, location } = target);
  }
  return node && { node, location };
}

export const child = (place, ...keys) => ({
  node: keys.reduce((node, key) => node?.[key], place.node),
  location: place.location.child(keys),
});

/** The properties of an object schema with those it takes from allOf, as [wire name, place] pairs; references are not followed. */
export function propertiesOf(ctx, place, seen = new Set()) {
  const schema = follow(ctx, place);
  if (!schema || seen.has(schema.node)) return [];
  seen.add(schema.node);
  const own = Object.keys(schema.node.properties ?? {}).map((name) => [name, child(schema, 'properties', name)]);
  const inherited = (schema.node.allOf ?? []).flatMap((_, i) => propertiesOf(ctx, child(schema, 'allOf', i), seen));
  return [...inherited, ...own];
}

export const isObject = (schema) => Boolean(schema.properties || schema.allOf);

export const isMap = (schema) => schema.additionalProperties !== undefined && schema.additionalProperties !== false;

export const locationOfKey = (location, ...keys) => location.child(keys).key();

/** The JSON schema of a media type or body, as a place. */
export const jsonSchemaOf = (place) => child(place, 'content', 'application/json', 'schema');

/** The answer of an operation that succeeded, as a place: the first of its 2xx responses that has a body. */
export function successSchemaOf(ctx, operation) {
  for (const status of Object.keys(operation.node.responses ?? {}).filter((s) => /^2/.test(s))) {
    const response = follow(ctx, child(operation, 'responses', status));
    const schema = response && jsonSchemaOf(response);
    if (schema?.node) return schema;
  }
  return undefined;
}

/** The parameters of an operation, references followed. */
export const parametersOf = (ctx, operation) =>
  (operation.node.parameters ?? []).map((_, i) => follow(ctx, child(operation, 'parameters', i))).filter(Boolean);
