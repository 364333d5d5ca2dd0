import {
  camelCase, child, follow, isEmpty, isObject, jsonSchemaOf, locationOfKey, nameOfSchema, parametersOf, pascalCase, propertiesOf, successSchemaOf,
} from './shared.mjs';

const operationId = /^([A-Z][A-Za-z]*)_[A-Z][A-Za-z]*$/;

const onOperation = (check) => () => ({
  Operation(node, ctx) {
    check({ node, location: ctx.location }, ctx);
  },
});

const verbOf = (operation) => operation.location.pointer.split('/').pop();

export const namesTheClient = onOperation((operation, ctx) => {
  const { operationId: id, tags } = operation.node;
  if (isEmpty(id)) return; // operation-operationId
  const match = operationId.exec(id);
  if (!match) {
    ctx.report({
      message: `operationId '${id}' must be Client_Verb in PascalCase letters, such as Orders_List (violet.Orders.ListAsync).`,
      location: operation.location.child('operationId'),
    });
  } else if (!Array.isArray(tags) || tags.length !== 1 || tags[0] !== match[1]) {
    ctx.report({
      message: `The operation belongs to the client '${match[1]}' by its operationId: write tags: [${match[1]}].`,
      location: operation.location.child(tags ? 'tags' : 'operationId'),
    });
  }
});

export const modelsErrors = onOperation((operation, ctx) => {
  const { responses } = operation.node;
  if (!responses) return; // struct
  if (!/\/responses\/Error$/.test(responses.default?.$ref ?? '')) {
    ctx.report({
      message: "Add the error answer: default: { $ref: 'common.yaml#/components/responses/Error' }.",
      location: responses.default ? operation.location.child(['responses', 'default']) : locationOfKey(operation.location, 'responses'),
    });
  }
  for (const status of Object.keys(responses).filter((s) => s !== 'default' && !/^2\d\d$/.test(s))) {
    ctx.report({
      message: `Response ${status} is covered by 'default': list only the 2xx that succeed.`,
      location: locationOfKey(operation.location, 'responses', status),
    });
  }
});

export const summarises = onOperation((operation, ctx) => {
  const { summary } = operation.node;
  if (isEmpty(summary)) return; // operation-summary
  if (!summary.trim().endsWith('.') || summary.includes('\n')) {
    ctx.report({ message: 'The summary is one line and ends with a full stop.', location: operation.location.child('summary') });
  }
});

export const saysWhetherToRetry = onOperation((operation, ctx) => {
  const retry = operation.node['x-retry'];
  const verb = verbOf(operation);
  if (retry === undefined && (verb === 'post' || verb === 'patch')) {
    ctx.report({
      message: `A ${verb.toUpperCase()} needs x-retry: 'safe' when it only reads and may be repeated after a failure, 'never' when it acts.`,
      location: operation.location.key(),
    });
  } else if (retry !== undefined && retry !== 'safe' && retry !== 'never') {
    ctx.report({ message: `x-retry is 'safe' or 'never', not '${retry}'.`, location: operation.location.child('x-retry') });
  }
});

export const saysWhatItAuthenticates = onOperation((operation, ctx) => {
  const auth = operation.node['x-auth'];
  if (auth !== undefined && auth !== 'app') ctx.report({ message: `x-auth is 'app' or left out, not '${auth}'.`, location: operation.location.child('x-auth') });
});

const pagingParameters = { page: ['page', 'size'], cursor: ['next_page_cursor'] };

export const pages = onOperation((operation, ctx) => {
  const { 'x-paging': paging, 'x-paging-key': key = 'id', 'x-paging-item': itemType } = operation.node;
  const report = (message, name = 'x-paging') => ctx.report({ message, location: operation.location.child(operation.node[name] ? name : 'x-paging') });
  if (paging === undefined) {
    for (const name of ['x-paging-key', 'x-paging-item'].filter((name) => operation.node[name])) report(`${name} needs x-paging beside it.`, name);
    return;
  }
  const wanted = pagingParameters[paging];
  if (!wanted) return report(`x-paging is 'page' or 'cursor', not '${paging}'.`);
  const given = parametersOf(ctx, operation).map((parameter) => parameter.node.name);
  const missing = wanted.filter((name) => !given.includes(name));
  if (missing.length > 0) report(`x-paging: ${paging} needs the query parameter ${missing.map((name) => `'${name}'`).join(' and ')}.`);

  const answer = successSchemaOf(ctx, operation);
  const page = answer && follow(ctx, answer);
  if (answer && !page) return; // no-unresolved-refs
  const name = nameOfSchema(page?.location);
  if (!name?.endsWith('Page')) {
    return report(`x-paging needs an answer whose schema is named ...Page (PageEnvelope and 'content'), not '${name ?? 'an inline schema'}'.`);
  }
  const [, content] = propertiesOf(ctx, page).find(([property]) => property === 'content') ?? [];
  const item = content?.node?.items && follow(ctx, child(content, 'items'));
  if (!item) return report(`${name} needs a property 'content' that is a list.`);
  const itemName = nameOfSchema(item.location);
  if (!itemType && `${itemName}Page` !== name) {
    report(itemName
      ? `The items of ${name} are called ${itemName}: a page is named after its items, ${itemName}Page.`
      : `The items of ${name} are no model: name their C# type with x-paging-item, such as long.`);
  }
  const names = propertiesOf(ctx, item).map(([property]) => property);
  if (key !== 'none' && key !== 'self' && !names.includes(key)) {
    report(`The items of ${name} have no property '${key}': name the one that tells two apart with x-paging-key ('self' for the item itself, 'none' where nothing does).`, 'x-paging-key');
  }
});

