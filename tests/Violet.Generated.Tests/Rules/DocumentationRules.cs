using System.Reflection;
using System.Xml.Linq;
using static Violet.Generated.Tests.Rules.GeneratedTypes;

namespace Violet.Generated.Tests.Rules;

/// <summary>What an IDE shows: the XML file beside the dll.</summary>
public class DocumentationRules
{
    private static readonly ILookup<string, XElement> s_docs = XDocument
        .Load(Path.ChangeExtension(typeof(VioletModel).Assembly.Location, ".xml"))
        .Descendants("member")
        .ToLookup(member => member.Attribute("name")!.Value.Split('(')[0]);

    private static readonly ILookup<string, MemberInfo> s_overloads = PublicMembers().Where(member => member is MethodInfo).ToLookup(DocId);

    [Test]
    public void Every_public_member_has_documentation() =>
        AssertNone(
            PublicMembers()
                .Where(member => s_docs[DocId(member)].Count() < Overloads(member) || s_docs[DocId(member)].Any(doc => !SaysSomething(doc)))
                .Select(DocId),
            "Every public type and member says what it is.",
            "Generated: give the schema, property, parameter or operation a description (an operation a summary). Else write a summary."
        );

    [Test]
    public void Every_parameter_of_an_operation_is_explained() =>
        AssertNone(
            from method in Operations
            let docs = s_docs[DocId(method)]
                .SelectMany(doc => doc.Elements("param"))
                .ToLookup(param => param.Attribute("name")!.Value, param => param.Value.Trim())
            from parameter in method.GetParameters()
            where docs[parameter.Name!].All(text => text.Length == 0)
            select $"{Name(method)}({parameter.Name})",
            "Every parameter says what it does.",
            "Give the parameter a description."
        );

    private static IEnumerable<MemberInfo> PublicMembers()
    {
        const BindingFlags Own =
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        foreach (Type type in typeof(VioletModel).Assembly.GetExportedTypes())
        {
            yield return type;
            if (typeof(Delegate).IsAssignableFrom(type))
                continue;
            foreach (MemberInfo member in type.GetMembers(Own))
            {
                bool counts = member switch
                {
                    FieldInfo field => (field.IsPublic || field.IsFamily) && !field.IsSpecialName,
                    PropertyInfo property => property.GetAccessors(nonPublic: true).Any(accessor => accessor.IsPublic || accessor.IsFamily),
                    MethodInfo method => (method.IsPublic || method.IsFamily)
                        && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal))
                        && method.GetBaseDefinition() == method
                        && !IsCompilerMade(method),
                    ConstructorInfo constructor => (constructor.IsPublic || constructor.IsFamily) && !IsImplicit(constructor),
                    _ => false,
                };
                if (counts)
                    yield return member;
            }
        }
    }

    /// <summary>Nothing in metadata tells a default constructor that nobody wrote, so models and option classes are passed over.</summary>
    private static bool IsImplicit(ConstructorInfo constructor) => constructor.GetParameters().Length == 0;

    private static bool IsCompilerMade(MethodInfo method) =>
        method.Name.Contains('<')
        || method.IsDefined(typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute))
        || IsOfRecord(method.DeclaringType!);

    private static bool IsOfRecord(Type type) =>
        type.GetMethod("<Clone>$") is not null
        || type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is not null;

    private static int Overloads(MemberInfo member) => member is MethodInfo ? s_overloads[DocId(member)].Count() : 1;

    private static int Arity(MemberInfo method) => ((MethodInfo)method).GetGenericArguments().Length;

    private static string DocId(MemberInfo member)
    {
        string type = (member as Type ?? member.DeclaringType!).FullName!.Replace('+', '.');
        return member switch
        {
            Type => $"T:{type}",
            FieldInfo => $"F:{type}.{member.Name}",
            PropertyInfo => $"P:{type}.{member.Name}",
            ConstructorInfo => $"M:{type}.#ctor",
            _ => $"M:{type}.{member.Name}{(Arity(member) > 0 ? $"``{Arity(member)}" : "")}",
        };
    }

    private static bool SaysSomething(XElement doc) =>
        doc.Element("inheritdoc") is not null
        || doc.Element("summary") is { } summary && (summary.Value.Trim().Length > 0 || summary.HasElements);
}
