using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http.HttpResults;
using Violet.Generated;
using Violet.Generated.Rutter;
using Channel = System.Threading.Channels.Channel;

namespace Violet.Dashboard;

/// <summary>A webhook as the page shows it. It holds no body: that may carry customers' data, and Rutter's an access token.</summary>
/// <param name="Number">Counts from 1.</param>
/// <param name="Time">When it was handled.</param>
/// <param name="Api">Whose it is.</param>
/// <param name="Topic">What happened, in the API's word.</param>
/// <param name="About">What it happened to.</param>
internal sealed record FeedEntry(long Number, DateTimeOffset Time, string Api, string Topic, string About);

/// <summary>The latest webhooks, for whoever opens the page and for whoever watches it.</summary>
internal sealed class WebhookFeed(TimeProvider time)
{
    private const int Kept = 12;

    private readonly Lock _gate = new();
    private readonly Queue<FeedEntry> _latest = new();
    private readonly HashSet<Channel<FeedEntry>> _watchers = [];
    private long _lastNumber;

    /// <summary>The latest webhooks, the newest first.</summary>
    public IReadOnlyList<FeedEntry> Latest
    {
        get
        {
            lock (_gate)
                return [.. _latest.Reverse()];
        }
    }

    /// <summary>The endpoint that tells a page what arrives, as server-sent events; a page that lost its connection is told what it
    /// missed.</summary>
    public static ServerSentEventsResult<FeedEntry?> Stream(
        WebhookFeed feed,
        HttpContext context,
        IHostApplicationLifetime lifetime,
        long after = 0
    )
    {
        if (long.TryParse(context.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out long last))
            after = last;
        return TypedResults.ServerSentEvents(feed.WatchAsync(after, lifetime.ApplicationStopping, context.RequestAborted));
    }

    public Task AddAsync(VioletWebhookEvent e, string about) => AddAsync("Violet", e.Topic.Raw, about);

    public Task AddAsync(RutterWebhookEvent e, string? hint = null) =>
        AddAsync("Rutter", e.Code.Raw, $"connection {e.ConnectionId}{(hint is null ? "" : $": {hint}")}");

    private Task AddAsync(string api, string? topic, string about)
    {
        lock (_gate)
        {
            var entry = new FeedEntry(++_lastNumber, time.GetUtcNow(), api, topic ?? "(no topic)", about);
            _latest.Enqueue(entry);
            if (_latest.Count > Kept)
                _latest.Dequeue();
            foreach (Channel<FeedEntry> watcher in _watchers)
                watcher.Writer.TryWrite(entry);
        }

        return Task.CompletedTask;
    }

    private async IAsyncEnumerable<SseItem<FeedEntry?>> WatchAsync(
        long after,
        CancellationToken stopping,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        // A page that does not read on loses the oldest, as the list itself does.
        var watcher = Channel.CreateBounded<FeedEntry>(new BoundedChannelOptions(Kept) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (_gate)
        {
            if (after > _lastNumber)
                after = 0; // the page is from before a restart
            foreach (FeedEntry entry in _latest.Where(entry => entry.Number > after))
                watcher.Writer.TryWrite(entry);
            _watchers.Add(watcher);
        }

        // An endless answer would hold up the shutdown.
        await using CancellationTokenRegistration stop = stopping.Register(() => watcher.Writer.TryComplete());
        try
        {
            yield return new SseItem<FeedEntry?>(null, "hello"); // without a first event not even the headers are sent
            await foreach (FeedEntry entry in watcher.Reader.ReadAllAsync(cancellationToken))
                yield return new SseItem<FeedEntry?>(entry) { EventId = entry.Number.ToString(CultureInfo.InvariantCulture) };
        }
        finally
        {
            lock (_gate)
                _watchers.Remove(watcher);
        }
    }
}
