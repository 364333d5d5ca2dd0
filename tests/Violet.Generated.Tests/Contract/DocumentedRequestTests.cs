using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Newtonsoft.Json.Linq;
using Violet.Generated.Rutter;
using Violet.Generated.Testing;
using Violet.Generated.Tests.EveryOperation;
using Violet.Generated.Tests.Json;

namespace Violet.Generated.Tests.Contract;

/// <summary>
/// Every request that Violet shows in its reference or its guides, with values of our own (documented-requests.json): neither the client
/// nor the test server refuses one, and each reaches the server as it is shown.
/// </summary>
public class DocumentedRequestTests
{
    private static readonly Dictionary<string, MethodInfo> s_operations = OperationCall
        .Cases.Select(test => (MethodInfo)test.Arguments[0]!)
        .ToDictionary(method => (method.DeclaringType!.Namespace, OperationCall.OperationId(method)).ToString());

    public static IEnumerable<TestCaseData> Requests =>
        Canonical
            .Parse(File.ReadAllText(Path.Combine(Folder(), "documented-requests.json")))
            .Select(request =>
                new TestCaseData((string)request["operation"]!, request["body"]!).SetArgDisplayNames(
                    $"{request["operation"]}: {request["what"]}"
                )
            );

    [TestCaseSource(nameof(Requests))]
    public async Task A_documented_request_is_sent_as_it_is_shown_and_not_refused(string operation, JToken body)
    {
        await using VioletTestServer server = await VioletTestServer.StartAsync();
        using var recorder = new Recorder();
        using var http = new HttpClient(recorder, disposeHandler: false);
        var options = new VioletOptions { MaxRetries = 0 };
        server.Configure(options);
        using var violet = new VioletClient(options, http);
        var rutterOptions = new RutterOptions { MaxRetries = 0 };
        server.Configure(rutterOptions);
        var rutter = new RutterClient(rutterOptions, http);
        MethodInfo method = s_operations[(typeof(IVioletClient).Namespace, operation).ToString()];
        OperationCall call = await OperationCall.PrepareAsync(method, server, violet, rutter);
        body = body.DeepClone();
        call.SetBody(body);

        await call.SendAsync(violet, rutter);

        RecordedRequest request = server.Requests[^1];
        Assert.That((request.Operation, request.Status / 100), Is.EqualTo((operation, 2)), request.ToString());
        Assert.That(Differences(body, Canonical.Parse(recorder.LastBody), "$"), Is.Empty);
    }

    /// <summary>Where the two differ; numbers are compared by value.</summary>
    private static IEnumerable<string> Differences(JToken shown, JToken? sent, string path) =>
        (shown, sent) switch
        {
            (JObject a, JObject b) => a.Properties()
                .Select(field => field.Name)
                .Union(b.Properties().Select(field => field.Name))
                .SelectMany(name => a[name] is { } value ? Differences(value, b[name], $"{path}.{name}") : [$"{path}.{name} is sent"]),
            (JArray a, JArray b) when a.Count == b.Count => a.Zip(b)
                .SelectMany((pair, i) => Differences(pair.First, pair.Second, $"{path}[{i}]")),
            (JValue a, JValue b) when Text(a) == Text(b) => [],
            _ => [$"{path}: {shown} is shown, {sent} is sent"],
        };

    private static string Text(JValue value) =>
        value.Type is JTokenType.Float or JTokenType.Integer
            ? Convert.ToDouble(value.Value, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture)
            : value.ToString(CultureInfo.InvariantCulture);

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    private sealed class Recorder() : DelegatingHandler(new SocketsHttpHandler { UseCookies = false })
    {
        public string LastBody { get; private set; } = "";

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            LastBody = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
