import {
  child, extensionsOf, follow, isEmpty, isMap, isObject, locationOfKey, nameOfSchema, pascalCase, propertiesOf, toPascalCase,
} from './shared.mjs';

const onSchema = (check) => () => ({
  Schema(node, ctx) {
    check({ node, location: ctx.location }, ctx);
  },
});

/** The part of a named schema that stands in its allOf beside a reference: the one inline object that is allowed. */
const isPartOfNamed = (location) => /^#\/components\/schemas\/[^/]+\/allOf\/\d+$/.test(location.pointer);

const isWritten = (place) => nameOfSchema(place.location) || isPartOfNamed(place.location);

export const isDescribed = onSchema((schema, ctx) => {
  const name = nameOfSchema(schema.location);
  if (name && isEmpty(schema.node.description)) {
    ctx.report({ message: `Schema '${name}' needs a description.`, location: schema.location.key() });
  }
  for (const [property, value] of Object.entries(schema.node.properties ?? {})) {
    if (isEmpty(value?.description)) {
      ctx.report({
        message: `Property '${property}' needs a description: what it is, its unit, what absent means (beside the $ref, if it is one).`,
        location: locationOfKey(schema.location, 'properties', property),
      });
    }
  }
});

export const isNamed = onSchema((schema, ctx) => {
  const name = nameOfSchema(schema.location);
  if (name && !pascalCase.test(name)) {
    ctx.report({ message: `Schema '${name}' must be PascalCase: it becomes a C# type.`, location: schema.location.key() });
  }
  if (isWritten(schema)) return;
  if (schema.node.enum) {
    ctx.report({ message: 'An enum needs a name: move it to components/schemas and refer to it.', location: schema.location.child('enum').key() });
  } else if (isObject(schema.node)) {
    ctx.report({ message: 'An object needs a name: move it to components/schemas and refer to it.', location: schema.location });
  }
});

/** Two files that define one name: the bundler would rename the second to Name-2. */
export const isDefinedOnce = () => {
  const owners = new Map();
  return {
    Schema(_, ctx) {
      const name = nameOfSchema(ctx.location);
      if (!name) return;
      const file = ctx.location.source.absoluteRef;
      const owner = owners.get(name) ?? file;
      owners.set(name, owner);
      if (owner !== file) {
        ctx.report({ message: `Schema '${name}' is defined in ${owner} too: keep it in the section that owns it and refer to it.`, location: ctx.location.key() });
      }
    },
  };
};

const unsupported = {
  oneOf: 'Name one schema with the properties of all, or leave the value free-form (no type).',
  anyOf: 'Name one schema with the properties of all, or leave the value free-form (no type).',
  not: 'Say it in the description.',
  nullable: 'Remove it: what is not required may be null.',
};

export const hasSupportedShape = onSchema((schema, ctx) => {
  const { node, location } = schema;
  for (const [key, advice] of Object.entries(unsupported)) {
    if (node[key] !== undefined) ctx.report({ message: `'${key}' is not used in this contract. ${advice}`, location: location.child(key).key() });
  }
  if (node.allOf && !(nameOfSchema(location)?.endsWith('Page') && /\/PageEnvelope$/.test(node.allOf[0]?.$ref ?? ''))) {
    ctx.report({ message: "'allOf' is for pages only (PageEnvelope first): write the properties out.", location: location.child('allOf').key() });
  }
  const inner = (key) => typeof node[key] === 'object' && node[key] !== null && follow(ctx, child(schema, key));
  const values = inner('additionalProperties');
  if (values && (values.node.enum || isMap(values.node) || values.node.items)) {
    const what = values.node.enum ? 'an enum' : values.node.items ? 'a list' : 'a map';
    ctx.report({
      message: `The values of a map are models or primitives, not ${what}: make it free-form (no type) or use a string.`,
      location: location.child('additionalProperties'),
    });
  }
  const items = inner('items');
  if (items && (items.node.items || isMap(items.node))) {
    ctx.report({
      message: `The items of a list are models, enums or primitives, not ${items.node.items ? 'lists' : 'maps'}: make them free-form (items: {}).`,
      location: location.child('items'),
    });
  }
});

const formats = { integer: ['int32', 'int64'], number: ['double'], string: [undefined, 'date-time'], boolean: [undefined] };

export const hasKnownFormat = onSchema(({ node, location }, ctx) => {
  const allowed = formats[node.type];
  if (!allowed || allowed.includes(node.format)) return;
  const advice = {
    integer: 'format int64 for money and ids, int32 for counts, pages and days',
    number: 'format double',
    string: 'no format, or date-time',
    boolean: 'no format',
  }[node.type];
  ctx.report({
    message: `type: ${node.type} wants ${advice}${node.format ? `, not '${node.format}'` : ''}.`,
    location: location.child(node.format ? 'format' : 'type'),
  });
});

