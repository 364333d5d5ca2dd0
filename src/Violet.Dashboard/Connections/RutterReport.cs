using Violet.Generated;
using Violet.Generated.Rutter;

namespace Violet.Dashboard;

/// <summary>The status of a Rutter connection, in a person's words.</summary>
internal static class RutterReport
{
    public static ConnectionRow Describe(ListedConnection connection, ConnectionStatusResponse answer)
    {
        ConnectionStatus? status = answer.Status;
        (string? reason, IReadOnlyList<string> advice) = Explain(answer.State, status);
        return Row(connection, answer.Connection?.Platform.Raw) with
        {
            State = answer.State,
            Reason = reason,
            Advice = advice,
            // Whoever has the link can act for the merchant, so it stands where it is needed only.
            RelinkUrl = answer.State is ConnectionState.NeedsReauthentication or ConnectionState.Disabled
                ? status?.LinkUrl ?? connection.LinkUrl
                : null,
            Sync = Progress(status, answer.State),
        };
    }

    /// <summary>A connection whose status could not be read.</summary>
    public static ConnectionRow Describe(ListedConnection connection, string problem) =>
        Row(connection, null) with
        {
            Reason = problem,
            Advice = ["Reload this page to read it again."],
        };

    private static ConnectionRow Row(ListedConnection connection, string? platform)
    {
        platform ??= connection.Platform.Raw;
        bool isNamed = connection.Name is { Length: > 0 };
        return new ConnectionRow
        {
            Id = connection.Id ?? "(no id)",
            Name = isNamed ? connection.Name! : platform ?? "(no name)",
            Platform = isNamed ? platform : null,
            State = ConnectionState.Unknown,
            Advice = [],
        };
    }

    private static (string? Reason, IReadOnlyList<string> Advice) Explain(ConnectionState state, ConnectionStatus? status)
    {
        if (status?.DisabledStatus is { IsDisabled: true, DisabledReason: var reason })
        {
            (string meaning, string advice) = DisabledReasons.Explain(reason);
            return ($"{reason.Raw ?? "Disabled"}: {meaning}", [advice]);
        }

        return state switch
        {
            ConnectionState.NeedsReauthentication => (
                "The platform no longer lets Rutter in.",
                ["Send the merchant the link to sign in again."]
            ),
            ConnectionState.Syncing => ("The first sync is under way.", ["Wait until it is done."]),
            ConnectionState.NeedsAttention => (
                "Rutter takes the connection to be unhealthy.",
                ["Look at the last sync. If it stays, ask Rutter."]
            ),
            ConnectionState.Unknown => ("The answer holds no status.", ["Ask Rutter when this stays."]),
            _ => (null, []),
        };
    }

    private static SyncProgress? Progress(ConnectionStatus? status, ConnectionState state)
    {
        if (status?.HistoricalSyncStatus is not { } history)
            return null;
        (string Name, int? Count)[] counts =
        [
            ("orders", history.SyncedOrdersCount),
            ("transactions", history.SyncedTransactionsCount),
            ("balance sheets", history.SyncedBalanceSheetsCount),
            ("cash flows", history.SyncedCashFlowsCount),
            ("income statements", history.SyncedIncomeStatementsCount),
        ];
        string synced = string.Join(", ", counts.Where(count => count.Count is not null).Select(count => $"{count.Count:N0} {count.Name}"));
        string text = synced.Length > 0 ? synced : "nothing counted";
        if (state is ConnectionState.Disabled or ConnectionState.NeedsReauthentication)
            return new SyncProgress($"{text}, stopped", LastDone: status.LastSyncCompletedAt);
        if (history.HistoricalSyncCompleted != true)
        {
            return new SyncProgress(
                history.EstimatedCompletedAt is { } end ? $"{text} so far, done about {Text.Time(end)}" : $"{text} so far",
                Total: 0
            );
        }

        return new SyncProgress(text, LastDone: status.LastSyncCompletedAt);
    }
}
