namespace Violet.Generated.Rutter;

public sealed partial class ConnectionStatusResponse
{
    /// <summary>The status in one word; see <see cref="ConnectionStatus.State"/>. Unknown when the response holds no status.</summary>
    [Newtonsoft.Json.JsonIgnore]
    public ConnectionState State => Status?.State ?? ConnectionState.Unknown;
}

public sealed partial class ConnectionStatus
{
    /// <summary>The status in one word, by the classification that Rutter documents (Healthy, Syncing, Unhealthy, Disabled, Needs
    /// Reauth).</summary>
    /// <remarks>
    /// The first rule that holds decides:
    /// <list type="number">
    /// <item>NeedsReauthentication: the merchant needs to sign in again (<c>needs_update</c>), or the connection is disabled for a reason
    /// that signing in again mends
    /// (NEEDS_REAUTH, FAILED TO AUTHENTICATE).</item>
    /// <item>Disabled: it is disabled for another reason.</item>
    /// <item>Unknown: one of the fields that decide could not be read.</item>
    /// <item>Syncing: it is not ready, since its first sync is under way.</item>
    /// <item>NeedsAttention: <c>is_healthy</c> is false.</item>
    /// <item>Healthy: it is ready. Past data may still be syncing.</item>
    /// <item>Unknown: none of these fields is there.</item>
    /// </list>
    /// </remarks>
    [Newtonsoft.Json.JsonIgnore]
    public ConnectionState State
    {
        get
        {
            bool disabled = DisabledStatus?.IsDisabled == true;
            bool mendedBySigningIn =
                DisabledStatus?.DisabledReason.Value is DisabledReason.NeedsReauth or DisabledReason.FailedToAuthenticate;
            if (NeedsUpdateStatus?.NeedsUpdate == true || (disabled && mendedBySigningIn))
                return ConnectionState.NeedsReauthentication;
            if (disabled)
                return ConnectionState.Disabled;
            if (IsUnread)
                return ConnectionState.Unknown;
            if (IsReady == false)
                return ConnectionState.Syncing;
            if (IsHealthy == false)
                return ConnectionState.NeedsAttention;
            return IsReady == true || IsHealthy == true ? ConnectionState.Healthy : ConnectionState.Unknown;
        }
    }

    private bool IsUnread =>
        HasMisfit("needs_update_status")
        || HasMisfit("disabled_status")
        || HasMisfit("is_ready")
        || HasMisfit("is_healthy")
        || NeedsUpdateStatus?.HasMisfit("needs_update") == true
        || DisabledStatus?.HasMisfit("is_disabled") == true;
}
