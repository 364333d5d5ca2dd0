using Violet.Generated.Runtime.Http;

namespace Violet.Generated.Rutter;

/// <summary>Which of Rutter's two environments is called.</summary>
public enum RutterEnvironment
{
    /// <summary><c>https://sandbox.rutterapi.com/versioned</c>.</summary>
    Sandbox,

    /// <summary><c>https://production.rutterapi.com/versioned</c>.</summary>
    Production,
}

/// <summary>The settings of a Rutter client. Required: client id and secret.</summary>
public sealed class RutterOptions : ApiOptions
{
    /// <summary>The client id of the organisation.</summary>
    public string? ClientId { get; set; }

    /// <summary>The client secret of the organisation. Keep it in user secrets or a vault.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>Which environment is called; <see cref="ApiOptions.BaseAddress"/> goes before it.</summary>
    public RutterEnvironment Environment { get; set; }

    /// <summary>The API version (<c>X-Rutter-Version</c>), required by Rutter under <c>/versioned</c>; null sends none, for the old
    /// unversioned addresses.</summary>
    public string? ApiVersion { get; set; } = "2024-08-31";

    internal override Uri DefaultBaseAddress =>
        new(
            Environment == RutterEnvironment.Production
                ? "https://production.rutterapi.com/versioned/"
                : "https://sandbox.rutterapi.com/versioned/"
        );

    internal override ApiProfile CreateProfile(ApiConnection connection, ApiProfile? previous) => new RutterProfile(this);

    internal override IEnumerable<string> Problems(string prefix)
    {
        if (string.IsNullOrEmpty(ClientId))
            yield return $"{prefix}ClientId is missing: the client id from Rutter's dashboard.";
        else if (ClientId!.IndexOf(':') >= 0)
            yield return $"{prefix}ClientId cannot hold a colon.";
        if (string.IsNullOrEmpty(ClientSecret))
            yield return $"{prefix}ClientSecret is missing: the client secret from Rutter's dashboard.";
        if (!HeaderText.IsValid(ApiVersion ?? ""))
            yield return $"{prefix}ApiVersion {HeaderText.Problem}";
        if (Environment is not (RutterEnvironment.Sandbox or RutterEnvironment.Production))
            yield return $"{prefix}Environment must be Sandbox or Production.";
        foreach (string problem in base.Problems(prefix))
            yield return problem;
    }
}
