using Microsoft.AspNetCore.Builder;
using Violet.Generated.Testing.State;

namespace Violet.Generated.Testing;

/// <summary>The settings of a <see cref="VioletTestServer"/>.</summary>
public sealed class VioletTestServerOptions
{
    /// <summary>The clock: tokens expire by it, and the dates of the data lie before the day on which it stands at the start.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>How long an access token is valid (24 hours, as at Violet).</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromHours(24);

    /// <summary>The port on the loopback interface; 0 for a free one.</summary>
    public int Port { get; set; }

    /// <summary>Whether it speaks TLS, and with it HTTP/2, as the APIs do (false). The certificate is made at the start and trusted by
    /// nobody: see <see cref="VioletTestServer.Certificate"/>.</summary>
    public bool Https { get; set; }

    /// <summary>How many orders there are to begin with, at least 260 (260).</summary>
    public int Orders { get; set; } = OrderSeed.Count;

    /// <summary>How many customers each shop has in Relay's lists (45).</summary>
    public int CustomersPerMerchant { get; set; } = 45;

    /// <summary>Where each exchange is written as a HAR file, for the contract's own <c>learn</c> and <c>check</c>; null for nowhere
    /// (null). Headers and logins are left out, other bodies are as they were sent. What a fault broke is not written.</summary>
    public string? RecordingFolder { get; set; }

    /// <summary>What a request meets before it gets to the APIs; null for nothing.</summary>
    internal Action<IApplicationBuilder, VioletTestServer>? BeforeApis { get; set; }
}
