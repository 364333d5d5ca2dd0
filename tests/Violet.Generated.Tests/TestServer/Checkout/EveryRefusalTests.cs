using System.Reflection;
using Violet.Generated.Rutter;
using Violet.Generated.Testing;
using Violet.Generated.Testing.Contract;
using Violet.Generated.Tests.EveryOperation;

namespace Violet.Generated.Tests.TestServer;

/// <summary>Every refusal that the contract documents (x-errors) is given by the test server in the state that causes it: a new one without
/// a way to it is red here.</summary>
public partial class EveryRefusalTests : CheckoutScene
{
    /// <summary>Those that no state gives, each with the reason.</summary>
    private static readonly Dictionary<string, string> s_without = new()
    {
        ["Carts_Submit 422"] =
            "The guide names the status alone, the reference shows 400 for the same; a stub of the test's own answers it.",
    };

    private static readonly Dictionary<string, MethodInfo> s_methods = OperationCall
        .Cases.Select(test => (MethodInfo)test.Arguments[0]!)
        .Where(method => method.DeclaringType!.Namespace == typeof(IVioletClient).Namespace)
        .ToDictionary(OperationCall.OperationId);

    private RutterClient _rutter = null!;
    private IVioletClient _client = null!;

    /// <summary>Sends the call otherwise than through the client's method: what the client itself refuses to send.</summary>
    private Func<Task>? _send;

    public static IEnumerable<TestCaseData> Documented =>
        from operation in ContractDocument.Load("violet.json").Operations
        from refusal in operation.Refusals
        where !s_without.ContainsKey(Name(operation, refusal))
        select new TestCaseData(operation.Id, refusal.Status, refusal.Slug, refusal.Code).SetArgDisplayNames(Name(operation, refusal));

    [TestCaseSource(nameof(Documented))]
    public async Task It_is_given(string operation, int status, string? slug, int? code)
    {
        (_client, _rutter, _send) = (Violet, Server.Rutter(), null);
        OperationCall call = await OperationCall.PrepareAsync(s_methods[operation], Server, Violet, _rutter);
        Func<OperationCall, Task>? way =
            Ways.GetValueOrDefault($"{operation} {status} {slug}".TrimEnd()) ?? Ways.GetValueOrDefault(slug ?? "");
        Assert.That(way, Is.Not.Null, "Say in Ways what causes it, or in s_without why nothing does.");

        await way!(call);
        VioletApiException? refused = await Assert.CatchAsync<VioletApiException>(_send ?? (() => call.SendAsync(_client, _rutter)));

        Assert.That(((int)refused!.StatusCode, Server.Requests[^1].Operation), Is.EqualTo((status, operation)), refused.Message);
        if (slug is not null)
            Assert.That((refused.Slug, refused.Code), Is.EqualTo((slug, code)), refused.Message);
    }

    [Test]
    public void Every_way_leads_to_a_documented_refusal()
    {
        string[] documented = [.. ContractDocument.Load("violet.json").Operations.SelectMany(o => o.Refusals.Select(r => Name(o, r)))];
        Assert.That(
            Ways.Keys.Concat(s_without.Keys)
                .Where(key => !documented.Any(d => d == key || d.EndsWith($" {key}", StringComparison.Ordinal))),
            Is.Empty
        );
    }

    private static string Name(ContractOperation operation, ContractRefusal refusal) =>
        $"{operation.Id} {refusal.Status} {refusal.Slug}".TrimEnd();
}
