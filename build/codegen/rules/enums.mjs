import { normalise, pascalCase } from './shared.mjs';

/** Words in one case, which PascalCase follows from: IN_PROGRESS, for_deletion, FAILED TO AUTHENTICATE. */
const namesItself = /^(?:[A-Z][A-Z0-9]*(?:[ _-][A-Z0-9]+)*|[a-z][a-z0-9]*(?:[ _-][a-z0-9]+)*)$/;

const onEnum = (check) => () => ({
  Schema(schema, ctx) {
    if (Array.isArray(schema.enum)) check(schema, ctx);
  },
});

export const hasDistinctValues = onEnum((schema, ctx) => {
  if (schema.type !== 'string') ctx.report({ message: 'An enum is type: string.', location: ctx.location.key() });
  const seen = new Map();
  schema.enum.forEach((value, i) => {
    const other = seen.get(normalise(value));
    if (other !== undefined) {
      const why = other === value ? 'occurs twice' : `is the same as '${other}' (case, space, - and _ do not matter)`;
      ctx.report({ message: `Enum value '${value}' ${why}: keep one.`, location: ctx.location.child(['enum', i]) });
    }
    seen.set(normalise(value), value);
  });
});

export const hasUsefulAliases = onEnum((schema, ctx) => {
  const aliases = schema['x-enum-aliases'];
  if (aliases === undefined) return;
  const location = ctx.location.child('x-enum-aliases');
  if (typeof aliases !== 'object' || aliases === null || Array.isArray(aliases)) {
    return ctx.report({ message: 'x-enum-aliases is a map of other spellings to values, such as { CANCELLED: CANCELED }.', location });
  }
  const taken = new Map(schema.enum.map((value) => [normalise(value), `the value '${value}'`]));
  for (const [alias, value] of Object.entries(aliases)) {
    if (!schema.enum.includes(value)) {
      ctx.report({ message: `Alias '${alias}' points to '${value}', which is not a value of this enum.`, location: location.child(alias) });
    }
    const other = taken.get(normalise(alias));
    if (other) {
      ctx.report({ message: `Alias '${alias}' reads the same as ${other} (case, space, - and _ do not matter): remove it.`, location: location.child(alias).key() });
    }
    taken.set(normalise(alias), `the alias '${alias}'`);
  }
});

export const hasMemberNames = onEnum((schema, ctx) => {
  const names = schema['x-enumNames'];
  if (names === undefined) {
    const poor = schema.enum.findIndex((value) => !namesItself.test(value));
    if (poor >= 0) {
      ctx.report({
        message: `No good C# name follows from the value '${schema.enum[poor]}': list the names of all members in x-enumNames.`,
        location: ctx.location.child(['enum', poor]),
      });
    }
    return;
  }
  const location = ctx.location.child('x-enumNames');
  if (!Array.isArray(names) || names.length !== schema.enum.length) {
    return ctx.report({ message: `x-enumNames needs one name per value: ${schema.enum.length}, not ${names?.length ?? 0}.`, location });
  }
  names.forEach((name, i) => {
    if (!pascalCase.test(name)) ctx.report({ message: `x-enumNames: '${name}' is not PascalCase.`, location: location.child(i) });
    if (names.indexOf(name) !== i) ctx.report({ message: `x-enumNames: '${name}' occurs twice.`, location: location.child(i) });
  });
});
