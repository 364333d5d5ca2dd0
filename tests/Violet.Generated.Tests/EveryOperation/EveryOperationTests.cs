using System.Collections;
using System.Reflection;
using System.Text;
using Newtonsoft.Json.Linq;
using Violet.Generated.Rutter;
using Violet.Generated.Testing;
using Violet.Generated.Tests.Json;
using Violet.Generated.Tests.Rules;

namespace Violet.Generated.Tests.EveryOperation;

/// <summary>
/// One test per operation of the contract: called through the client against the test server, which refuses a request that breaks the
/// contract; the answer
/// must come back out of the model as it went in.
/// </summary>
public class EveryOperationTests
{
    /// <summary>The test server sends one field on purpose that no contract knows.</summary>
    private const string PlantedField = ".risk_score";

    private VioletTestServer _server = null!;
    private Recorder _recorder = null!;
    private VioletClient _violet = null!;
    private RutterClient _rutter = null!;

    [SetUp]
    public async Task StartServer()
    {
        _server = await VioletTestServer.StartAsync();
        _recorder = new Recorder();
        var violet = new VioletOptions { MaxRetries = 0 };
        _server.Configure(violet);
        _violet = new VioletClient(violet, new HttpClient(_recorder, disposeHandler: false));
        var rutter = new RutterOptions { MaxRetries = 0 };
        _server.Configure(rutter);
        _rutter = new RutterClient(rutter, new HttpClient(_recorder, disposeHandler: false));
    }

    [TearDown]
    public async Task StopServer()
    {
        _violet.Dispose();
        await _server.DisposeAsync();
        _recorder.Dispose();
    }

    [TestCaseSource(typeof(OperationCall), nameof(OperationCall.Cases))]
    public async Task The_operation_is_sent_as_the_contract_says_and_its_answer_is_read_whole(MethodInfo operation)
    {
        OperationCall prepared = await OperationCall.PrepareAsync(operation, _server, _violet, _rutter);

        Task call = prepared.SendAsync(_violet, _rutter);
        await call;

        RecordedRequest request = _server.Requests[^1];
        Assert.That((request.Operation, request.Status / 100), Is.EqualTo((prepared.Id, 2)), request.ToString());
        if (!prepared.HasResult)
            return;
        object? result = call.GetType().GetProperty("Result")!.GetValue(call);
        if (result is null)
        {
            Assert.That(prepared.IsResultOptional);
            return;
        }

        Assert.That(
            UnknownFields(result, "$").Where(field => !field.EndsWith(PlantedField, StringComparison.Ordinal)),
            Is.Empty,
            "The contract must know every field that the test server sends."
        );
        AssertSame(Canonical.Parse(_recorder.LastAnswer), ToJson(result));
    }

    private static JToken ToJson(object result) =>
        result switch
        {
            VioletModel model => Canonical.Parse(VioletJson.Serialize(model)),
            JToken token => token,
            string text => new JValue(text),
            IEnumerable items => new JArray(items.Cast<object>().Select(ToJson)),
            _ => new JValue(result),
        };

    private static IEnumerable<string> UnknownFields(object? value, string path) =>
        value switch
        {
            VioletModel model => model
                .Extra.Select(field => $"{path}.{field.Key}")
                .Concat(
                    GeneratedTypes
                        .WireProperties(model.GetType())
                        .SelectMany(property => UnknownFields(property.GetValue(model), $"{path}.{property.Name}"))
                ),
            string or JToken => [],
            IDictionary map => map.Values.Cast<object>().SelectMany(item => UnknownFields(item, path + "[*]")),
            IEnumerable items => items.Cast<object>().SelectMany(item => UnknownFields(item, path + "[]")),
            _ => [],
        };

    private static void AssertSame(JToken sent, JToken read)
    {
        string[] lost = [.. Differences(sent, read, "$")];
        Assert.That(lost, Is.Empty);
    }

    /// <summary>What the model lost or changed; null and absent are the same, dates are compared as points in time, numbers by
    /// value.</summary>
    private static IEnumerable<string> Differences(JToken sent, JToken? read, string path)
    {
        switch (sent)
        {
            case JObject fields:
                return fields
                    .Properties()
                    .Where(field => field.Value.Type != JTokenType.Null)
                    .SelectMany(field => Differences(field.Value, (read as JObject)?[field.Name], $"{path}.{field.Name}"));
            case JArray items when read is JArray others && others.Count == items.Count:
                return items.Zip(others).SelectMany((pair, i) => Differences(pair.First, pair.Second, $"{path}[{i}]"));
            case JArray:
                return [$"{path}: {sent} but read {read}"];
        }

        bool same =
            read is not null
            && (
                JToken.DeepEquals(sent, read)
                || (sent.Type == JTokenType.Float && (double)sent == (double)read)
                || (
                    DateTimeOffset.TryParse((string?)sent, out DateTimeOffset one)
                    && DateTimeOffset.TryParse((string?)read, out DateTimeOffset other)
                    && one == other
                )
            );
        return same ? [] : [$"{path}: {sent} but read {read}"];
    }

    private sealed class Recorder() : DelegatingHandler(new SocketsHttpHandler { UseCookies = false })
    {
        public string LastAnswer { get; private set; } = "";

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            LastAnswer = Encoding.UTF8.GetString(body);
            return response;
        }
    }
}
