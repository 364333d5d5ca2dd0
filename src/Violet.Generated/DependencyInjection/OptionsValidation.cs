using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
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

    /// <summary>The unknown keys that were told.</summary>
    private readonly ConcurrentDictionary<(string Name, string Keys), bool> _unknown = new();

    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        string prefix = string.IsNullOrEmpty(name) ? $"{api}:" : $"{api}({name}):";
        string[] problems = [.. options.Problems(prefix)];
        string all = string.Join(" ", problems);
        TellUnknown(name ?? "", prefix, options);
        if (problems.Length == 0)
        {
            _problems[name ?? ""] = all;
        }
        // At the start the host says it. Of a later change nobody would hear: what it throws ends in the configuration's own thread.
        else if (
            _problems.TryGetValue(name ?? "", out string? before)
            && before != all
            && _problems.TryUpdate(name ?? "", all, before)
            && loggers is not null
        )
        {
            OptionsSection.LogChange(loggers.CreateLogger(CallTelemetry.Name), api, all);
        }

        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    /// <summary>A key that is no setting may be another's, so it is no error; once is enough.</summary>
    private void TellUnknown(string name, string prefix, TOptions options)
    {
        string unknown = string.Join(", ", options.UnknownSettings);
        if (unknown.Length > 0 && loggers is not null && _unknown.TryAdd((name, unknown), true))
            OptionsSection.LogUnknown(loggers.CreateLogger(CallTelemetry.Name), prefix.TrimEnd(':'), unknown);
    }
}

internal static partial class OptionsSection
{
    private const DynamicallyAccessedMemberTypes Bound =
        DynamicallyAccessedMemberTypes.PublicParameterlessConstructor | DynamicallyAccessedMemberTypes.PublicProperties;

    /// <summary>Takes the settings from a section, now and whenever it changes.</summary>
    public static void Bind<[DynamicallyAccessedMembers(Bound)] TOptions>(OptionsBuilder<TOptions> builder, IConfiguration section)
        where TOptions : ApiOptions
    {
        if (section is null)
            throw new ArgumentNullException(nameof(section));
        builder.Services.AddSingleton<IOptionsChangeTokenSource<TOptions>>(
            new ConfigurationChangeTokenSource<TOptions>(builder.Name, section)
        );
        builder.Configure(options => SettingsBinder.Bind(section, options));
    }

    // Not in the generic class: the generator that comes with version 8.0.0 of the logging package cannot do with its attributes.
    [LoggerMessage(3, LogLevel.Error, "The changed settings of {Api} are not valid; the client keeps those that it has. {Problems}")]
    public static partial void LogChange(ILogger logger, string api, string problems);

    [LoggerMessage(5, LogLevel.Warning, "The section {Section} has keys that are no settings and have no effect: {Keys}")]
    public static partial void LogUnknown(ILogger logger, string section, string keys);
}
