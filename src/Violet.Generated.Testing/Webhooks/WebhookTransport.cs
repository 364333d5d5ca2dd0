namespace Violet.Generated.Testing;

/// <summary>Posts webhooks, and keeps what came of it.</summary>
internal sealed class WebhookTransport(TimeProvider time) : IDisposable
{
    /// <summary>As long as Violet waits.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient _own = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
    private readonly List<WebhookAttempt> _attempts = [];

    public HttpClient? Client { get; set; }

    public IReadOnlyList<WebhookAttempt> Attempts
    {
        get
        {
            lock (_attempts)
                return [.. _attempts];
        }
    }

    public int Copies { get; set; } = 1;

    public int MaxAttempts { get; set; } = 1;

    public TimeSpan Delay { get; set; }

    /// <summary>Sends an event in so many copies, each tried until it is answered 2xx.</summary>
    public async Task<IReadOnlyList<WebhookAttempt>> DeliverAsync(
        Uri? target,
        long? eventId,
        string topic,
        byte[] body,
        (string Name, string Value)[] headers
    )
    {
        if (target is null)
            throw new InvalidOperationException("Set Target (or RutterTarget) first: it says where webhooks are sent.");
        if (Delay > TimeSpan.Zero)
            await Task.Delay(Delay, time).ConfigureAwait(false);
        var attempts = new List<WebhookAttempt>();
        for (int copy = 0; copy < Copies; copy++)
            attempts.AddRange(await TryAsync(target, eventId, topic, body, headers).ConfigureAwait(false));
        return attempts;
    }

    private async Task<List<WebhookAttempt>> TryAsync(
        Uri target,
        long? eventId,
        string topic,
        byte[] body,
        (string Name, string Value)[] headers
    )
    {
        var attempts = new List<WebhookAttempt>();
        for (int i = 0; i < MaxAttempts; i++)
        {
            (int status, string? failure) = await PostAsync(target, body, headers).ConfigureAwait(false);
            var attempt = new WebhookAttempt(eventId, topic, status) { Failure = failure };
            attempts.Add(attempt);
            lock (_attempts)
                _attempts.Add(attempt);
            if (status is >= 200 and < 300)
                break;
        }

        return attempts;
    }

    public void Dispose() => _own.Dispose();

    private async Task<(int Status, string? Failure)> PostAsync(Uri target, byte[] body, (string Name, string Value)[] headers)
    {
        HttpClient client = Client ?? _own;
        if (!target.IsAbsoluteUri && client.BaseAddress is null)
            throw new InvalidOperationException("A relative address needs a Client with a BaseAddress.");
        using var request = new HttpRequestMessage(HttpMethod.Post, target)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } },
        };
        foreach ((string name, string value) in headers)
        {
            if (value.Length > 0)
                request.Headers.TryAddWithoutValidation(name, value);
        }

        using var patience = new CancellationTokenSource(s_patience, time);
        try
        {
            using HttpResponseMessage response = await client.SendAsync(request, patience.Token).ConfigureAwait(false);
            return ((int)response.StatusCode, null);
        }
        catch (HttpRequestException e)
        {
            return (0, e.Message);
        }
        catch (OperationCanceledException)
        {
            return (0, $"There was no answer within {s_patience.TotalSeconds:0} seconds.");
        }
    }
}
