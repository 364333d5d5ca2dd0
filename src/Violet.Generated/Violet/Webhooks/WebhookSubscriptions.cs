using Violet.Generated.Runtime.Json;

namespace Violet.Generated;

/// <summary>Sees to it that webhooks are sent where they are wanted.</summary>
public static class WebhookSubscriptions
{
    /// <summary>
    /// Makes the app's webhooks send these events to an address: those that are missing are created, and those that are switched off, by
    /// you or by Violet after many failures, are switched on again. What is as it should be is left alone, so this can run at every start,
    /// on several machines at once.
    /// </summary>
    /// <remarks>
    /// Only webhooks to this address are looked at, and those to <paramref name="movedFrom"/>: an app id may serve several installations,
    /// such as staging and production. Nothing is deleted unless <paramref name="deletesOthers"/> asks for it, but for a double that this
    /// call itself has just made, since another machine was making the same webhook.
    /// </remarks>
    /// <param name="webhooks">The webhooks of a client: <c>violet.Webhooks</c>.</param>
    /// <param name="endpoint">The address to send to, as Violet reaches it: absolute, and https.</param>
    /// <param name="topics">The events, such as <see cref="VioletWebhook.SubscribableTopics"/>.</param>
    /// <param name="movedFrom">The address of before: webhooks to it are pointed to <paramref name="endpoint"/>, rather than new ones
    /// created. Null for none.</param>
    /// <param name="deletesOthers">Whether webhooks to <paramref name="endpoint"/> for other events are deleted, and doubles.</param>
    /// <param name="cancellationToken">Ends the work between two calls, too; what was done stays done.</param>
    /// <returns>What was changed.</returns>
    /// <exception cref="ArgumentException">The address is not absolute, or not https.</exception>
    /// <exception cref="VioletException">A call failed. What was done before stays done; call again.</exception>
    public static async Task<WebhookChanges> EnsureAsync(
        this IWebhooksClient webhooks,
        Uri endpoint,
        IEnumerable<WebhookEventType> topics,
        Uri? movedFrom = null,
        bool deletesOthers = false,
        CancellationToken cancellationToken = default
    )
    {
        if (webhooks is null)
            throw new ArgumentNullException(nameof(webhooks));
        if (endpoint is null)
            throw new ArgumentNullException(nameof(endpoint));
        if (!endpoint.IsAbsoluteUri || endpoint.Scheme != "https")
            throw new ArgumentException("Violet sends webhooks to absolute https addresses only.", nameof(endpoint));
        WebhookEventType[] wanted = [.. (topics ?? throw new ArgumentNullException(nameof(topics))).Distinct()];

        var changes = new WebhookChanges();
        Webhook[] all = await ListAsync(webhooks, cancellationToken).ConfigureAwait(false);
        Webhook[] own = [.. all.Where(webhook => IsAt(webhook, endpoint))];
        Webhook[] moving = [.. all.Where(webhook => movedFrom is not null && IsAt(webhook, movedFrom)).Except(own)];
        var kept = new HashSet<Webhook>();
        foreach (WebhookEventType topic in wanted)
        {
            if (own.Where(webhook => webhook.Event == topic).OrderBy(IsOff).FirstOrDefault() is { } there)
            {
                kept.Add(there);
                if (IsOff(there))
                    changes.SwitchedOnList.Add(await SetAsync(there.Id, topic).ConfigureAwait(false));
            }
            else if (moving.FirstOrDefault(webhook => webhook.Event == topic) is { } moved)
            {
                changes.RepointedList.Add(await SetAsync(moved.Id, topic).ConfigureAwait(false));
            }
            else
            {
                changes.CreatedList.Add(await webhooks.CreateAsync(RequestFor(topic), cancellationToken).ConfigureAwait(false));
            }
        }

        if (changes.Created.Count > 0)
            await DeleteDoublesAsync(webhooks, endpoint, changes, cancellationToken).ConfigureAwait(false);
        foreach (Webhook other in deletesOthers ? own.Except(kept) : [])
            await DeleteAsync(webhooks, other, changes, cancellationToken).ConfigureAwait(false);
        return changes;

        Task<Webhook> SetAsync(long id, WebhookEventType topic) => webhooks.UpdateAsync(id, RequestFor(topic), cancellationToken);

        WebhookRequest RequestFor(WebhookEventType topic) =>
            new()
            {
                Event = topic,
                RemoteEndpoint = endpoint.AbsoluteUri,
                Status = WebhookStatus.Active,
            };
    }

    /// <summary>Two machines that found the same webhook missing have both created it. The first one stays: whoever made a later one sees
    /// the first, and takes its own away.</summary>
    private static async Task DeleteDoublesAsync(
        IWebhooksClient webhooks,
        Uri endpoint,
        WebhookChanges changes,
        CancellationToken cancellationToken
    )
    {
        Webhook[] all = await ListAsync(webhooks, cancellationToken).ConfigureAwait(false);
        foreach (Webhook created in changes.Created.ToArray())
        {
            if (
                all.FirstOrDefault(other => IsAt(other, endpoint) && other.Event == created.Event) is not { } first
                || first.Id >= created.Id
            )
            {
                continue;
            }

            await webhooks.DeleteAsync(created.Id, cancellationToken).ConfigureAwait(false);
            changes.CreatedList.Remove(created);
        }
    }

    private static async Task DeleteAsync(
        IWebhooksClient webhooks,
        Webhook webhook,
        WebhookChanges changes,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await webhooks.DeleteAsync(webhook.Id, cancellationToken).ConfigureAwait(false);
            changes.DeletedList.Add(webhook);
        }
        catch (VioletNotFoundException)
        {
            // another machine was faster
        }
    }

    /// <summary>The oldest first: of two that are the same, it is the one that stays.</summary>
    /// <exception cref="VioletJsonException">One cannot be read: it would be taken for missing and made again at every start.</exception>
    private static async Task<Webhook[]> ListAsync(IWebhooksClient webhooks, CancellationToken cancellationToken)
    {
        IReadOnlyList<Webhook> all = await webhooks.ListAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        if (all is PartialList<Webhook> || all.Any(webhook => webhook.HasMisfit("event") || webhook.HasMisfit("remote_endpoint")))
            throw new VioletJsonException("One of the webhooks cannot be read, so it is not known which are missing.");
        return [.. all.OrderBy(static webhook => webhook.Id)];
    }

    private static bool IsAt(Webhook webhook, Uri address) =>
        Uri.TryCreate(webhook.RemoteEndpoint, UriKind.Absolute, out Uri? given) && given == address;

    /// <summary>A status that this version does not know is left alone.</summary>
    private static bool IsOff(Webhook webhook) => webhook.Status.Value is WebhookStatus.Inactive or WebhookStatus.Disabled;
}
