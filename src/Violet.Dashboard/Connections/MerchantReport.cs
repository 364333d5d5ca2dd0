using Newtonsoft.Json.Linq;
using Violet.Generated;

namespace Violet.Dashboard;

/// <summary>Violet's health report of a merchant, in a person's words.</summary>
internal static class MerchantReport
{
    public static ConnectionRow Describe(ConnectionHealth report)
    {
        IReadOnlyList<ReportPart> parts = Parts(report);
        return new ConnectionRow
        {
            Id = $"{report.MerchantId}",
            Name = report.MerchantName is { Length: > 0 } name ? name : $"Merchant {report.MerchantId}",
            Platform = report.Platform.Raw,
            Shop = report.StoreUrl,
            State = report.State,
            Reason = report.StateReason,
            Findings = [.. parts.Where(part => part.IsTroubled)],
            Advice = Advice(report, parts),
            Sync = Progress(report),
            DetailsUrl = $"/merchants/{report.MerchantId}",
        };
    }

    /// <summary>All parts that the report has.</summary>
    public static IReadOnlyList<ReportPart> Parts(ConnectionHealth report)
    {
        var parts = new List<ReportPart>();
        if (report.Connection is { } connection)
        {
            Add(
                "connection",
                connection.Status,
                connection.Error,
                Connection(connection.Results),
                "The merchant connects the shop again in Violet Connect."
            );
        }

        if (report.ScopeValidation is { } scopes)
        {
            Add(
                "permissions",
                scopes.Status,
                scopes.Error,
                Missing(scopes.Results?.MissingScopes),
                "The merchant connects again and grants what is missing."
            );
        }

        if (report.SyncStatus is { } sync)
        {
            Add(
                "product sync",
                sync.Status,
                sync.Error,
                sync.Results?.Status.Raw,
                sync.Results?.Status.Value switch
                {
                    ProductSyncStatus.Pending or ProductSyncStatus.InProgress => "Wait until it is done.",
                    ProductSyncStatus.NotStarted => "Start the merchant's first sync.",
                    _ => "Start the sync again, and ask Violet when it fails again.",
                }
            );
        }

        if (report.InvalidProducts is { } products)
        {
            Add(
                "invalid products",
                products.Status,
                products.Error,
                Products(products.Results),
                "The merchant mends these products in the shop."
            );
        }

        if (report.OffersPublished is { } offers)
        {
            Add(
                "published offers",
                offers.Status,
                offers.Error,
                offers.Results?.Count is { } count ? $"{count:N0} published" : null,
                "Publish offers, or wait for the sync."
            );
        }

        if (report.PayoutAccount is { } payout)
        {
            Add(
                "payout account",
                payout.Status,
                payout.Error,
                Requirements(payout.Results),
                "The merchant completes the payout account; a link to that step is on the merchant's page."
            );
        }

        if (report.Migration is { } migration)
            Add("migration", migration.Status, migration.Error, migration.Results.Raw, "The merchant moves the payout account.");
        if (report.CommissionRate is { } commission)
        {
            Add(
                "commission rate",
                commission.Status,
                commission.Error,
                Rates(commission),
                "Agree a commission above zero with the merchant."
            );
        }

        return parts;

        void Add(string name, OpenEnum<HealthPartStatus> status, ErrorDetail? error, string? found, string advice)
        {
            bool isTroubled = status.Value is not (HealthPartStatus.Complete or HealthPartStatus.NotApplicable);
            string? told = error is null
                ? found
                : $"{error.Message ?? "The check failed."} ({error.Slug}{(error.Code is { } code ? $" {code}" : "")})";
            string? whatToDo = !isTroubled
                ? null
                : status.Value switch
                {
                    HealthPartStatus.Error => "Violet's own check failed: read the report again later, and ask Violet when that stays.",
                    null => $"Look up what {status.Raw ?? "no status"} means: this version does not know it.",
                    _ => advice,
                };
            parts.Add(new ReportPart(name, status.Raw, isTroubled, told, whatToDo));
        }
    }

