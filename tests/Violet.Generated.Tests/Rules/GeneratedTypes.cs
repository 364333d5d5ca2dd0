using System.Reflection;
using Newtonsoft.Json;

namespace Violet.Generated.Tests.Rules;

/// <summary>All types of both APIs, and the way in which a rule lists what breaks it.</summary>
internal static class GeneratedTypes
{
    private static readonly Assembly s_assembly = typeof(VioletModel).Assembly;

    public static IReadOnlyList<Type> Models { get; } = Sorted(type => type.IsSubclassOf(typeof(VioletModel)) && !type.IsAbstract);

    public static IReadOnlyList<Type> Enums { get; } =
        Sorted(type => type.IsEnum && type.GetCustomAttribute<Violet.Generated.Runtime.Json.EnumWireNamesAttribute>() is not null);

    public static IReadOnlyList<Type> Clients { get; } =
        Sorted(type => type.IsInterface && type.Name.EndsWith("Client", StringComparison.Ordinal));

    /// <summary>The methods that call the API, not what leads to other clients.</summary>
    public static IEnumerable<MethodInfo> Operations =>
        Clients
            .SelectMany(client => client.GetMethods())
            .Where(method => !method.IsSpecialName && method.ReturnType != method.DeclaringType);

    /// <summary>The properties of a model that stand in its JSON, in the order in which they are written.</summary>
    public static IEnumerable<PropertyInfo> WireProperties(Type model) =>
        (model.BaseType == typeof(VioletModel) ? [] : WireProperties(model.BaseType!)).Concat(
            model
                .GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                .Where(property => property.GetCustomAttribute<JsonPropertyAttribute>() is not null)
                .OrderBy(property => property.MetadataToken)
        );

    public static string WireName(PropertyInfo property) => property.GetCustomAttribute<JsonPropertyAttribute>()!.PropertyName!;

    public static VioletModel New(Type model) => (VioletModel)Activator.CreateInstance(model)!;

    public static string Name(MemberInfo member) => member is Type type ? Name(type) : $"{Name(member.DeclaringType!)}.{member.Name}";

    public static string Name(Type type) =>
        (type.Namespace == "Violet.Generated" ? "" : type.Namespace!.Replace("Violet.Generated.", "") + ".") + type.Name;

    /// <summary>Fails with the full sorted list of what breaks a rule, and how to mend it.</summary>
    public static void AssertNone(IEnumerable<string> offenders, string rule, string howToMend)
    {
        string[] sorted = offenders.Distinct().Order(StringComparer.Ordinal).ToArray();
        if (sorted.Length > 0)
        {
            Assert.Fail(
                $"{rule} {sorted.Length} break it. {howToMend}{Environment.NewLine}  {string.Join(Environment.NewLine + "  ", sorted)}"
            );
        }
    }

    private static Type[] Sorted(Func<Type, bool> wanted) =>
        s_assembly.GetExportedTypes().Where(wanted).OrderBy(Name, StringComparer.Ordinal).ToArray();
}
