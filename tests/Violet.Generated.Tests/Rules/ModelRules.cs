using System.Collections;
using System.Reflection;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Violet.Generated.Tests.Json;
using static Violet.Generated.Tests.Rules.GeneratedTypes;

namespace Violet.Generated.Tests.Rules;

public class ModelRules
{
    private static readonly Type[] s_plain =
    [
        typeof(string),
        typeof(long),
        typeof(int),
        typeof(double),
        typeof(bool),
        typeof(DateTimeOffset),
        typeof(JToken),
    ];

    [Test]
    public void Both_APIs_have_their_models() =>
        Assert.Multiple(() =>
        {
            Assert.That(Models.Count(model => model.Namespace == "Violet.Generated"), Is.GreaterThan(200));
            Assert.That(Models.Count(model => model.Namespace == "Violet.Generated.Rutter"), Is.GreaterThan(20));
        });

    [Test]
    public void Every_property_has_its_wire_name() =>
        AssertNone(
            from model in Models
            from property in model.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            where
                property.GetCustomAttribute<JsonPropertyAttribute>()?.PropertyName is null
                && property.GetCustomAttribute<JsonIgnoreAttribute>() is null
            select Name(property),
            "Every property of a model says its name on the wire, or that it is not part of the JSON.",
            "Generated: emit [JsonProperty] in Class.liquid. Written by hand in a partial class: mark it [JsonIgnore]."
        );

    [Test]
    public void No_wire_name_stands_for_two_properties() =>
        AssertNone(
            from model in Models
            from names in WireProperties(model).GroupBy(WireName)
            where names.Count() > 1
            select $"{Name(model)}: {names.Key}",
            "A name on the wire belongs to one property.",
            "Remove the property that a schema repeats from the schema it extends."
        );

    [Test]
    public void Property_and_type_names_read_like_DotNet() =>
        AssertNone(
            Models
                .SelectMany(model => WireProperties(model))
                .Select(property => (MemberInfo)property)
                .Concat(Models)
                .Concat(Enums)
                .Concat(Clients)
                .Concat(Operations)
                .Where(member => !char.IsUpper(member.Name[0]) || member.Name.Contains('_') || IsNumbered(member))
                .Select(Name),
            "Names are PascalCase, without underscores; no type or operation ends in a digit (NSwag numbers what it cannot tell apart).",
            "Give the property an x-originalName, the schema a name of its own, the operation another operationId."
        );

    [Test]
    public void Every_property_is_of_a_kind_that_the_reader_knows() =>
        AssertNone(
            from model in Models
            from property in WireProperties(model)
            where !IsKnownKind(property.PropertyType)
            select $"{Name(property)}: {property.PropertyType}",
            "A property is a plain value, an open enum, a model, a JToken, a list of these or a map of these (but of enums).",
            "Name the schema in openapi/: no list of lists, no map of maps or enums, no bare enum."
        );

    [Test]
    public void Every_enum_property_is_open() =>
        AssertNone(
            from model in Models
            from property in WireProperties(model)
            from type in new[] { property.PropertyType }.Concat(property.PropertyType.GetGenericArguments())
            where
                (Nullable.GetUnderlyingType(type) ?? type).IsEnum && property.PropertyType.GetGenericTypeDefinition() != typeof(OpenEnum<>)
            select Name(property),
            "A value that the contract does not list must not be lost.",
            "The property must be an OpenEnum, or a list of them: see Class.liquid."
        );

    [Test]
    public void Absent_values_are_null_not_zero() =>
        AssertNone(
            from model in Models
            where model.Name.EndsWith("Request", StringComparison.Ordinal)
            from property in WireProperties(model)
            where
                property.PropertyType.IsValueType
                && Nullable.GetUnderlyingType(property.PropertyType) is null
                && !property.PropertyType.IsGenericType
            select Name(property),
            "A request must tell a value that was not set from zero.",
            "Class.liquid declares value types of requests as nullable."
        );

    [Test]
    public void Models_are_sealed_and_can_be_made_by_users() =>
        AssertNone(
            from model in Models
            where model.GetConstructor(Type.EmptyTypes) is null || (!model.IsSealed && !Models.Any(other => other.BaseType == model))
            select Name(model),
            "Users build models in their tests; nobody derives from them.",
            "See Class.liquid."
        );

    [Test]
    public void No_collection_is_ever_null() =>
        AssertNone(
            from model in Models
            from instance in new[] { New(model), ModelCodec.Of(model).FromWire("{}") }
            from property in WireProperties(model).Where(property => IsCollection(property.PropertyType))
            from step in new[] { "fresh", "set to null" }
            where IsNullOrUnusable(instance, property, step)
            select $"{Name(property)} ({step})",
            "A list or map is never null: not on a fresh instance, not after reading {}, not after null was assigned.",
            "The getter in Class.liquid makes an UnsetList or UnsetMap."
        );

    [Test]
    public void No_getter_throws() =>
        AssertNone(
            from model in Models
            from instance in new[]
            {
                New(model),
                ModelCodec.Of(model).FromWire("{}"),
                ModelCodec.Of(model).FromWire(Sample.Of(model, SampleKind.Odd).ToString()),
            }
            from property in model.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            where Throws(() => property.GetValue(instance))
            select Name(property),
            "Validation, loggers and debuggers call every getter.",
            "Return null or an empty list instead."
        );

    [Test]
    public void Serialisers_can_reach_the_converters() =>
        AssertNone(
            from type in Models.Append(typeof(OpenEnum<>))
            from converter in new[]
            {
                type.GetCustomAttribute<JsonConverterAttribute>(inherit: false)?.ConverterType,
                type.GetCustomAttribute<System.Text.Json.Serialization.JsonConverterAttribute>(inherit: false)?.ConverterType,
            }
            where converter is null or { IsVisible: false }
            select $"{Name(type)}: {converter?.Name ?? "none"}",
            "The source generator of System.Text.Json (Minimal APIs with AOT) ignores a converter that it cannot name, and writes garbage.",
            "Converters are public."
        );

    private static bool IsNumbered(MemberInfo member) =>
        member is Type or MethodInfo && (char.IsDigit(member.Name[^1]) || member.Name.EndsWith("2Async", StringComparison.Ordinal));

    private static bool IsCollection(Type type) =>
        type.IsGenericType
        && (type.GetGenericTypeDefinition() == typeof(IList<>) || type.GetGenericTypeDefinition() == typeof(IDictionary<,>));

    private static bool IsKnownKind(Type type)
    {
        if (!IsCollection(type))
            return IsKnownLeaf(Nullable.GetUnderlyingType(type) ?? type);
        Type[] arguments = type.GetGenericArguments();
        return arguments.Length == 1
            ? IsKnownLeaf(arguments[0])
            : arguments[0] == typeof(string) && IsKnownLeaf(arguments[1]) && !arguments[1].IsGenericType;
    }

    private static bool IsKnownLeaf(Type type) =>
        s_plain.Contains(type) || Models.Contains(type) || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(OpenEnum<>));

    private static bool IsNullOrUnusable(VioletModel instance, PropertyInfo property, string step)
    {
        if (step != "fresh")
            property.SetValue(instance, null);
        return property.GetValue(instance) is not IEnumerable empty
            || empty.Cast<object>().Any()
            || VioletJson.Serialize(instance).Contains($"\"{WireName(property)}\"");
    }

    private static bool Throws(Func<object?> get)
    {
        try
        {
            get();
            return false;
        }
        catch (TargetInvocationException)
        {
            return true;
        }
    }
}