    private static IReadOnlyList<string> Advice(ConnectionHealth report, IReadOnlyList<ReportPart> parts)
    {
        IEnumerable<string> ofParts = parts.Select(part => part.Advice).OfType<string>().Distinct();
        return report.State switch
        {
            ConnectionState.Healthy => [.. ofParts],
            ConnectionState.Syncing => ["Wait until the sync is done."],
            ConnectionState.Disabled =>
            [
                "Find out with Violet or the merchant who switched the account off, and whether it is to come back.",
            ],
            ConnectionState.NeedsReauthentication => ["The merchant connects the shop again in Violet Connect, with all permissions."],
            ConnectionState.Incomplete => ["Orders can be placed.", .. ofParts],
            ConnectionState.Unknown => ["Read the report again later; ask Violet when it stays empty."],
            _ when report.Connection?.Results is { HasActivePlatformPlan: false } =>
            [
                "The merchant renews the plan at the platform.",
                .. ofParts,
            ],
            _ when report.Connection?.Results is { HasShippingMethods: false } =>
            [
                "The merchant sets up shipping in the shop.",
                .. ofParts,
            ],
            _ when !ofParts.Any() => [$"Find out with Violet why the account is {report.MerchantStatus.Raw}."],
            _ => [.. ofParts],
        };
    }

    /// <summary>The bar is for what moves.</summary>
    private static SyncProgress? Progress(ConnectionHealth report)
    {
        if (report.SyncStatus?.Results is not { } sync)
            return report.SyncStatus?.Error is null ? null : new SyncProgress("not known: the check failed");
        if (sync.Status == ProductSyncStatus.Completed)
            return new SyncProgress($"{sync.TotalProductsSynced:N0} products", LastDone: sync.DateLastSynced);
        string status = sync.Status.Raw ?? "not known";
        if (sync.TotalProducts is not > 0)
            return new SyncProgress(status);
        string text = $"{sync.TotalProductsSynced ?? 0:N0} of {sync.TotalProducts:N0} products";
        bool moves =
            sync.Status.Value is ProductSyncStatus.Pending or ProductSyncStatus.InProgress
            && report.State is not (ConnectionState.Disabled or ConnectionState.NeedsReauthentication);
        return moves ? new SyncProgress(text, sync.TotalProductsSynced ?? 0, sync.TotalProducts) : new SyncProgress($"{text}, {status}");
    }

    /// <summary>All rates: that of one app may be what the trouble is about.</summary>
    private static string? Rates(CommissionRate commission)
    {
        IEnumerable<string> overrides = commission.Overrides.Select(app =>
            $"{(app.Rate is { } rate ? $"{rate:0.##} %" : "not known")} for app {app.AppId}"
            + (
                app.Status.Value is HealthPartStatus.Complete or HealthPartStatus.NotApplicable || app.Status.Raw is null
                    ? ""
                    : $" ({app.Status.Raw})"
            )
        );
        string[] rates =
        [
            .. commission.DefaultRate is { } general
                ? [$"{general:0.##} %{(commission.Overrides.Count > 0 ? " by default" : "")}"]
                : (string[])[],
            .. overrides,
        ];
        return rates.Length == 0 ? null : string.Join(", ", rates);
    }

    private static string? Connection(MerchantConnectionResults? results)
    {
        if (results is null)
            return null;
        var found = new List<string>();
        if (results is { IsConnected: false } or { Connected: false })
            found.Add("not connected");
        if (results.HasActivePlatformPlan == false)
            found.Add("no active plan at the platform");
        if (results.HasShippingMethods == false)
            found.Add("no shipping methods");
        if (Missing(results.StoreScopes?.MissingScopes) is { } missing)
            found.Add(missing);
        return found.Count == 0 ? "connected" : string.Join(", ", found);
    }

    private static string? Missing(IList<string>? scopes) => scopes is { Count: > 0 } ? $"missing: {string.Join(", ", scopes)}" : null;

    private static string? Products(InvalidProductsResults? results) =>
        results?.Count is not > 0
            ? null
            : $"{results.Count:N0}{(results.InvalidProduct is { } product ? $", such as {product.Name}: {product.Issues}" : "")}";

    /// <summary>What the payment provider still wants. The answer changed its shape once, so both are looked through.</summary>
    private static string? Requirements(JToken? results)
    {
        IEnumerable<string> due =
            (results as JContainer)
                ?.DescendantsAndSelf()
                .OfType<JProperty>()
                .Where(property => property.Name is "currently_due" or "past_due")
                .SelectMany(property => property.Value.Values<string>())
                .OfType<string>()
                .Distinct()
            ?? [];
        string list = string.Join(", ", due);
        return list.Length == 0 ? null : $"still due: {list}";
    }
}
