namespace Violet.Generated;

public sealed partial class ConnectionHealth
{
    /// <summary>The fields that the state follows from, by all of their names, in the report and in its parts.</summary>
    private static readonly string[] s_deciding = (
        "merchant_status merchantStatus connection scope_validation scopeValidation sync_status syncStatus "
        + "invalid_products invalidProducts offers_published offersPublished payout_account payoutAccount migration "
        + "commission_rate commissionRate status results connected is_connected isConnected has_active_platform_plan "
        + "hasActivePlatformPlan has_shipping_methods hasShippingMethods store_scopes storeScopes has_valid_scopes "
        + "hasValidScopes missing_scopes missingScopes valid"
    ).Split(' ');

    /// <summary>The report in one word. Violet gives no overall status, so it follows from the parts.</summary>
    /// <remarks>
    /// The first rule that holds decides:
    /// <list type="number">
    /// <item>Disabled: the merchant's account is disabled, denied or marked for deletion.</item>
    /// <item>NeedsReauthentication: the shop is not connected, or permissions are missing.</item>
    /// <item>NeedsAttention: a part is NEEDS_ATTENTION or ERROR, the shop's plan is not active, the shop has no shipping methods, or the
    /// account is not active.</item>
    /// <item>Unknown: the status of the account or of a part, or what it follows from, could not be read.</item>
    /// <item>Incomplete: a part is INCOMPLETE, or the product sync has failed.</item>
    /// <item>Syncing: the product sync is pending or under way.</item>
    /// <item>Unknown: the report has no part at all.</item>
    /// <item>Healthy: otherwise.</item>
    /// </list>
    /// While the product sync is under way, the sync and the published offers, which follow from it, do not count for NeedsAttention and
    /// Incomplete.
    /// </remarks>
    [Newtonsoft.Json.JsonIgnore]
    public ConnectionState State => Diagnose().State;

    /// <summary>Why the state is what it is, in plain words; null when Healthy, and when Unknown for want of any part.</summary>
    [Newtonsoft.Json.JsonIgnore]
    public string? StateReason => Diagnose().Reason;

    /// <summary>
    /// Whether orders can be placed with the merchant: false when <see cref="State"/> is Disabled, NeedsReauthentication or NeedsAttention;
    /// true when it is Incomplete, Syncing or Healthy; null when it is Unknown, or when all that is wrong is that checks of Violet's own
    /// failed (ERROR).
    /// </summary>
    /// <remarks>Violet says so of a report as a whole: only NEEDS_ATTENTION stands in the way of orders, INCOMPLETE does not. That it holds
    /// for single parts too is a guess.</remarks>
    [Newtonsoft.Json.JsonIgnore]
    public bool? CanTakeOrders =>
        State switch
        {
            ConnectionState.Healthy or ConnectionState.Syncing or ConnectionState.Incomplete => true,
            ConnectionState.NeedsAttention => Blocker() is null ? null : false,
            ConnectionState.Unknown => null,
            _ => false,
        };

    private (ConnectionState State, string? Reason) Diagnose()
    {
        if (
            MerchantStatus.Value
            is Generated.MerchantStatus.Disabled
                or Generated.MerchantStatus.DisabledInactive
                or Generated.MerchantStatus.ForDeletion
                or Generated.MerchantStatus.ApplicationDenied
        )
        {
            return (ConnectionState.Disabled, $"The merchant's account is {MerchantStatus.Raw}.");
        }

        if (Connection?.Results is { IsConnected: false } or { Connected: false })
            return (ConnectionState.NeedsReauthentication, "The shop is not connected.");
        if (
            ScopeValidation?.Results is { Valid: false } or { MissingScopes.Count: > 0 }
            || Connection?.Results?.StoreScopes is { HasValidScopes: false }
        )
        {
            return (ConnectionState.NeedsReauthentication, "Permissions are missing" + MissingScopes());
        }

        if ((Blocker() ?? FirstPart(HealthPartStatus.Error)) is { } trouble)
            return (ConnectionState.NeedsAttention, trouble);
        if (HasUnread)
            return (ConnectionState.Unknown, "Not all of the report could be read.");
        if (FirstPart(HealthPartStatus.Incomplete) is { } incomplete)
            return (ConnectionState.Incomplete, incomplete);
        if (SyncStatus?.Results?.Status.Value is ProductSyncStatus.Failed or ProductSyncStatus.Aborted)
            return (ConnectionState.Incomplete, $"The product sync is {SyncStatus.Results.Status.Raw}.");
        if (IsSyncing)
        {
            return (
                ConnectionState.Syncing,
                $"{SyncStatus!.Results!.TotalProductsSynced ?? 0} of {SyncStatus.Results.TotalProducts ?? 0} products are synced."
            );
        }

        return (HasAnyPart ? ConnectionState.Healthy : ConnectionState.Unknown, null);
    }

    private bool IsSyncing => SyncStatus?.Results?.Status.Value is ProductSyncStatus.Pending or ProductSyncStatus.InProgress;

    private bool HasUnread =>
        new VioletModel?[]
        {
            this,
            Connection,
            Connection?.Results,
            Connection?.Results?.StoreScopes,
            ScopeValidation,
            ScopeValidation?.Results,
            SyncStatus,
            SyncStatus?.Results,
            InvalidProducts,
            OffersPublished,
            PayoutAccount,
            Migration,
            CommissionRate,
        }.Any(part => part is not null && s_deciding.Any(part.HasMisfit));

    private bool HasAnyPart =>
        Connection is not null
        || ScopeValidation is not null
        || SyncStatus is not null
        || InvalidProducts is not null
        || OffersPublished is not null
        || PayoutAccount is not null
        || Migration is not null
        || CommissionRate is not null;

    private string MissingScopes()
    {
        IEnumerable<string> scopes = (ScopeValidation?.Results?.MissingScopes ?? [])
            .Concat(Connection?.Results?.StoreScopes?.MissingScopes ?? [])
            .Distinct();
        string list = string.Join(", ", scopes);
        return list.Length == 0 ? "." : $": {list}.";
    }

    /// <summary>What stands in the way of orders.</summary>
    private string? Blocker()
    {
        if (Connection?.Results is { HasActivePlatformPlan: false })
            return "The shop's plan at its platform is not active.";
        if (Connection?.Results is { HasShippingMethods: false })
            return "The shop has no shipping methods.";
        if (FirstPart(HealthPartStatus.NeedsAttention) is { } part)
            return part;
        bool active = MerchantStatus.Value is null or Generated.MerchantStatus.Active;
        return active ? null : $"The merchant's account is {MerchantStatus.Raw}.";
    }

    private string? FirstPart(HealthPartStatus status)
    {
        (string Name, OpenEnum<HealthPartStatus>? Status)[] parts =
        [
            ("connection", Connection?.Status),
            ("scope validation", ScopeValidation?.Status),
            ("product sync", IsSyncing ? null : SyncStatus?.Status),
            ("invalid products", InvalidProducts?.Status),
            ("published offers", IsSyncing ? null : OffersPublished?.Status),
            ("payout account", PayoutAccount?.Status),
            ("migration", Migration?.Status),
            ("commission rate", CommissionRate?.Status),
        ];
        foreach ((string name, OpenEnum<HealthPartStatus>? found) in parts)
        {
            if (found?.Value == status)
                return $"The part '{name}' is {found?.Raw}.";
        }

        return null;
    }
}
