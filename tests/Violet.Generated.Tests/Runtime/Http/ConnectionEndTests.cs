namespace Violet.Generated.Tests.Transport;

/// <summary>A server that takes a request and closes the connection in good order, without an answer. Handlers of .NET repeat such requests
/// on their own where they have no content.</summary>
public class ConnectionEndTests
{
    [Test]
    public async Task A_call_that_acts_is_sent_once_though_it_has_no_body()
    {
        await using var server = new RawServer("");
        using VioletClient violet = server.Violet(options => options.MaxRetries = 3);

        await Assert.CatchAsync<VioletConnectionException>(() => violet.Sync.ResyncOfferAsync(1));
        await Assert.CatchAsync<VioletConnectionException>(() => violet.SendAsync(HttpMethod.Post, "of/tomorrow"));

        Assert.That(server.Heads, Has.Count.EqualTo(2));
    }
}