/** Every object schema that a request sends is a ...Request: what a request requires is enforced, what an answer has is not. */
export const namesRequests = onOperation((operation, ctx) => {
  const body = operation.node.requestBody && follow(ctx, child(operation, 'requestBody'));
  if (!body) return;
  const seen = new Set();
  const visit = (place, reportAt) => {
    const schema = place.node && follow(ctx, place);
    if (!schema || seen.has(schema.node)) return;
    seen.add(schema.node);
    const name = nameOfSchema(schema.location);
    if (name && isObject(schema.node) && !name.endsWith('Request')) {
      ctx.report({ message: `'${name}' is sent in a request: give the request its own schema, named ...Request.`, location: reportAt ?? place.location });
      return;
    }
    for (const [, property] of propertiesOf(ctx, schema)) visit(property);
    visit(child(schema, 'items'));
    visit(child(schema, 'additionalProperties'));
  };
  visit(jsonSchemaOf(body));
});

/** Names that the templates use themselves, and keywords that would show as @event. */
const taken = ['request', 'cancellationToken', 'event', 'object', 'operator', 'params', 'ref', 'in', 'out', 'default', 'class', 'namespace', 'string', 'base', 'this'];

export const namesParameters = onOperation((operation, ctx) => {
  const names = new Map();
  for (const { node, location } of parametersOf(ctx, operation)) {
    const name = node['x-originalName'] ?? node.name;
    if (isEmpty(name)) continue; // struct
    if (!camelCase.test(name)) {
      ctx.report(node['x-originalName'] === undefined
        ? { message: `Parameter '${node.name}' needs x-originalName, its C# name in camelCase (such as merchantId).`, location: location.child('name') }
        : { message: `x-originalName '${name}' of a parameter must be camelCase, such as merchantId.`, location: location.child('x-originalName') });
    } else if (taken.includes(name)) {
      ctx.report({ message: `Parameter '${name}' needs another C# name, by x-originalName: this one is taken or a keyword.`, location: location.child('name') });
    } else if (names.has(name)) {
      ctx.report({ message: `Two parameters of this operation are called '${name}' in C#: give one another x-originalName.`, location: location.child('name') });
    }
    names.set(name, node);
  }
});

/** The list of paths in the root says each path twice: as the key and in the reference. */
export const isListedAsWritten = () => ({
  Paths(paths, ctx) {
    for (const path of Object.keys(paths)) {
      const place = child({ node: paths, location: ctx.location }, path);
      const pointer = place.node?.$ref && follow(ctx, place)?.location.pointer;
      const written = pointer?.replace('#/paths/', '').replaceAll('~1', '/').replaceAll('~0', '~');
      if (written && written !== path) {
        ctx.report({ message: `The list names '${path}', but the reference leads to '${written}': write the same path twice.`, location: place.location });
      }
    }
  },
});

/** Those of the path would come after the body in the C# method. */
export const ownsItsParameters = () => ({
  PathItem(pathItem, ctx) {
    if (pathItem.parameters) {
      ctx.report({ message: 'Parameters stand in each operation: move them there (by $ref, where several share one).', location: locationOfKey(ctx.location, 'parameters') });
    }
  },
});

export const fillsFromOptions = () => ({
  Parameter(parameter, ctx) {
    const option = parameter['x-from-options'];
    if (option !== undefined && !pascalCase.test(option)) {
      ctx.report({ message: `x-from-options names a property of VioletOptions, such as AppId, not '${option}'.`, location: ctx.location.child('x-from-options') });
    }
  },
});
