using System.Net;
using Microsoft.Extensions.Time.Testing;
using Violet.Generated.Rutter;

namespace Violet.Generated.Tests.Transport;

/// <summary>A handler that answers by a script and remembers what it was asked.</summary>
/// <remarks>
/// Not MockHttp: a step may need the attempt's own cancellation token, which MockHttp keeps to itself, and the last step answers for ever.
/// </remarks>
internal sealed class Http(params Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>[] script) : HttpMessageHandler
{
    public List<string> Sent { get; } = [];

    public List<HttpRequestMessage> Requests { get; } = [];

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public static Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> Answer(
        int status,
        string body = "{}",
        string type = "application/json",
        Action<HttpResponseMessage>? and = null
    ) =>
        (_, _) =>
        {
            var response = new HttpResponseMessage((HttpStatusCode)status)
            {
                Content = new StringContent(body, System.Text.Encoding.UTF8, type),
            };
            and?.Invoke(response);
            return Task.FromResult(response);
        };

    public static Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> Throw(Exception error) =>
        (_, _) => Task.FromException<HttpResponseMessage>(error);

    public VioletClient Violet(Action<VioletOptions>? configure = null)
    {
        var options = new VioletOptions
        {
            AppId = 10,
            AppSecret = "app-secret",
            Token = "token-1",
            TimeProvider = Time,
        };
        configure?.Invoke(options);
        return new VioletClient(options, new HttpClient(this, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan });
    }

    public RutterClient Rutter(Action<RutterOptions>? configure = null)
    {
        var options = new RutterOptions
        {
            ClientId = "id",
            ClientSecret = "rutter-secret",
            TimeProvider = Time,
        };
        configure?.Invoke(options);
        return new RutterClient(options, new HttpClient(this, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan });
    }

    /// <summary>Lets the fake time pass until the call ends.</summary>
    public async Task<T> RunAsync<T>(Task<T> call)
    {
        while (!call.IsCompleted)
        {
            // A moment of real time for each step of the fake one, or a busy machine lets the fake time run away from the work on other
            // threads.
            await Task.WhenAny(call, Task.Delay(2));
            Time.Advance(TimeSpan.FromMilliseconds(100));
        }

        return await call;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        int call;
        lock (Sent)
        {
            call = Sent.Count;
            Sent.Add($"{request.Method} {request.RequestUri!.AbsoluteUri}");
            Requests.Add(request);
        }

        HttpResponseMessage response = await script[Math.Min(call, script.Length - 1)](request, cancellationToken);
        response.RequestMessage = request;
        return response;
    }
}
