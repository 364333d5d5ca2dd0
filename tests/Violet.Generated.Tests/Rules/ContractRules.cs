using System.Reflection;
using Newtonsoft.Json.Linq;
using Violet.Generated.Runtime.Json;
using Violet.Generated.Tests.Json;
using static Violet.Generated.Tests.Rules.GeneratedTypes;

namespace Violet.Generated.Tests.Rules;

/// <summary>What the contract says is in the code.</summary>
public class ContractRules
{
    [Test]
    public void Every_schema_has_its_type_and_every_type_its_schema() =>
        AssertNone(
            Contract
                .Schemas.Where(schema => schema.Type is null)
                .Select(schema => $"{schema.Name} has no type")
                .Concat(
                    Models
                        .Concat(Enums)
                        .Where(type => Contract.Schemas.All(schema => schema.Type != type))
                        .Select(type => $"{Name(type)} has no schema")
                ),
            "Schemas and types are the same set.",
            "A schema that nothing uses gets no type: use it or remove it. An inline schema gets a made-up type: name it."
        );

    [Test]
    public void Every_property_of_the_contract_is_a_property_of_its_model() =>
        AssertNone(
            from schema in Contract.Schemas
            where schema.Type is not null && !Contract.IsEnum(schema.Schema)
            from property in Contract.Properties(schema.Schema)
            where !WireProperties(schema.Type).Any(known => WireName(known) == property.Key)
            select $"{schema.Name}: {property.Key}",
            "Nothing of the contract is lost on the way to C#.",
            "See Class.liquid."
        );

    [Test]
    public void Every_alias_of_a_property_is_read_and_never_written() =>
        AssertNone(
            from schema in Contract.Schemas
            where schema.Type is not null && !Contract.IsEnum(schema.Schema)
            from property in Contract.Properties(schema.Schema)
            from alias in Contract.Texts(property.Value["x-aliases"])
            let known = WireProperties(schema.Type).Single(known => WireName(known) == property.Key)
            let value = Sample.Value(known.PropertyType, alias, SampleKind.Full, depth: 0)
            let both = new Newtonsoft.Json.Linq.JObject { [property.Key] = value, [alias] = null }
            let alone = new Newtonsoft.Json.Linq.JObject { [alias] = value }
            let expected = new Newtonsoft.Json.Linq.JObject { [property.Key] = value }
            from text in new[] { alone, both }
            where Again(schema.Type, text) != Again(schema.Type, expected)
            select $"{schema.Name}: {(text == both ? property.Key + " beside a null " : "")}{alias}",
            "Another wire name of a property fills it, and a null under that name does not empty it.",
            "See the cases for x-aliases in Class.liquid."
        );

    [Test]
    public void Every_enum_value_of_the_contract_is_a_member_and_back() =>
        AssertNone(
            from schema in Contract.Schemas
            where schema.Type is not null && Contract.IsEnum(schema.Schema)
            from text in Contract.Texts(schema.Schema["enum"])
            let value = OpenEnumAccess.Of(schema.Type).Parse(text)
            where !value.IsKnown || value.Raw != text || value.TextOfMember != text
            select $"{schema.Name}: {text}",
            "A member is written as the contract spells it.",
            "See Enum.liquid. Two values that differ only in case, space, '-' or '_' are one value: keep one of them."
        );

    [Test]
    public void Every_enum_alias_is_its_member_and_keeps_its_spelling() =>
        AssertNone(
            from schema in Contract.Schemas
            where schema.Type is not null && Contract.IsEnum(schema.Schema)
            from alias in schema.Schema["x-enum-aliases"]?.AsObject() ?? []
            let value = OpenEnumAccess.Of(schema.Type).Parse(alias.Key)
            where value.Raw != alias.Key || value.TextOfMember != alias.Value!.GetValue<string>()
            select $"{schema.Name}: {alias.Key}",
            "Another spelling counts as its member and goes back as it came.",
            "See x-enum-aliases in Enum.liquid."
        );

    [Test]
    public void Enum_members_are_numbered_from_1_without_gaps() =>
        AssertNone(
            from type in Enums
            let numbers = Enum.GetValues(type).Cast<int>().Order().ToArray()
            where !numbers.SequenceEqual(Enumerable.Range(1, numbers.Length))
            select Name(type),
            "0 means absent, so no member may be 0.",
            "See Enum.liquid."
        );

    [Test]
    public void A_request_names_the_first_required_field_that_it_lacks() =>
        AssertNone(
            from schema in Contract.Schemas
            where schema.Type?.Name.EndsWith("Request", StringComparison.Ordinal) == true
            from offender in RequiredOffenders(schema.Type, Contract.Required(schema.Schema).ToHashSet())
            select $"{schema.Name}: {offender}",
            "A request that lacks a required field is refused before it is sent.",
            "See FirstMissing in Class.liquid."
        );

    [Test]
    public void A_request_names_a_text_that_is_longer_than_documented() =>
        AssertNone(
            from schema in Contract.Schemas
            where schema.Type?.Name.EndsWith("Request", StringComparison.Ordinal) == true
            from property in Contract.Properties(schema.Schema)
            let limit = property.Value["maxLength"]?.GetValue<int>()
            let found = TooLong(schema.Type, property.Key, (limit ?? 1000) + 1)
            where found != (limit is null ? null : new LongText(property.Key, limit.Value))
            select $"{schema.Name}.{property.Key}: {found?.ToString() ?? "not checked"}",
            "A text that is longer than the API documents is refused before it is sent, and no other.",
            "See FirstTooLong in Class.liquid."
        );

    private static LongText? TooLong(Type type, string name, int length)
    {
        if (
            WireProperties(type).FirstOrDefault(property => WireName(property) == name) is not { } text
            || text.PropertyType != typeof(string)
        )
        {
            return null;
        }

        VioletModel model = New(type);
        text.SetValue(model, new string('x', length));
        return model.FirstTooLong();
    }

    private static string Again(Type model, Newtonsoft.Json.Linq.JObject json) =>
        VioletJson.Serialize(ModelCodec.Of(model).FromWire(json.ToString()));

    private static IEnumerable<string> RequiredOffenders(Type type, HashSet<string> required)
    {
        VioletModel full = ModelCodec.Of(type).FromWire(Sample.Of(type, SampleKind.Full).ToString());
        if (full.FirstMissing() is { } missing)
            yield return $"{missing} is called missing, though all is set";
        string? first = WireProperties(type).Select(WireName).FirstOrDefault(required.Contains);
        if (New(type).FirstMissing() != first)
            yield return $"a fresh one says '{New(type).FirstMissing()}' where '{first}' is missing";
        foreach (PropertyInfo property in WireProperties(type))
        {
            JObject without = Sample.Of(type, SampleKind.Full);
            without.Remove(WireName(property));
            string? named = ModelCodec.Of(type).FromWire(without.ToString()).FirstMissing();
            string? expected = required.Contains(WireName(property)) ? WireName(property) : null;
            if (named != expected)
                yield return $"without {WireName(property)} it says '{named}'";
        }
    }
}
