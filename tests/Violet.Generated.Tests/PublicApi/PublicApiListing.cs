using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Violet.Generated.Tests.PublicApi;

/// <summary>Everything of an assembly that others can use, one line each: types in order of their names, then their members.</summary>
internal static class PublicApiListing
{
    private const BindingFlags Declared =
        BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    public static string[] Of(Assembly assembly) =>
        [
            .. assembly
                .GetExportedTypes()
                .OrderBy(type => type.FullName, StringComparer.Ordinal)
                .SelectMany(type => Members(type).Order(StringComparer.Ordinal).Prepend(Describe(type))),
        ];

    private static string Describe(Type type)
    {
        string kind = type switch
        {
            { IsInterface: true } => "interface",
            { IsEnum: true } => $"enum ({Name(Enum.GetUnderlyingType(type))})",
            { IsValueType: true } => (Has<IsReadOnlyAttribute>(type) ? "readonly " : "") + (type.IsByRefLike ? "ref struct" : "struct"),
            _ when typeof(Delegate).IsAssignableFrom(type) => "delegate",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        if (type.IsEnum)
            return $"{kind} {FullName(type)}";
        IEnumerable<Type> inherited = type.BaseType is { } parent ? parent.GetInterfaces() : [];
        IEnumerable<string> bases = type.GetInterfaces()
            .Except(inherited)
            .Where(i => i.IsVisible)
            .Select(i => Name(i))
            .Order(StringComparer.Ordinal);
        if (type.BaseType is { } b && b != typeof(object) && b != typeof(ValueType))
            bases = bases.Prepend(Name(b));
        return $"{kind} "
            + $"{FullName(type)}{string.Concat(bases.Select((name, i) => (i == 0 ? " : " : ", ") + name))}{Constraints(type.GetGenericArguments())}{Obsolete(type)}";
    }

    private static IEnumerable<string> Members(Type type)
    {
        string at = $"    {FullName(type)}.";
        foreach (FieldInfo field in type.GetFields(Declared).Where(f => f.IsPublic || f.IsFamily || f.IsFamilyOrAssembly))
        {
            if (type.IsEnum && field.IsStatic)
            {
                yield return $"{at}{field.Name} = "
                    + $"{Convert.ToString(field.GetRawConstantValue(), CultureInfo.InvariantCulture)}{Obsolete(field)}";
            }
            else if (!type.IsEnum)
            {
                yield return $"{at}{field.Name} : "
                    + $"{(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}{Name(field.FieldType, Nullability.Create(field))}{Obsolete(field)}";
            }
        }
        if (type.IsEnum)
            yield break;
        foreach (ConstructorInfo constructor in type.GetConstructors(Declared).Where(c => !c.IsStatic && IsSeen(c)))
            yield return $"{at}ctor{Modifiers(constructor)}({Parameters(constructor)}){Obsolete(constructor)}";
        foreach (PropertyInfo property in type.GetProperties(Declared))
        {
            string[] accessors =
            [
                .. new[] { ("get", property.GetMethod), (IsInit(property) ? "init" : "set", property.SetMethod) }
                    .Where(a => a.Item2 is not null && IsSeen(a.Item2))
                    .Select(a => (a.Item2!.IsPublic ? "" : "protected ") + a.Item1 + ";"),
            ];
            if (accessors.Length == 0)
                continue;
            string index =
                property.GetIndexParameters().Length > 0 ? $"[{string.Join(", ", property.GetIndexParameters().Select(Parameter))}]" : "";
            yield return $"{at}{property.Name}{index} : "
                + $"{Modifiers(property.GetAccessors(true)[0], withAccess: false)}{Name(property.PropertyType, Nullability.Create(property))} "
                + $"{{ {string.Join(' ', accessors)} }}{Obsolete(property)}";
        }
        foreach (EventInfo @event in type.GetEvents(Declared).Where(e => e.AddMethod is { } add && IsSeen(add)))
            yield return $"{at}{@event.Name} : event {Name(@event.EventHandlerType!)}{Obsolete(@event)}";
        foreach (
            MethodInfo method in type.GetMethods(Declared)
                .Where(m => IsSeen(m) && (!m.IsSpecialName || m.Name.StartsWith("op_", StringComparison.Ordinal)))
        )
        {
            string generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(a => a.Name))}>" : "";
            string extends = Has<ExtensionAttribute>(method) ? "this " : "";
            yield return $"{at}{method.Name}{generic}({extends}{Parameters(method)}) : "
                + $"{Modifiers(method)}{Name(method.ReturnType, Nullability.Create(method.ReturnParameter))}{Constraints(method.GetGenericArguments())}{Obsolete(method)}";
        }
    }

    private static NullabilityInfoContext Nullability { get; } = new();

    private static bool IsSeen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsInit(PropertyInfo property) =>
        property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Any(modifier => modifier.Name == "IsExternalInit") == true;

    private static bool Has<T>(MemberInfo member)
        where T : Attribute => member.GetCustomAttributesData().Any(data => data.AttributeType.FullName == typeof(T).FullName);

    private static string Obsolete(MemberInfo member) => Has<ObsoleteAttribute>(member) ? " [Obsolete]" : "";

    private static string Modifiers(MethodBase method, bool withAccess = true)
    {
        string access = withAccess && !method.IsPublic ? "protected " : "";
        if (method.IsConstructor)
            return access.Length > 0 ? " " + access.TrimEnd() : "";
        string kind =
            method.IsStatic ? "static "
            : method.DeclaringType!.IsInterface ? (method.IsAbstract ? "" : "default ")
            : method is MethodInfo m && m.GetBaseDefinition() != m ? (method.IsFinal ? "sealed override " : "override ")
            : method.IsAbstract ? "abstract "
            : method.IsVirtual && !method.IsFinal ? "virtual "
            : "";
        return access + kind;
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        string by = parameter.ParameterType.IsByRef
            ? parameter.IsOut
                ? "out "
                : parameter.IsIn
                    ? "in "
                    : "ref "
            : "";
        string several = parameter.GetCustomAttributesData().Any(data => data.AttributeType == typeof(ParamArrayAttribute))
            ? "params "
            : "";
        Type type = parameter.ParameterType.IsByRef ? parameter.ParameterType.GetElementType()! : parameter.ParameterType;
        string value =
            !parameter.HasDefaultValue ? ""
            : parameter.RawDefaultValue is null
                ? type.IsValueType && Nullable.GetUnderlyingType(type) is null ? " = default"
                    : " = null"
            : " = "
                + (
                    parameter.RawDefaultValue is string text
                        ? $"\"{text}\""
                        : Convert.ToString(parameter.RawDefaultValue, CultureInfo.InvariantCulture)
                );
        return $"{several}{by}{Name(type, Nullability.Create(parameter))} {parameter.Name}{value}";
    }

    private static string Constraints(Type[] arguments) =>
        string.Concat(arguments.Where(a => a.IsGenericParameter).Select(Constraint).Where(text => text.Length > 0));

    private static string Constraint(Type argument)
    {
        GenericParameterAttributes attributes = argument.GenericParameterAttributes;
        var parts = new List<string>();
        if (attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint))
            parts.Add("struct");
        else if (attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
            parts.Add("class");
        parts.AddRange(
            argument.GetGenericParameterConstraints().Where(c => c != typeof(ValueType)).Select(c => Name(c)).Order(StringComparer.Ordinal)
        );
        if (
            attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint)
            && !attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint)
        )
        {
            parts.Add("new()");
        }

        return parts.Count == 0 ? "" : $" where {argument.Name} : {string.Join(", ", parts)}";
    }

    private static string FullName(Type type) =>
        type.DeclaringType is { } owner ? $"{FullName(owner)}.{Name(type)}" : $"{type.Namespace}.{Name(type)}";

    private static string Name(Type type, NullabilityInfo? nullability = null)
    {
        bool isNullable = nullability is { ReadState: NullabilityState.Nullable } && !type.IsValueType;
        if (Nullable.GetUnderlyingType(type) is { } value)
            return Name(value, nullability?.GenericTypeArguments.FirstOrDefault()) + "?";
        string name;
        if (type.IsByRef)
        {
            name = "ref " + Name(type.GetElementType()!, nullability);
        }
        else if (type.IsArray)
        {
            name = Name(type.GetElementType()!, nullability?.ElementType) + "[]";
        }
        else if (type.IsPointer)
        {
            name = Name(type.GetElementType()!) + "*";
        }
        else if (type.IsGenericType)
        {
            Type[] arguments = type.GetGenericArguments();
            int own = type.DeclaringType?.GetGenericArguments().Length ?? 0;
            IEnumerable<string> names = arguments
                .Select(
                    (a, i) =>
                        Name(a, nullability?.GenericTypeArguments.Length == arguments.Length ? nullability.GenericTypeArguments[i] : null)
                )
                .Skip(own);
            name = names.Any() ? $"{type.Name.Split('`')[0]}<{string.Join(", ", names)}>" : type.Name;
        }
        else
        {
            name = s_keywords.GetValueOrDefault(type, type.Name);
        }

        return isNullable ? name + "?" : name;
    }

    private static readonly Dictionary<Type, string> s_keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(double)] = "double",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
        [typeof(char)] = "char",
    };
}
