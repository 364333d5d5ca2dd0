using System.Reflection;
using System.Text.Json.Nodes;
using static Violet.Generated.Tests.Rules.GeneratedTypes;

namespace Violet.Generated.Tests.Rules;

public class OperationRules
{
    private static readonly string[] s_filledByThePager = ["page", "size", "cursor", "pageCursor", "nextPageCursor"];

    private static IEnumerable<MethodInfo> Calls => Operations.Where(method => method.Name.EndsWith("Async", StringComparison.Ordinal));

    private static IEnumerable<MethodInfo> Walks =>
        Operations.Where(method =>
            method.ReturnType.IsGenericType && method.ReturnType.GetGenericTypeDefinition() == typeof(AsyncPageable<>)
        );

    [Test]
    public void Every_operation_of_the_contract_is_a_method() =>
        AssertNone(
            from document in Contract.Documents
            from path in document.Document["paths"]!.AsObject()
            from operation in path.Value!.AsObject()
            let id = operation.Value is JsonObject body ? body["operationId"]?.GetValue<string>() : null
            where id is not null
            let parts = id.Split('_')
            where
                !Calls.Any(call =>
                    call.DeclaringType!.Namespace == document.Namespace
                    && call.Name == parts[1] + "Async"
                    && call.DeclaringType.Name is var name
                    && (name == $"I{parts[0]}Client" || name == $"IRutter{parts[0]}Client")
                )
            select id,
            "Every operation can be called.",
            "operationId is Client_Verb."
        );

    [Test]
    public void Every_operation_takes_a_cancellation_token_last() =>
        AssertNone(
            Calls
                .Where(call =>
                    call.GetParameters().LastOrDefault() is not { HasDefaultValue: true } last
                    || last.ParameterType != typeof(CancellationToken)
                    || call.GetParameters().Count(p => p.ParameterType == typeof(CancellationToken)) != 1
                )
                .Select(Name),
            "Every call can be cancelled, and its token need not be given.",
            "See Client.Interface.liquid."
        );

    [Test]
    public void Every_method_of_a_client_is_a_call_or_a_walk() =>
        AssertNone(
            Operations
                .Except(Walks)
                .Where(method =>
                    !method.Name.EndsWith("Async", StringComparison.Ordinal) || !typeof(Task).IsAssignableFrom(method.ReturnType)
                )
                .Select(Name),
            "What returns a task ends in Async; everything else is an ...All that returns an AsyncPageable.",
            "See Client.Interface.liquid."
        );

    [Test]
    public void Every_paged_operation_has_its_All_twin_and_no_other_has() =>
        AssertNone(
            Calls
                .Where(IsPaged)
                .Where(call => TwinOf(call) is null)
                .Select(call => $"{Name(call)} has no twin")
                .Concat(
                    Walks
                        .Where(walk => !Calls.Any(call => IsPaged(call) && TwinOf(call) == walk))
                        .Select(walk => $"{Name(walk)} walks nothing")
                ),
            "Who lists can walk.",
            "Add x-paging to the operation whose response is a page."
        );

    [Test]
    public void A_twin_takes_what_its_operation_takes_but_page_and_size() =>
        AssertNone(
            from call in Calls.Where(IsPaged)
            let twin = TwinOf(call)
            where twin is not null
            let expected = call.GetParameters()
                .Where(p => p.ParameterType != typeof(CancellationToken) && !s_filledByThePager.Contains(p.Name))
                .Select(Signature)
            where !expected.SequenceEqual(twin.GetParameters().Select(Signature))
            select Name(twin),
            "Filters are the same for one page and for all.",
            "See Client.Parameters.liquid."
        );

    [Test]
    public void No_parameter_is_a_closed_enum_or_named_like_the_wire() =>
        AssertNone(
            from method in Operations
            from parameter in method.GetParameters()
            where
                (Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType).IsEnum
                || parameter.Name!.Contains('_')
                || !char.IsLower(parameter.Name[0])
            select $"{Name(method)}({parameter.Name})",
            "Parameters are camelCase, and enums among them open.",
            "Give the parameter an x-originalName."
        );

    [Test]
    public void Clients_are_interfaces_that_can_be_mocked() =>
        AssertNone(
            from client in Clients
            from method in client.GetMethods()
            where
                method.GetParameters().Any(parameter => !parameter.ParameterType.IsVisible || parameter.ParameterType.IsByRef)
                || !method.ReturnType.IsVisible
            select Name(method),
            "A mock can implement every method.",
            "Parameters and results are public types."
        );

    /// <summary>Whether the result is a page, or has one beside a summary.</summary>
    private static bool IsPaged(MethodInfo call) =>
        call.ReturnType.IsGenericType
        && call.ReturnType.GetGenericArguments()[0] is { } result
        && (IsPage(result) || result.GetProperties().Any(property => IsPage(property.PropertyType)));

    private static bool IsPage(Type type) =>
        type.GetInterfaces().Any(contract => contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IPage<>));

    private static MethodInfo? TwinOf(MethodInfo call) =>
        Walks.SingleOrDefault(walk =>
            walk.DeclaringType == call.DeclaringType && walk.Name == call.Name.Substring(0, call.Name.Length - "Async".Length) + "All"
        );

    private static string Signature(ParameterInfo parameter) => $"{parameter.ParameterType} {parameter.Name} {parameter.IsOptional}";
}
