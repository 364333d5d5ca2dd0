using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Violet.Generated.Runtime;
using Violet.Generated.Runtime.Http;
using Violet.Generated.Runtime.Telemetry;

namespace Violet.Generated;

/// <summary>Checks settings when the host starts; each message names its setting as the configuration calls it.</summary>
internal sealed class OptionsValidation<
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions
>(string api, ILoggerFactory? loggers) : IValidateOptions<TOptions>
    where TOptions : ApiOptions
{
    /// <summary>What was last found wrong with settings that were valid once, by name; empty while they are.</summary>
    private readonly ConcurrentDictionary<string, string> _problems = new();

    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        string prefix = string.IsNullOrEmpty(name) ? $"{api}:" : $"{api}({name}):";
        string[] problems = [.. options.Problems(prefix)];
        string all = string.Join(" ", problems);
        if (problems.Length == 0)
            _problems[name ?? ""] = all;
        // At the start the host says it. Of a later change nobody would hear: what it throws ends in the configuration's own thread.
        else if (
            _problems.TryGetValue(name ?? "", out string? before)
            && before != all
            && _problems.TryUpdate(name ?? "", all, before)
            && loggers is not null
        )
            OptionsSection.LogChange(loggers.CreateLogger(CallTelemetry.Name), api, all);
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}

internal static partial class OptionsSection
{
    [UnconditionalSuppressMessage(
        "Trimming",
        "IL2026",
        Justification = "The options' properties are plain values, kept by the DynamicDependency."
    )]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "No generic type is made for a plain value.")]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicProperties, typeof(VioletOptions))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicProperties, typeof(ApiOptions))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicProperties, typeof(Rutter.RutterOptions))]
    public static void Bind<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(
        OptionsBuilder<TOptions> builder,
        IConfiguration section
    )
        where TOptions : ApiOptions => builder.Bind(section ?? throw new ArgumentNullException(nameof(section)));

    // Not in the generic class: the generator that comes with version 8.0.0 of the logging package cannot do with its attributes.
    [LoggerMessage(3, LogLevel.Error, "The changed settings of {Api} are not valid; the client keeps those that it has. {Problems}")]
    public static partial void LogChange(ILogger logger, string api, string problems);
}