/** Members that the templates or .NET give every model. */
const taken = ['Extra', 'Read', 'ReadProperty', 'WriteProperties', 'FirstMissing', 'Equals', 'GetHashCode', 'GetType', 'ToString', 'MemberwiseClone', 'Finalize'];

export const namesProperties = onSchema((schema, ctx) => {
  const className = nameOfSchema(schema.location);
  if (!className) return;
  const names = new Map();
  for (const [wireName, { node, location }] of propertiesOf(ctx, schema)) {
    const given = node?.['x-originalName'];
    const name = given ?? toPascalCase(wireName);
    const report = (message) => ctx.report({ message, location: given === undefined ? location.key() : location.child('x-originalName') });
    if (given !== undefined && !pascalCase.test(given)) report(`x-originalName '${given}' of a property must be PascalCase.`);
    else if (given === undefined && !/^[A-Za-z]\w*$/.test(wireName)) report(`Property '${wireName}' needs x-originalName, its C# name in PascalCase.`);
    else if (name === className) report(`Property '${wireName}' would be named like its class ${className}: give it an x-originalName.`);
    else if (taken.includes(name)) report(`Property '${wireName}' would hide the member ${name} that every model has: give it another x-originalName.`);
    else if (names.has(name)) report(`'${names.get(name)}' and '${wireName}' are both ${name} in C#: use x-aliases, or an x-originalName.`);
    names.set(name, wireName);
  }
});

export const hasUsefulAliases = onSchema((schema, ctx) => {
  if (!isWritten(schema)) return;
  const taken = new Set(propertiesOf(ctx, schema).map(([name]) => name));
  for (const [property, value] of Object.entries(schema.node.properties ?? {})) {
    const aliases = value?.['x-aliases'];
    if (aliases === undefined) continue;
    const location = schema.location.child(['properties', property, 'x-aliases']);
    if (!Array.isArray(aliases) || aliases.some(isEmpty)) {
      ctx.report({ message: 'x-aliases is a list of other wire names, such as [isConnected].', location });
      continue;
    }
    for (const [i, alias] of aliases.entries()) {
      if (taken.has(alias)) ctx.report({ message: `Alias '${alias}' of '${property}' is a name or alias of this schema already.`, location: location.child(i) });
      taken.add(alias);
    }
  }
});

/** Which extensions stand where. A property is a schema, also when it is a $ref. */
const known = {
  Root: ['x-received'],
  Operation: ['x-paging', 'x-paging-key', 'x-paging-item', 'x-auth', 'x-retry'],
  Parameter: ['x-originalName', 'x-from-options', 'x-secret'],
  Schema: ['x-originalName', 'x-aliases', 'x-secret', 'x-enum-aliases', 'x-enumNames'],
};

export const usesKnownExtensions = () => {
  const check = (node, ctx, location) => {
    for (const name of extensionsOf(node)) {
      if (known[ctx.type.name]?.includes(name)) continue;
      const places = Object.keys(known).filter((place) => known[place].includes(name)).map((place) => `on ${place === 'Operation' ? 'an' : 'a'} ${place.toLowerCase()}`);
      const advice = places.length > 0 ? `${name} stands ${places.join(' or ')}, not here.` : `Unknown extension ${name}: openapi/README.md lists those that mean something.`;
      ctx.report({ message: advice, location: locationOfKey(location, name) });
    }
  };
  return {
    any: { enter: (node, ctx) => check(node, ctx, ctx.location) },
    ref: { enter: (node, ctx) => check(node, ctx, ctx.location) },
  };
};

export const keepsSecrets = () => {
  const check = (secret, schema, location, ctx) => {
    if (secret === undefined) return;
    if (secret !== true) ctx.report({ message: 'x-secret is true or left out.', location });
    else if (schema && schema.type !== 'string') ctx.report({ message: 'x-secret stands on strings only: a credential is text.', location: location.key() });
  };
  return {
    Parameter(parameter, ctx) {
      const place = { node: parameter, location: ctx.location };
      const schema = parameter.schema && follow(ctx, child(place, 'schema'));
      check(parameter['x-secret'], schema?.node, ctx.location.child('x-secret'), ctx);
    },
    Schema(schema, ctx) {
      for (const property of Object.keys(schema.properties ?? {})) {
        const place = child({ node: schema, location: ctx.location }, 'properties', property);
        check(place.node?.['x-secret'], follow(ctx, place)?.node, place.location.child('x-secret'), ctx);
      }
    },
  };
};
