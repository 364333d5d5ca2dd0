using System.Text;
using Newtonsoft.Json.Linq;
using Violet.Generated.Testing;

namespace Violet.Generated.Tests.TestServer;

/// <summary>A request that breaks the contract is told what is wrong, in the API's own shape.</summary>
public class ContractBreachTests
{
    private VioletTestServer _server = null!;
    private HttpClient _http = null!;

    [SetUp]
    public async Task Start()
    {
        _server = await VioletTestServer.StartAsync();
        _http = _server.Http();
    }

    [TearDown]
    public async Task Stop()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [TestCase("GET", "/nowhere", null, 404, "no path /v1/nowhere")]
    [TestCase("PUT", "/orders", null, 405, "takes GET, POST, not PUT")]
    [TestCase("GET", "/orders/abc", null, 400, "Path parameter order_id must be an integer of 64 bits, not abc")]
    [TestCase("GET", "/orders?page=two", null, 400, "Query parameter page must be an integer")]
    [TestCase("GET", "/orders?page=0", null, 400, "Query parameter page must be at least 1")]
    [TestCase("GET", "/orders?date_last_modified%3Amin=2024-01-15T00:00:00+0000", null, 400, "%2B")]
    [TestCase("GET", "/operations/connection_health", null, 400, "Query parameter app_id is missing")]
    [TestCase("GET", "/relay/merchants/10001/offers?next_page_cursor=zzz", null, 400, "next_page_cursor")]
    [TestCase("POST", "/orders/search", "", 400, "Empty body")]
    [TestCase("POST", "/orders/search", "null", 400, "Empty body")]
    [TestCase("POST", "/orders/search", "{", 400, "no JSON")]
    [TestCase("POST", "/orders/search", "[]", 400, "Body must be an object")]
    [TestCase("POST", "/orders/search", """{"merchant_id":"x"}""", 400, "Body.merchant_id must be an integer")]
    [TestCase("POST", "/orders/search", """{"status":"NICE"}""", 400, "Body.status must be one of IN_PROGRESS")]
    [TestCase("POST", "/orders/search", """{"date_created:min":"yesterday"}""", 400, "must be a date")]
    [TestCase("POST", "/login", """{"username":"x"}""", 400, "Body.password is missing")]
    public async Task Violet(string method, string path, string? body, int status, string says)
    {
        (int answered, JObject error) = await SendAsync(method, _server.VioletAddress + path, body);

        Assert.That(answered, Is.EqualTo(status), error.ToString());
        Assert.That((string?)error["message"], Does.Contain(says));
        Assert.That(error.Properties().Select(p => p.Name), Is.EqualTo((string[])["message", "error", "code"]));
    }

    [TestCase("X-Violet-App-Id", "Header X-Violet-App-Id is missing.")]
    [TestCase("X-Violet-App-Secret", "Header X-Violet-App-Secret is missing.")]
    [TestCase("X-Violet-Token", "Header X-Violet-Token is missing.")]
    public async Task A_missing_header_is_named(string header, string says)
    {
        _http.DefaultRequestHeaders.Remove(header);
        (int status, JObject error) = await SendAsync("GET", _server.VioletAddress + "/orders", null);
        Assert.That((status, (string?)error["message"], (int?)error["code"]), Is.EqualTo((400, says, (int?)9002)));
    }

    [TestCase("GET", "/connections/status", 400, "Query parameter access_token is missing")]
    [TestCase("GET", "/connections/status?access_token=x", 401, "Invalid credentials to access this connection")]
    [TestCase("GET", "/connections?status=lost", 400, "must be one of active")]
    [TestCase("GET", "/nowhere", 404, "no path")]
    [TestCase("DELETE", "/connections", 405, "takes GET")]
    public async Task Rutter(string method, string path, int status, string says)
    {
        (int answered, JObject error) = await SendAsync(method, _server.RutterAddress + path, null);

        Assert.That(answered, Is.EqualTo(status), error.ToString());
        Assert.That((string?)error["error_message"], Does.Contain(says));
        Assert.That(error.Properties().Select(p => p.Name), Is.EqualTo((string[])["error_type", "error_code", "error_message"]));
    }

    [TestCase("Authorization", 401)]
    [TestCase("X-Rutter-Version", 400)]
    public async Task Rutter_wants_its_headers(string header, int status)
    {
        _http.DefaultRequestHeaders.Remove(header);
        (int answered, JObject error) = await SendAsync("GET", _server.RutterAddress + "/connections", null);
        Assert.That((answered, (string?)error["error_message"]), Is.EqualTo((status, $"Header {header} is missing.")));
    }

    [Test]
    public async Task Unknown_fields_of_a_body_are_allowed()
    {
        (int status, _) = await SendAsync("POST", _server.VioletAddress + "/orders/search", """{"colour":"blue"}""");
        Assert.That(status, Is.EqualTo(200));
    }

    private async Task<(int Status, JObject Body)> SendAsync(string method, string address, string? body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await _http.SendAsync(request);
        return ((int)response.StatusCode, JObject.Parse(await response.Content.ReadAsStringAsync()));
    }
}
